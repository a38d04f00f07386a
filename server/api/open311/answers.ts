import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { faultOf } from '../trpc.ts'
import { Open311Fault } from './faults.ts'
import { xmlOf, type Document } from './xml.ts'

export type Format = 'xml' | 'json'

const mime: Record<Format, string> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** A resource's name and the format behind its last dot; format null where it is none of ours. */
export function nameAndFormat(file: string): { name: string; format: Format | null } {
  const dot = file.lastIndexOf('.')
  const ending = file.slice(dot + 1).toLowerCase()
  const format = dot >= 0 && (ending === 'xml' || ending === 'json') ? ending : null
  return { name: format === null ? file : file.slice(0, dot), format }
}

const formatOf = ({ url }: FastifyRequest): Format =>
  nameAndFormat(url.split('?', 1)[0] ?? '').format ?? 'xml'

/** A document as the bytes of a format. */
export const encode = (document: Document, format: Format): string =>
  format === 'xml' ? xmlOf(document) : JSON.stringify(document.value)

export const send = (reply: FastifyReply, format: Format, body: string) =>
  reply.header('content-type', mime[format]).send(body)

/** Sends what seldom changes: 304 where the client already has it. */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  format: Format,
  body: string,
) {
  const tag = createHash('sha256').update(body).digest('base64url').slice(0, 22)
  // Weak: the same answer may go out packed.
  reply.header('etag', `W/"${tag}"`).header('cache-control', 'no-cache')
  const known = request.headers['if-none-match'] ?? ''
  if (known.trim() === '*' || known.includes(`"${tag}"`)) return reply.status(304).send()
  return send(reply, format, body)
}

const broken = {
  'log-unavailable': [
    503,
    '暂时写不进，没有收下，请稍后原样重发。Not stored; send it again later.',
  ],
  unexpected: [500, '服务器出错，请稍后原样重试。Something broke; send it again later.'],
} as const

/** Answers what went wrong as `errors`, in the format asked for. */
export function sendFault(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const { status, descriptions, retryAfter } = faultFor(error, request)
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter)
  const value = descriptions.map((description) => ({ code: status, description }))
  const format = formatOf(request)
  return send(
    reply.status(status),
    format,
    encode({ root: 'errors', item: 'error', value }, format),
  )
}

function faultFor(error: unknown, request: FastifyRequest): Open311Fault {
  if (error instanceof Open311Fault) return error
  const status = statusOf(error)
  if (status === 413) return new Open311Fault(413, ['内容太大。The request is too large.'])
  if (status !== null && status < 500)
    return new Open311Fault(400, [
      '请求读不懂；报送应为 application/x-www-form-urlencoded。The request cannot be read; a report must be application/x-www-form-urlencoded.',
    ])
  const { code, params } = faultOf(error)
  if (code === 'too-many') {
    const { retryAfter } = params
    const words = '报得太快，请稍后再报。Too many reports; come again later.'
    return new Open311Fault(429, [words], typeof retryAfter === 'number' ? retryAfter : undefined)
  }
  const [known, words] = broken[code === 'log-unavailable' ? code : 'unexpected']
  if (code !== 'log-unavailable') request.log.error(error)
  return new Open311Fault(known, [words])
}

/** The status that the framework itself gives an error it raised. */
function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null
  return typeof error.statusCode === 'number' ? error.statusCode : null
}
