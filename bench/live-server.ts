import { EventEmitter, on } from 'node:events'
import type { AddressInfo } from 'node:net'
import { initTRPC, tracked } from '@trpc/server'
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import Fastify from 'fastify'
import { Server } from 'socket.io'
import { demoLeader } from '../shared/access/asker.ts'
import type { CaseRow } from '../shared/cases/rows.ts'
import { liveStream } from '../server/api/live-stream.ts'
import type { Services } from '../server/api/services.ts'
import { makeLiveFeed } from '../server/live/live-feed.ts'
import { topicOf } from '../server/live/topic.ts'
import { caseReader } from '../server/queries/case-reader.ts'
import { changedCases } from '../server/queries/changed-cases.ts'
import { makeTestCity, noon } from '../test/demo-city.ts'
import { settleMs, sharedNow, type FanOut, type Sent } from './live-parts.ts'

// A process of its own: a city in memory with real tables takes one fact after the other, and one of
// three ways tells the screens.
const way = process.argv[2] as FanOut
const city = makeTestCity()
const began = sharedNow()
const tick = () => (city.clock.time = noon + Math.round(sharedNow() - began))
const timers = {
  after(ms: number, run: () => void) {
    const timer = setTimeout(() => (tick(), run()), ms)
    return { cancel: () => clearTimeout(timer) }
  },
}
const feed = makeLiveFeed(city.view, timers, { backfill: () => null, build: null })
const app = Fastify()
const bus = new EventEmitter().setMaxListeners(0)

if (way === 'ours') {
  liveStream(app, { view: city.view, feed } as Services, () => demoLeader(1))
}
if (way === 'stock') {
  const t = initTRPC.create({ sse: { ping: { enabled: true, intervalMs: 5_000 } } })
  const feedOfRows = t.procedure.subscription(async function* ({ signal }) {
    for await (const [position, row] of on(bus, 'case', { signal }) as AsyncIterable<
      [number, CaseRow]
    >)
      yield tracked(String(position), row)
  })
  const router = t.router({ live: t.router({ feed: feedOfRows }) })
  await app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions: { router } })
}
await app.listen({ port: 0, host: '127.0.0.1', backlog: 8_192 })
if (way === 'socket.io') {
  const io = new Server(app.server, { transports: ['websocket'], perMessageDeflate: false })
  feed.listen(topicOf(1, demoLeader(1)), null, {
    full: () => false,
    tell: (frame) => void io.emit('frame', frame),
  })
}

const reader = caseReader(city.view)
const changed = changedCases(city.view)
let n = 0
function report(): number {
  n += 1
  tick()
  const fact = { source: 'hotline', case: `N${n}`, occurredAt: city.clock.time, key: `r${n}` }
  const rest = { region: '320613008', eventType: '0102', point: [120.8936, 31.9792] }
  const before = city.view.position
  city.take([{ ...fact, ...rest, type: 'case-reported', text: { title: `第${n}件 井盖缺失` } }])
  const { position } = city.view
  feed.committed()
  if (way === 'stock') {
    const [id] = changed.between(before, position, 0, 1)
    const [row] = reader.rows(id === undefined ? [] : [id], city.view.standing())
    bus.emit('case', position, row)
  }
  return position
}

async function send({ seconds, rate }: { seconds: number; rate: number }): Promise<Sent> {
  const events: Sent['events'] = []
  const from = process.cpuUsage()
  const start = sharedNow()
  for (let i = 0; i < seconds * rate; i++) {
    const due = start + (i * 1_000) / rate
    const wait = due - sharedNow()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    else if (i % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
    // Counted from when it was due: a server that is late is late.
    events.push({ position: report(), at: due })
  }
  await new Promise((resolve) => setTimeout(resolve, settleMs))
  const { user, system } = process.cpuUsage(from)
  return { events, cpu: (user + system) / 1e6 }
}

process.on('message', (order: { seconds: number; rate: number }) => {
  void send(order).then((sent) => process.send?.(sent))
})
process.send?.({ port: (app.server.address() as AddressInfo).port })
