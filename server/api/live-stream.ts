import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Asker } from '../../shared/access/asker.ts'
import type { LiveFrame } from '../../shared/cases/rows.ts'
import { liveInput } from './routers/live.ts'
import type { Services } from './services.ts'
import { sseClient, within } from './trpc.ts'

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
}
const connected = Buffer.from(`event: connected\ndata: ${JSON.stringify(sseClient)}\n\n`)

/**
 * `live.feed` (实时流) as tRPC sends it, each frame encoded once for all screens that get it. What is
 * not a right subscription goes on to tRPC, which says what is wrong.
 */
export function liveStream(
  app: FastifyInstance,
  services: Services,
  askerOf: (request: FastifyRequest) => Asker | null,
): void {
  const encoded = new WeakMap<LiveFrame, Buffer>()
  const bytesOf = (frame: LiveFrame): Buffer => {
    let bytes = encoded.get(frame)
    if (bytes === undefined) {
      bytes = Buffer.from(`data: ${JSON.stringify(frame)}\nid: ${frame.position}\n\n`)
      encoded.set(frame, bytes)
    }
    return bytes
  }
  async function* told(region: number, after: number | null, signal: AbortSignal) {
    yield connected
    for await (const frame of services.feed.frames(region, after, signal)) yield bytesOf(frame)
  }

  app.addHook('preHandler', async (request, reply) => {
    const asked = questionOf(request)
    const asker = asked && askerOf(request)
    if (!asked || !asker || asker.kind === 'source') return
    try {
      within({ services, asker }, asked.region)
    } catch {
      return
    }
    const gone = new AbortController()
    request.raw.once('close', () => gone.abort())
    const frames = Readable.from(told(asked.region, asked.after, gone.signal))
    return reply.headers(headers).send(frames)
  })
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
