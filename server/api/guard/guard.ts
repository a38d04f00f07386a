import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Asker } from '../../../shared/access/asker.ts'
import { makeRates, type Rate } from './rates.ts'
import { refuse } from './refuse.ts'
import { checkSameSite } from './same-site.ts'
import { watchBody } from './slow.ts'

/** What differs from the usual limits. */
export interface GuardLimits {
  rates?: readonly Rate[]
  unknownKeys?: number
  bodyMs?: number
}

/**
 * Stands in front of every route that is registered after it (入口防护). `askerOf` says whose bucket a
 * request draws on; it grants nothing.
 */
export function guard(
  app: FastifyInstance,
  askerOf: (request: FastifyRequest) => Asker | null,
  limits: GuardLimits = {},
): void {
  const rates = makeRates(askerOf, limits)
  app.setErrorHandler(refuse)
  app.addHook('onRequest', async (request, reply) => {
    watchBody(request, reply, limits.bodyMs)
    checkSameSite(request)
    await rates.take(request)
  })
  // Whoever tries keys is known by the answers.
  app.addHook('onResponse', async (request, reply) => {
    const hasKey = request.headers.authorization !== undefined
    if (hasKey && reply.statusCode === 401) await rates.unknownKey(request)
  })
  app.addHook('onSend', async (request, reply) => {
    const answers = /^\/(?:trpc|api|session)\//.test(request.url)
    if (answers && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}
