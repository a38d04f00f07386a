import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sourceAsker, type Asker } from '../../shared/access/asker.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { credentialsOf, type RequestCredentials } from '../api/credentials.ts'
import { demoAsker } from './demo-session.ts'

/** What turns credentials into an asker. */
export interface AskerParts {
  accounts: Pick<Accounts, 'ofCookie' | 'ofKey'>
  pack: CityPack
  demo: boolean
  /** One more key that may report for every channel: of the environment, or of this start. */
  sourceKey: string
}

/**
 * Who a request is (来者): the one place that turns cookie, key or demo person into an asker. A key that
 * nobody has is nobody, whatever cookie comes with it; without credentials one is nobody but in the demo.
 */
export const askerOf =
  ({ accounts, pack, demo, sourceKey }: AskerParts) =>
  ({ bearer, session, demoRole, address }: RequestCredentials): Asker | null => {
    const found =
      bearer !== null
        ? isSame(bearer, sourceKey)
          ? sourceAsker('source-key', ['*'])
          : accounts.ofKey(bearer)
        : ((session === undefined ? null : accounts.ofCookie(session)) ??
          (demo ? demoAsker(demoRole, pack) : null))
    return found && { ...found, from: address ?? null }
  }

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Hears that a person's hand was on it (操作心跳). What a page asks by itself, while nobody touches it
 * (`x-shiyu-idle`), and a live feed prolong nothing; walls and keys are heard whatever they ask.
 */
export function noticeUse(
  app: FastifyInstance,
  who: (request: FastifyRequest) => Asker | null,
  { seen }: Pick<Accounts, 'seen'>,
): void {
  app.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode === 401 || !/^\/(?:trpc|api|open311)\//.test(request.url)) return
    const { headers } = request
    const byItself =
      headers['x-shiyu-idle'] !== undefined || headers.accept?.includes('text/event-stream')
    const asker = who(request)
    if (asker !== null && (asker.kind !== 'person' || !byItself)) seen(asker)
  })
}

/** Who a request is, found once for all that ask of it. */
export function askerOfRequest(find: (credentials: RequestCredentials) => Asker | null) {
  const known = new WeakMap<FastifyRequest, Asker | null>()
  return (request: FastifyRequest): Asker | null => {
    const before = known.get(request)
    if (before !== undefined) return before
    const asker = find(credentialsOf(request))
    known.set(request, asker)
    return asker
  }
}
