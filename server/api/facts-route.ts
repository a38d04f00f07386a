import type { FastifyInstance } from 'fastify'
import { bodyLimits, readFactsBody } from '../ingest/http.ts'
import { answerFault, sourceOf } from './http-faults.ts'
import type { Services } from './services.ts'

/** `POST /api/v1/facts` (JSON array or NDJSON, bearer key) and `GET /healthz`. */
export function factsRoute(app: FastifyInstance, services: Services): void {
  app.get('/healthz', () => services.health())

  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: bodyLimits.bytes },
    (_r, body, done) => done(null, body),
  )
  app.post('/api/v1/facts', { bodyLimit: bodyLimits.bytes }, async (request, reply) => {
    try {
      const asker = sourceOf(request, services)
      const body = request.body instanceof Buffer ? request.body : Buffer.alloc(0)
      const facts = readFactsBody(body, request.headers['content-type'] ?? '')
      const verdicts = await services.take(asker, facts)
      const count = (kind: string) => verdicts.filter((v) => v.verdict === kind).length
      return {
        accepted: count('accepted'),
        duplicate: count('duplicate'),
        rejected: count('rejected'),
        verdicts,
      }
    } catch (error) {
      return answerFault(error, request, reply)
    }
  })
}
