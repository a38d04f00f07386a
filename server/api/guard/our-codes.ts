import { DomainError, type ErrorCode } from '../../../shared/errors.ts'

/** What the server itself refuses, by the status it would answer with. */
const known: Record<number, { code: ErrorCode; what: string }> = {
  403: { code: 'forbidden', what: '没有这个地址。' },
  404: { code: 'not-found', what: '没有这个地址。' },
  413: { code: 'too-large', what: '请求体过大。' },
  415: { code: 'unsupported', what: '请求体的类型不支持。' },
}
const unread = { code: 'bad-request', what: '请求的写法有误。' } as const

/** An error of the server itself (框架错误) as one of ours: its own words say how it is made. */
export function inOurCodes(error: unknown): unknown {
  const status = Number(Reflect.get(Object(error), 'statusCode'))
  if (error instanceof DomainError || !(status >= 400 && status < 500)) return error
  const { code, what } = known[status] ?? unread
  return new DomainError({ code, params: { what } })
}
