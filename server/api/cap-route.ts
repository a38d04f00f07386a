import type { FastifyInstance } from 'fastify'
import type { Asker } from '../../shared/access/asker.ts'
import { capLimits, tooLarge } from '../ingest/cap/read-xml.ts'
import { CapRefusal } from '../ingest/cap/refusal.ts'
import { takeCap, type CapParts } from '../ingest/cap/take.ts'
import { answerFault, callerOf } from './http-faults.ts'
import type { Services } from './services.ts'
import { sourceRate } from './source-rate.ts'

/** As many messages a minute as one key may send (our default). */
export const capPerMinute = 600

/** What the route needs beside the services. */
export type CapRouteParts = CapParts & { now(): number }

const own = {
  forbidden: '此来源密钥不能报公共预警（来源 cap）。',
  'log-unavailable': '磁盘写不进，这份 CAP 没有收；请稍后原样重发。',
  unexpected: '服务器出错，是否收下不确定；请原样重发，重复的不会计两次。',
}

/** `POST /api/v1/cap` (CAP 1.2 公共预警): one message, answered once it is on disk. */
export function capRoute(app: FastifyInstance, services: Services, parts: CapRouteParts): void {
  const rate = sourceRate(capPerMinute)
  const bytes = capLimits.bytes
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bytes }, (_r, body, done) =>
    done(null, body),
  )
  app.setErrorHandler((error, request, reply) => {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
    const fault = code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? tooLarge(bytes) : error
    return answerFault(fault, request, reply, own)
  })
  app.post('/api/v1/cap', { bodyLimit: bytes }, async (request, reply) => {
    try {
      const asker: Asker = callerOf(request, services)
      const body = request.body instanceof Buffer ? request.body : Buffer.alloc(0)
      await rate.take(asker.id, 1)
      const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
      return await takeCap(
        asker,
        { body, charset: charset ?? null, receivedAt: parts.now() },
        parts,
      )
    } catch (error) {
      const beside = error instanceof CapRefusal ? { reasons: error.reasons } : {}
      return answerFault(error, request, reply, own, beside)
    }
  })
}
