import type { FastifyInstance } from 'fastify'
import type { Asker } from '../../shared/access/asker.ts'
import { bodyLimits, readFactsBody } from '../ingest/http.ts'
import { answerFault, bodyFault, callerOf } from './http-faults.ts'
import type { Services } from './services.ts'
import { sourceRate } from './source-rate.ts'
import { verdictsAnswer, wholeFault } from './verdicts.ts'

/** As many facts a minute as one key may report unless the configuration says otherwise. */
export const usualFactsPerMinute = 600_000

/**
 * `POST /api/v1/facts` (JSON array or NDJSON, bearer key) and `GET /healthz`. 200 as soon as one fact
 * stands; 409 and 422, with every verdict, when none does.
 */
export function factsRoute(
  app: FastifyInstance,
  services: Services,
  {
    factsPerMinute = usualFactsPerMinute,
    ownRate = () => null,
  }: {
    factsPerMinute?: number
    /** What a key may report instead; null = as any. */
    ownRate?(asker: Asker): number | null
  } = {},
): void {
  const rate = sourceRate(factsPerMinute)
  app.get('/healthz', () => services.health())

  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: bodyLimits.bytes },
    (_r, body, done) => done(null, body),
  )
  app.setErrorHandler((error, request, reply) => answerFault(bodyFault(error), request, reply))
  app.post('/api/v1/facts', { bodyLimit: bodyLimits.bytes }, async (request, reply) => {
    try {
      const asker = callerOf(request, services)
      const body = request.body instanceof Buffer ? request.body : Buffer.alloc(0)
      const facts = readFactsBody(body, request.headers['content-type'] ?? '')
      await rate.take(asker.id, facts.length, ownRate(asker))
      const answer = verdictsAnswer(await services.take(asker, facts))
      const fault = wholeFault(answer)
      return fault === null ? answer : await answerFault(fault, request, reply, {}, answer)
    } catch (error) {
      return answerFault(error, request, reply)
    }
  })
}
