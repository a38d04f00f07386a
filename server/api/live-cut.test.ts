import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import Fastify from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { demoLeader } from '../../shared/access/asker.ts'
import { makeTestCity, noon } from '../../test/demo-city.ts'
import { handTimers } from '../../test/hand-timers.ts'
import { casesPerFrame } from '../live/frames.ts'
import { makeLiveFeed } from '../live/live-feed.ts'
import { cutStreams } from './live-cut.ts'
import { liveStream } from './live-stream.ts'
import type { Services } from './services.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** The live interface alone, on a port; `revoked` names sessions that are over. */
async function listening() {
  const city = makeTestCity()
  const hands = handTimers()
  const timers = { after: (ms: number, run: () => void) => ({ cancel: hands.after(ms, run) }) }
  const feed = makeLiveFeed(city.view, timers, { backfill: () => null, build: null })
  const revoked = new Set<string | null>()
  const app = Fastify()
  const askerOf = (request: { headers: Record<string, unknown> }) => ({
    ...demoLeader(1),
    session: String(request.headers['x-session']),
  })
  cutStreams(app, askerOf, (asker) => !revoked.has(asker.session), timers)
  liveStream(app, { view: city.view, feed } as Services, askerOf)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  let n = 0
  closing.push(async () => {
    app.server.closeAllConnections()
    await app.close()
    city.close()
  })
  return {
    revoked,
    hands,
    watch: (session: string) => watch(port, session),
    /** So many cases with long titles in one frame, told as far as the screens take it. */
    async report(count: number) {
      const facts = Array.from({ length: count }, () => {
        n += 1
        const fact = { source: 'hotline', case: `N${n}`, occurredAt: noon - 60_000, key: `r${n}` }
        const text = { title: `第${n}件 ${'长'.repeat(280)}` }
        return { ...fact, type: 'case-reported', region: '320613008', eventType: '0102', text }
      })
      city.take(facts)
      feed.committed()
      hands.advance(250)
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

/** A screen by a raw socket; `read` is what it has taken. */
async function watch(port: number, session: string) {
  const socket: Socket = connect(port, '127.0.0.1')
  const screen = { socket, read: '', closed: once(socket, 'close') }
  socket.setEncoding('utf8')
  socket.on('data', (part) => (screen.read += String(part)))
  const input = encodeURIComponent(JSON.stringify({ region: 1 }))
  const head = `host: x\r\naccept: text/event-stream\r\nx-session: ${session}\r\n\r\n`
  socket.write(`GET /trpc/live.feed?input=${input} HTTP/1.1\r\n${head}`)
  while (!screen.read.includes('\nid: ')) await once(socket, 'data')
  return screen
}

const positions = (read: string) => [...read.matchAll(/\nid: (\d+)\n/g)].map(([, id]) => Number(id))
const sinces = (read: string) => [...read.matchAll(/"since":(\d+)/g)].map(([, id]) => Number(id))

it('ends the stream of a revoked session within two seconds, and no other', async () => {
  const world = await listening()
  const [mine, yours] = [await world.watch('mine'), await world.watch('yours')]
  world.hands.advance(2_000)
  world.revoked.add('mine')
  world.hands.advance(2_000)
  await mine.closed
  await world.report(1)
  while (!yours.read.includes('第1件')) await once(yours.socket, 'data')
  expect(mine.read).not.toContain('第1件')
  yours.socket.destroy()
})

it('holds back from a screen that does not read, and then tells it the newest in one frame', async () => {
  const world = await listening()
  const [slow, quick] = [await world.watch('slow'), await world.watch('quick')]
  slow.socket.pause()
  const rounds = 30
  for (let i = 0; i < rounds; i++) {
    await world.report(casesPerFrame)
    const newest = `第${(i + 1) * casesPerFrame}件`
    while (!quick.read.includes(newest)) await once(quick.socket, 'data')
  }
  const newest = `第${rounds * casesPerFrame}件`
  while (!quick.read.includes(newest)) await once(quick.socket, 'data')
  slow.socket.resume()
  for (let i = 0; !slow.read.includes(newest); i++) {
    if (i > 200) throw new Error('The newest case never came.')
    world.hands.advance(1_000)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect(slow.read.length).toBeLessThan(quick.read.length)
  expect(slow.read).toContain('"more":true')
  expect(quick.read).not.toContain('"more":true')
  // What it was told goes on from what it was told before: nothing twice, nothing unsaid.
  expect(sinces(slow.read).slice(1)).toEqual(positions(slow.read).slice(0, -1))
  for (const { socket } of [slow, quick]) socket.destroy()
})

it('lets go of a screen that takes nothing for half a minute', async () => {
  const world = await listening()
  const deaf = await world.watch('deaf')
  deaf.socket.pause()
  for (let i = 0; i < 30; i++) await world.report(casesPerFrame)
  const gone = once(deaf.socket, 'close')
  world.hands.advance(40_000)
  deaf.socket.resume()
  await gone
  expect(deaf.read).not.toContain(`第${30 * casesPerFrame}件`)
})
