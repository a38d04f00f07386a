import type { FastifyRequest } from 'fastify'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Asker } from '../../../shared/access/asker.ts'
import { DomainError } from '../../../shared/errors.ts'
import { endpointOf } from '../http-faults.ts'
import { networkOf } from './network.ts'

/** One bucket (限速桶): so many requests a minute, for each address or for each who asks. */
export interface Rate {
  name: string
  by: 'address' | 'asker'
  perMinute: number
  /** Procedures, and routes as `METHOD /path`. */
  on: readonly string[]
}

/** Our defaults; how many facts a key may report has its own bucket (`FACTS_PER_MINUTE`). */
export const usualRates: readonly Rate[] = [
  {
    ...{ name: 'sign-in', by: 'address', perMinute: 60 },
    on: ['session.signIn', 'setup.complete', 'GET /session/oidc', 'GET /session/oidc/callback'],
  },
  {
    ...{ name: 'password', by: 'asker', perMinute: 10 },
    on: ['session.changePassword', 'session.totpBegin', 'session.totpConfirm'],
  },
  { name: 'pairing', by: 'address', perMinute: 20, on: ['device.begin'] },
  // A wall that waits to be paired asks every two seconds; a hall of them has one address.
  { name: 'pairing-wait', by: 'address', perMinute: 1_200, on: ['device.wait'] },
  { name: 'pairing-code', by: 'asker', perMinute: 20, on: ['device.pair', 'wall.take'] },
  { name: 'search', by: 'asker', perMinute: 240, on: ['search.query'] },
  {
    ...{ name: 'exports', by: 'asker', perMinute: 30 },
    on: ['POST /api/v1/exports', 'GET /api/v1/reports/:id/file', 'GET /api/v1/audit.csv'],
  },
  {
    ...{ name: 'uploads', by: 'asker', perMinute: 60 },
    on: ['POST /api/v1/attachments', 'POST /api/v1/imports/preview'],
  },
]
/** As many requests with an unknown key as an address may send a minute. */
export const unknownKeysPerMinute = 60

export interface Rates {
  /** Raises `too-many` with `retryAfter` in seconds where the request's bucket is used up. */
  take(request: FastifyRequest): Promise<void>
  /** Counts a key that nobody has; `take` refuses the address's keys once there were too many. */
  unknownKey(request: FastifyRequest): Promise<void>
}

/** The buckets of one server, in memory: a restart empties them. */
export function makeRates(
  askerOf: (request: FastifyRequest) => Asker | null,
  { rates = usualRates, unknownKeys = unknownKeysPerMinute } = {},
): Rates {
  const bucketOf = new Map<string, { rate: Rate; limiter: RateLimiterMemory }>()
  for (const rate of rates) {
    const limiter = new RateLimiterMemory({ points: rate.perMinute, duration: 60 })
    for (const one of rate.on) bucketOf.set(one, { rate, limiter })
  }
  const strangers = new RateLimiterMemory({ points: unknownKeys, duration: 60 })
  return {
    async take(request) {
      const address = networkOf(request.ip)
      if (request.headers.authorization !== undefined) {
        const used = await strangers.get(address)
        if (used !== null && used.remainingPoints <= 0) throw tooMany(used)
      }
      const bucket = bucketOf.get(askedFor(request))
      if (bucket === undefined) return
      const { rate, limiter } = bucket
      const key = rate.by === 'address' ? address : subjectOf(askerOf(request), address)
      await limiter.consume(key).catch((refused: unknown) => {
        throw refused instanceof RateLimiterRes ? tooMany(refused) : refused
      })
    },
    unknownKey: async (request) => void (await strangers.penalty(networkOf(request.ip))),
  }
}

/** The session, device or key that asks; without one the person and where from, else the address. */
function subjectOf(asker: Asker | null, address: string): string {
  if (asker === null) return address
  return asker.session ?? `${asker.id}@${address}`
}

/** The procedure or route that a request is for, as the buckets name it. */
export function askedFor(request: FastifyRequest): string {
  const { url } = request.routeOptions
  return url === '/trpc/:path' ? (request.params as { path: string }).path : endpointOf(request)
}

function tooMany({ msBeforeNext }: RateLimiterRes): DomainError {
  const retryAfter = Math.max(1, Math.ceil(msBeforeNext / 1_000))
  const what = `请求过于频繁，请 ${retryAfter} 秒后再试。`
  return new DomainError({ code: 'too-many', params: { what, retryAfter } })
}
