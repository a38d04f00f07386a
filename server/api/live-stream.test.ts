import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import cookie from '@fastify/cookie'
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import Fastify from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoLeader, sourceAsker, type Asker } from '../../shared/access/asker.ts'
import { makeTestCity, noon } from '../../test/demo-city.ts'
import { makeLiveFeed } from '../live/live-feed.ts'
import { liveStream } from './live-stream.ts'
import { appRouter } from './router.ts'
import type { Services } from './services.ts'

/** A city on a port of its own; with `encodedOnce` the stream is ours, without it tRPC's. */
async function listening(encodedOnce: boolean, asker: Asker | null = demoLeader(1)) {
  const city = makeTestCity()
  const due: (() => void)[] = []
  const timers = {
    after: (ms: number, run: () => void) => {
      if (ms < 1_000) due.push(run)
      return { cancel: () => {} }
    },
  }
  const feed = makeLiveFeed(city.view, timers, { backfill: () => null, build: null })
  const services = { view: city.view, feed } as Services
  const app = Fastify()
  await app.register(cookie)
  if (encodedOnce) liveStream(app, services, () => asker)
  const trpcOptions = { router: appRouter, createContext: () => ({ services, asker }) }
  await app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return {
    city,
    port,
    report(n: number) {
      const fact = { source: 'hotline', case: `N${n}`, occurredAt: noon - 60_000, key: `r${n}` }
      const text = { title: `第${n}件` }
      city.take([{ ...fact, type: 'case-reported', region: '320613008', eventType: '0102', text }])
      feed.committed()
      for (const run of due.splice(0)) run()
    },
    async close() {
      app.server.closeAllConnections()
      await app.close()
      city.close()
    },
  }
}

/** The words of one subscription as they come, and until so many events are whole. */
function watch(port: number, input: object, headers: Record<string, string> = {}) {
  let told = ''
  const heard: (() => void)[] = []
  const query = `input=${encodeURIComponent(JSON.stringify(input))}`
  const path = `/trpc/live.feed?${query}`
  const asked = request({ port, path, headers: { accept: 'text/event-stream', ...headers } })
  const answered = new Promise<{ status?: number; type?: string }>((resolve) => {
    asked.on('response', (answer) => {
      resolve({ status: answer.statusCode, type: answer.headers['content-type'] })
      answer.on('data', (part) => {
        told += String(part)
        for (const hear of heard.splice(0)) hear()
      })
      answer.on('end', () => heard.splice(0).forEach((hear) => hear()))
    })
  })
  asked.on('error', () => {})
  asked.end()
  const events = () => told.split(/\n\n+/).slice(0, -1)
  return {
    answered,
    async events(count: number) {
      while (events().length < count) await new Promise<void>((resolve) => heard.push(resolve))
      return events().slice(0, count)
    },
    stop: () => asked.destroy(),
  }
}

type Listening = Awaited<ReturnType<typeof listening>>
let ours: Listening
let theirs: Listening
beforeEach(async () => {
  ours = await listening(true)
  theirs = await listening(false)
})
afterEach(async () => {
  await ours.close()
  await theirs.close()
})

it('says word for word what tRPC would say, also to a screen that comes back', async () => {
  const said = await Promise.all(
    [ours, theirs].map(async (one) => {
      one.report(1)
      const first = watch(one.port, { region: 1 })
      await first.events(2)
      one.report(2)
      const events = await first.events(3)
      const last = /id: (\d+)/.exec(events[1] ?? '')?.[1] ?? ''
      const again = watch(one.port, { region: 1, lastEventId: last })
      const byHeader = watch(one.port, { region: 1 }, { 'last-event-id': last })
      const back = [await again.events(2), await byHeader.events(2)]
      for (const screen of [first, again, byHeader]) screen.stop()
      return { events, back, answered: await first.answered }
    }),
  )
  expect(said[0]).toEqual(said[1])
  expect(said[0]?.events[2]).toContain('第2件')
  expect(said[0]?.back[0]?.[1]).toContain('第2件')
  expect(said[0]?.back[1]).toEqual(said[0]?.back[0])
  expect(said[0]?.answered).toEqual({ status: 200, type: 'text/event-stream' })
})

it('says the same packed, each frame as soon as it is made, to whoever takes it packed', async () => {
  ours.report(1)
  const plain = watch(ours.port, { region: 1 })
  await plain.events(2)
  const url = `http://127.0.0.1:${ours.port}/trpc/live.feed?input=${encodeURIComponent('{"region":1}')}`
  const gone = new AbortController()
  const answer = await fetch(url, { headers: { 'accept-encoding': 'gzip' }, signal: gone.signal })
  expect(answer.headers.get('content-encoding')).toBe('gzip')
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let told = ''
  const until = async (word: string) => {
    while (!told.includes(word)) told += (await reader.read()).value ?? ''
  }
  await until('\nid: ')
  for (const n of [2, 3]) {
    ours.report(n)
    await until(`第${n}件`)
    await plain.events(n + 1)
  }
  await until('\n\n')
  const [, ...packed] = told.split(/\n\n+/).slice(0, 4)
  expect(packed.slice(1)).toEqual((await plain.events(4)).slice(2))
  plain.stop()
  gone.abort()
})

it('tells every screen of a region the same, and each region its own', async () => {
  const screens = [1, 1, 1, 3].map((region) => watch(ours.port, { region }))
  await Promise.all(screens.map((screen) => screen.events(2)))
  ours.report(7)
  const told = await Promise.all(screens.map((screen) => screen.events(3)))
  screens.forEach((screen) => screen.stop())
  const last = told.map((events) => events[2])
  expect(last[1]).toBe(last[0])
  expect(last[2]).toBe(last[0])
  expect(last[0]).toContain('第7件')
  expect(last[3]).not.toContain('第7件')
})

it('leaves to tRPC what is no right subscription, and who may not ask', async () => {
  const outcome = async ({ port }: Listening, input: object) => {
    const screen = watch(port, input)
    const answered = await screen.answered
    const events = answered.type === 'text/event-stream' ? await screen.events(2) : []
    screen.stop()
    return { answered, events }
  }
  for (const input of [{ region: 99_999_999 }, { region: 'x' }]) {
    const said = await outcome(ours, input)
    expect(said).toEqual(await outcome(theirs, input))
    expect(JSON.stringify(said)).not.toContain('position')
  }
  for (const asker of [null, sourceAsker('key', ['*'])]) {
    const closed = await listening(true, asker)
    const { events } = await outcome(closed, { region: 1 })
    await closed.close()
    expect(events[1]).toContain('"code":"unauthorised"')
  }
})
