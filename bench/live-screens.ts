import { connect, type Socket } from 'node:net'
import { constants, inflateRawSync } from 'node:zlib'
import { sharedNow, type FanOut, type Got } from './live-parts.ts'

// A process of its own: screens as raw sockets, that count what they are sent.
const [way, port, screens] = [
  process.argv[2] as FanOut,
  Number(process.argv[3]),
  Number(process.argv[4]),
]
const got: Got = { events: [], arrivals: new Map(), bytes: 0, cut: 0, cpu: 0 }
let from = process.cpuUsage()

const event = Buffer.from('"caseId":')
/** What ends a frame: of ours the end of a packed piece, else the words that carry its position. */
const marker = {
  ours: Buffer.from([0, 0, 0xff, 0xff]),
  stock: Buffer.from('\nid: '),
  'socket.io': Buffer.from('["frame",{"position":'),
}[way]

function arrived(position: number, at: number): void {
  const known = got.arrivals.get(position)
  if (known) known.push(at)
  else got.arrivals.set(position, [at])
}

function count(bytes: Buffer): number {
  let found = 0
  for (let at = bytes.indexOf(event); at >= 0; at = bytes.indexOf(event, at + event.length))
    found += 1
  return found
}

/** What a packed piece says: unpacked once, then known by its bytes. */
const pieces = new Map<string, { events: number; position: number }>()
function readPiece(piece: Buffer) {
  const name = piece.toString('latin1')
  let known = pieces.get(name)
  if (known === undefined) {
    const words = inflateRawSync(piece, { finishFlush: constants.Z_SYNC_FLUSH })
    const [, position] = /\nid: (\d+)\n\n$/.exec(words.toString('latin1')) ?? []
    if (position === undefined) throw new Error('A piece that is no frame.')
    pieces.set(name, (known = { events: count(words), position: Number(position) }))
  }
  return known
}

/** Reads one screen's stream: counts its events, and notes when its frames came. */
function reading(index: number): (part: Buffer) => void {
  let tail: Buffer = Buffer.alloc(0)
  const add = (events: number) => (got.events[index] = (got.events[index] ?? 0) + events)
  if (way === 'ours') {
    return (part) => {
      const now = sharedNow()
      const bytes = tail.length === 0 ? part : Buffer.concat([tail, part])
      let from = 0
      for (let at = bytes.indexOf(marker); at >= 0; at = bytes.indexOf(marker, from)) {
        const { events, position } = readPiece(bytes.subarray(from, (from = at + marker.length)))
        add(events)
        arrived(position, now)
      }
      tail = Buffer.from(bytes.subarray(from))
    }
  }
  return (part) => {
    const now = sharedNow()
    // Events are counted over the seam of two parts too; a position that lies on one is not timed.
    add(count(part) + count(Buffer.concat([tail, part.subarray(0, event.length - 1)])))
    for (let at = part.indexOf(marker); at >= 0; at = part.indexOf(marker, at + marker.length)) {
      const digits = /^(\d+)[^\d]/.exec(
        part.toString('latin1', at + marker.length, at + marker.length + 20),
      )
      if (digits) arrived(Number(digits[1]), now)
    }
    tail = Buffer.from(part.subarray(Math.max(0, part.length - event.length + 1)))
  }
}

const path =
  way === 'socket.io'
    ? '/socket.io/?EIO=4&transport=websocket'
    : `/trpc/live.feed?input=${encodeURIComponent('{"region":1}')}`
const upgrade =
  'connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
const request = `GET ${path} HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\naccept-encoding: ${way === 'ours' ? 'gzip' : 'identity'}\r\n${way === 'socket.io' ? upgrade : ''}\r\n`
/** `40`: joins socket.io's main namespace; a masked text frame with a mask of zeros. */
const join = Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30])
/** What a screen has been sent once it is one. */
const readyWord = {
  ours: Buffer.from('\r\n\r\n'),
  stock: Buffer.from('event: connected'),
  'socket.io': Buffer.from('40{"sid"'),
}[way]

function watch(index: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  const read = reading(index)
  let head: Buffer | null = Buffer.alloc(0)
  let joined = false
  got.events[index] = 0
  return new Promise((resolve, reject) => {
    socket.once('connect', () => socket.write(request))
    socket.on('error', reject)
    socket.on('close', () => (got.cut += 1))
    socket.on('data', (part) => {
      if (head !== null) {
        head = Buffer.concat([head, part])
        if (way === 'socket.io' && !joined && head.includes('0{"sid"')) {
          joined = socket.write(join) || true
        }
        const at = head.indexOf(readyWord)
        if (at < 0) return
        // Of ours the packed stream follows: its own head, the word that it is connected, and frames.
        if (way === 'ours') {
          const rest = head.subarray(at + readyWord.length)
          const from = rest.indexOf(marker)
          if (from < 0) return
          read(rest.subarray(from + marker.length))
        }
        head = null
        return resolve(socket)
      }
      got.bytes += part.length
      read(part)
    })
  })
}

async function begin(): Promise<void> {
  const atOnce = 50
  for (let i = 0; i < screens; i += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, screens - i) }, (_, k) => watch(i + k))
    await Promise.all(some)
  }
  from = process.cpuUsage()
}

process.on('message', () => {
  const { user, system } = process.cpuUsage(from)
  process.send?.({ ...got, cpu: (user + system) / 1e6 })
})
await begin()
process.send?.({ port })
