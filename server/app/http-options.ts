import type { FastifyHttpOptions, FastifyRequest } from 'fastify'
import type { Server } from 'node:http'
import type { Config } from './config.ts'

/** How long a connection may take (连接时限), our defaults. */
export const connectionLimits = {
  /** Request line and headers. */
  headersMs: 15_000,
  /** A whole request: the largest file over a slow line. Other bodies have less (`api/guard/slow.ts`). */
  requestMs: 600_000,
  /** Nothing sent either way; live feeds ping every five seconds. */
  silentMs: 120_000,
  /** Late requests are looked for this often. */
  checkMs: 5_000,
  bodyBytes: 1024 * 1024,
}

type HttpConfig = Pick<Config, 'logLevel' | 'trustProxy'>

/** How the server meets the network (服务器参数): limits, log and whom it believes about addresses. */
export function httpOptions(
  { logLevel, trustProxy }: HttpConfig,
  limits = connectionLimits,
): FastifyHttpOptions<Server> {
  return {
    logger: { level: logLevel, redact: secrets, serializers: { req: plainRequest } },
    routerOptions: { maxParamLength: 2_000 },
    forceCloseConnections: true,
    trustProxy: trustProxy ?? false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.silentMs,
    http: { headersTimeout: limits.headersMs, connectionsCheckingInterval: limits.checkMs },
  }
}

/** Of a request the log holds what was asked for, never with what (日志不含敏感信息): queries carry words and codes. */
const plainRequest = ({ method, url, ip }: FastifyRequest) => ({
  method,
  path: url.split('?', 1)[0],
  from: ip,
})

const named = ['password', 'secret', 'token', 'cookie', 'authorization', 'input']
const secrets = named.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
