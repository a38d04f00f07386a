import type { FastifyReply, FastifyRequest } from 'fastify'
import { fileRoutes } from './same-site.ts'

/** How long a body may take to arrive (慢速请求), our default; files have what the server gives any request. */
export const bodyMs = 60_000

/** Routes that may answer long after the last byte: the connection waits for them. */
const longAnswers: ReadonlySet<string> = new Set([
  '/api/v1/imports/:upload/dry-run',
  '/api/v1/imports/:upload/run',
  '/api/v1/imports/preview',
  '/api/v1/observations',
  '/api/v1/reports/:id/file',
])

/** Answers 408 and hangs up when the body is not whole in time. */
export function watchBody(request: FastifyRequest, reply: FastifyReply, most = bodyMs): void {
  const url = request.routeOptions.url ?? ''
  const { raw } = request
  if (longAnswers.has(url)) raw.socket.setTimeout(0)
  if (raw.method === 'GET' || raw.method === 'HEAD' || fileRoutes.has(url)) return
  const timer = setTimeout(() => {
    if (raw.complete || reply.sent) return
    reply.raw.once('finish', () => raw.socket.destroy())
    const error = { code: 'bad-request', message: '请求体没有按时到齐，连接已断开。' }
    void reply.status(408).header('connection', 'close').send({ error })
  }, most)
  timer.unref()
  reply.raw.once('close', () => clearTimeout(timer))
  raw.once('end', () => clearTimeout(timer))
}
