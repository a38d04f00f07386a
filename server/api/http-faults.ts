import type { FastifyReply, FastifyRequest } from 'fastify'
import { roleName, type Asker } from '../../shared/access/asker.ts'
import { mayCall, permissionOf } from '../../shared/access/permissions.ts'
import { DomainError, type ErrorCode } from '../../shared/errors.ts'
import { bodyLimits } from '../ingest/http.ts'
import { inOurCodes } from './guard/our-codes.ts'
import { credentialsOf } from './credentials.ts'
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

/** The HTTP status of a broken rule. */
export const httpCodeOf = (code: ErrorCode): number => httpCodes[code]

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
  const fault = faultOf(inOurCodes(error))
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

/** The endpoint that a request reached (接口), as the table of permissions names it. */
export const endpointOf = ({ method, routeOptions }: FastifyRequest): string =>
  `${method === 'HEAD' ? 'GET' : method} ${routeOptions.url ?? ''}`

/**
 * Who calls an endpoint (调用者), as the table of permissions lets them. Raises `unauthorised` for nobody,
 * for a source key where only people may, and the other way round; `forbidden` for another role.
 */
export function callerOf(request: FastifyRequest, { askerOf }: Services): Asker {
  const name = endpointOf(request)
  const who = permissionOf(name)?.who ?? []
  const asker = askerOf(credentialsOf(request))
  const roles = typeof who === 'string' ? [] : who
  const ofKind = roles.filter((role) => (role === 'integrator') === (asker?.kind === 'source'))
  if (asker === null || (ofKind.length === 0 && (roles.length > 0 || asker.kind === 'source')))
    throw new DomainError({ code: 'unauthorised' })
  if (mayCall(asker, name)) return asker
  const names = ofKind.map((role) => roleName[role]).join('、')
  const what = `只有${names || '有权限的人'}可以${permissionOf(name)?.words ?? '使用这个接口'}。`
  throw new DomainError({ code: 'forbidden', params: { action: name, why: 'role', what } })
}
