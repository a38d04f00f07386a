import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Asker } from '../../shared/access/asker.ts'
import { mayCall } from '../../shared/access/permissions.ts'
import type { LiveFrame } from '../../shared/cases/rows.ts'
import { topicOf } from '../live/topic.ts'
import { liveInput } from './routers/live.ts'
import type { Services } from './services.ts'
import { streamBytes, streamHead, type StreamBytes } from './stream-bytes.ts'
import { sseClient, within } from './trpc.ts'

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  // Nothing follows on this connection, so a frame goes out as it is, without a length of its own.
  connection: 'close',
  vary: 'accept-encoding',
}
const connected = streamHead(`event: connected\ndata: ${JSON.stringify(sseClient)}\n\n`)
/** As many bytes may wait for a slow screen; they are the same bytes for all that wait for them. */
const mostWaiting = 262_144

/**
 * `live.feed` (实时流) as tRPC sends it, each frame encoded once for all screens that get it. What is
 * not a right subscription goes on to tRPC, which says what is wrong.
 */
export function liveStream(
  app: FastifyInstance,
  services: Services,
  askerOf: (request: FastifyRequest) => Asker | null,
): void {
  const encoded = new WeakMap<LiveFrame, StreamBytes>()
  const bytesOf = (frame: LiveFrame): StreamBytes => {
    let bytes = encoded.get(frame)
    if (bytes === undefined) {
      bytes = streamBytes(`data: ${JSON.stringify(frame)}\nid: ${frame.position}\n\n`)
      encoded.set(frame, bytes)
    }
    return bytes
  }

  app.addHook('preHandler', async (request, reply) => {
    const asked = questionOf(request)
    const asker = asked && askerOf(request)
    if (!asked || !asker || !mayAsk(services, asker, asked.region)) return
    reply.hijack()
    const { raw } = reply
    const form = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? 'packed' : 'plain'
    const encoding = form === 'packed' ? { 'content-encoding': 'gzip' } : {}
    raw.useChunkedEncodingByDefault = false
    const already = reply.getHeaders() as OutgoingHttpHeaders
    raw.writeHead(200, { ...already, ...headers, ...encoding })
    raw.write(connected[form])
    const stop = services.feed.listen(topicOf(asked.region, asker), asked.after, {
      full: () => raw.writableLength > mostWaiting,
      // Straight to the socket: this answer has no chunks, and screens are many.
      tell: (frame) => void raw.socket?.write(bytesOf(frame)[form]),
    })
    raw.once('close', stop)
  })
}

function mayAsk(services: Services, asker: Asker, region: number): boolean {
  if (asker.kind === 'source' || !mayCall(asker, 'live.feed')) return false
  try {
    return within({ services, asker }, region) === region
  } catch {
    return false
  }
}

/** The region and the last position heard of; null where it is another question, or a wrong one. */
function questionOf({ method, url, headers, query }: FastifyRequest) {
  if (method !== 'GET' || !url.startsWith('/trpc/live.feed?')) return null
  const given = query as Partial<Record<string, string>>
  if (given.batch !== undefined) return null
  try {
    const input = liveInput.parse(JSON.parse(given.input ?? ''))
    const last = headers['last-event-id'] ?? given.lastEventId ?? input.lastEventId
    return { region: input.region, after: last ? Number(last) : null }
  } catch {
    return null
  }
}
