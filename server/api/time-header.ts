import type { FastifyInstance } from 'fastify'
import { timeHeader } from '../../shared/time/time-header.ts'

/** Says with every answer what time it is (服务器时钟), so that a screen's ages are those of the server. */
export function sayTime(app: FastifyInstance, now: () => number): void {
  app.addHook('onSend', async (_request, reply) => {
    reply.header(timeHeader, `${now()} ${reply.elapsedTime.toFixed(1)}`)
  })
}
