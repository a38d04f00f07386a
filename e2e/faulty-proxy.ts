import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/** What stands between a screen and its server (故障): nothing, a cut line, or a proxy that is out of order. */
export type Line = 'through' | 'cut' | '503' | 'html'

const html = '<!doctype html><title>502</title><h1>Bad Gateway</h1>'
const answers: Record<'503' | 'html', string> = {
  '503': 'HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n',
  html: `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\ncontent-length: ${html.length}\r\n\r\n${html}`,
}

/**
 * A TCP proxy whose line a test breaks. `cut` drops what either side sends and closes nothing, as a
 * cable that was pulled out; the others end what is open and answer everything themselves.
 */
export async function faultyProxy(target: string) {
  let line: Line = 'through'
  let { port: to } = new URL(target)
  const pairs = new Set<[Socket, Socket | null]>()
  const server = createServer((near) => {
    near.on('error', () => {})
    if (line === 'cut') {
      pairs.add([near, null])
      near.pause()
      return
    }
    if (line !== 'through') {
      const answer = answers[line]
      near.once('data', () => near.end(answer))
      return
    }
    const far = connect(Number(to), '127.0.0.1')
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    const close = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const [from, other] of [pair, [far, near] as const]) {
      from.on('error', close)
      from.on('close', () => line !== 'cut' && close())
      from.on('data', (part) => line === 'through' && other.write(part))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The server has come back elsewhere. */
    lead: (elsewhere: string) => void ({ port: to } = new URL(elsewhere)),
    set(next: Line) {
      // A line that was cut stays dead: what was sent meanwhile is gone. New connections get through.
      if (next !== 'cut' && next !== 'through') for (const [near] of pairs) near.destroy()
      if (line === 'cut' && next === 'through') {
        for (const [near, far] of pairs) {
          near.resetAndDestroy()
          far?.destroy()
        }
        pairs.clear()
      }
      line = next
    },
    async stop() {
      for (const [near, far] of pairs) {
        near.destroy()
        far?.destroy()
      }
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
