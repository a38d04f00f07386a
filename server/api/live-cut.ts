import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ServerResponse } from 'node:http'
import type { Asker } from '../../shared/access/asker.ts'
import type { Timers } from '../live/live-feed.ts'

/** How often it is asked whether those who listen still may: with the client's answer within five seconds. */
export const checkMs = 2_000
/** A screen that has taken nothing for so many checks is not there any more. */
const deafChecks = 15

/**
 * Ends every open stream whose credential has been revoked (撤销即断), and those of screens that take
 * nothing any more. `stillValid` is asked of each at most once in `checkMs`.
 */
export function cutStreams(
  app: FastifyInstance,
  askerOf: (request: FastifyRequest) => Asker | null,
  stillValid: (asker: Asker) => boolean,
  timers: Timers,
): void {
  const open = new Map<ServerResponse, { asker: Asker; written: number; deaf: number }>()
  let next: { cancel(): void } | null = null

  const check = (): void => {
    next = open.size > 0 ? timers.after(checkMs, check) : null
    for (const [answer, stream] of open) {
      const taken = (answer.socket?.bytesWritten ?? 0) - answer.writableLength
      stream.deaf = answer.writableLength > 0 && taken === stream.written ? stream.deaf + 1 : 0
      stream.written = taken
      if (!stillValid(stream.asker) || stream.deaf >= deafChecks) answer.destroy()
    }
  }
  // Before anything that may take the answer over.
  app.addHook('onRequest', async (request, reply) => {
    const isStream = request.headers.accept?.includes('text/event-stream')
    const asker = isStream ? askerOf(request) : null
    if (asker === null) return
    const { raw } = reply
    open.set(raw, { asker, written: 0, deaf: 0 })
    raw.once('close', () => open.delete(raw))
    next ??= timers.after(checkMs, check)
  })
  app.addHook('onClose', async () => next?.cancel())
}
