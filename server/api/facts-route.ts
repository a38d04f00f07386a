import type { FastifyInstance } from 'fastify'
import { DomainError, type ErrorCode } from '../../shared/errors.ts'
import { bodyLimits, readFactsBody } from '../ingest/http.ts'
import type { Services } from './services.ts'
import { faultOf } from './trpc.ts'

const httpCodes: Record<ErrorCode, number> = {
  'bad-request': 400,
  unauthorised: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'pack-invalid': 500,
  'pack-mismatch': 500,
  'writer-locked': 409,
  'log-unavailable': 507,
  unexpected: 500,
}

const words: Partial<Record<ErrorCode, string>> = {
  unauthorised: '缺少或不认识的来源密钥；请用 Authorization: Bearer <密钥>。',
  'log-unavailable': '磁盘写不进，本批一条也没有收；请稍后用相同的 key 重发。',
  unexpected: '服务器出错，本批是否收下不确定；请用相同的 key 重发，重复的不会计两次。',
}

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
      const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
      const asker = services.askerOf({ bearer })
      if (asker === null || asker.kind !== 'source') {
        throw new DomainError({ code: 'unauthorised' })
      }
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
      const fault = faultOf(error)
      if (fault.code === 'unexpected') request.log.error(error)
      const message = words[fault.code] ?? String(fault.params.what ?? fault.code)
      return reply.status(httpCodes[fault.code]).send({ error: { ...fault, message } })
    }
  })
}
