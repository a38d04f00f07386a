import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Asker } from '../../shared/access/asker.ts'
import { DomainError, type ErrorCode } from '../../shared/errors.ts'
import { bodyLimits } from '../ingest/http.ts'
import type { Services } from './services.ts'
import { faultOf } from './trpc.ts'

const httpCodes: Record<ErrorCode, number> = {
  'bad-request': 400,
  unauthorised: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unsupported: 415,
  unprocessable: 422,
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

/**
 * Answers a request that failed: the one place where codes become HTTP and words. `own` are a route's
 * words where those for reporting don't fit; `beside` goes with the error.
 */
export function answerFault(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  own: Partial<Record<ErrorCode, string>> = {},
  beside: object = {},
) {
  const fault = faultOf(error)
  if (fault.code === 'unexpected') request.log.error(error)
  const message = own[fault.code] ?? words[fault.code] ?? String(fault.params.what ?? fault.code)
  const { retryAfter } = fault.params
  if (typeof retryAfter === 'number') reply.header('retry-after', retryAfter)
  return reply.status(httpCodes[fault.code]).send({ error: { ...fault, message }, ...beside })
}

/** What went wrong before a route was reached, in our words: a body that is too large. */
export function bodyFault(error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  if (code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return error
  const most = bodyLimits.bytes
  const what = `请求体超过 ${most / 1024 / 1024} MiB；请分批。`
  return new DomainError({ code: 'too-large', params: { what, most } })
}

const bearerOf = ({ headers }: FastifyRequest): string | null =>
  /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? null

/** The demo's cookie, where the server reads cookies at all. */
const demoRoleOf = (request: FastifyRequest): string | undefined =>
  (request as { cookies?: Record<string, string | undefined> }).cookies?.['shiyu-demo-role']

/** Who reads by a request, as on the screens. Raises `unauthorised` for a source key or nobody. */
export function readerOf(request: FastifyRequest, { askerOf }: Services): Asker {
  const asker = askerOf({ bearer: bearerOf(request), demoRole: demoRoleOf(request) })
  if (asker === null || asker.kind === 'source') throw new DomainError({ code: 'unauthorised' })
  return asker
}

/** The source whose key a request carries. Raises `unauthorised` for anyone else. */
export function sourceOf(request: FastifyRequest, { askerOf }: Services): Asker {
  const asker = askerOf({ bearer: bearerOf(request) })
  if (asker === null || asker.kind !== 'source') throw new DomainError({ code: 'unauthorised' })
  return asker
}
