import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { demoLeader, demoPerson, type Asker } from '../../shared/access/asker.ts'
import type { LiveFrame } from '../../shared/cases/rows.ts'
import { makeTestCity, noon } from '../../test/demo-city.ts'
import { handTimers } from '../../test/hand-timers.ts'
import { casesPerFrame } from './frames.ts'
import { makeLiveFeed } from './live-feed.ts'
import { topicOf } from './topic.ts'

const opened: (() => void)[] = []
afterEach(() => opened.splice(0).forEach((close) => close()))

/** A city in memory with a feed whose timers and clock move together. */
function aCity() {
  const city = makeTestCity()
  opened.push(city.close)
  const hands = handTimers()
  const after = (ms: number, run: () => void) => ({ cancel: hands.after(ms, run) })
  const feed = makeLiveFeed(city.view, { after }, { backfill: () => null, build: 'b1' })
  let n = 0
  return {
    ...{ city, feed, hands },
    reported: () => n,
    report(count = 1) {
      for (let i = 0; i < count; i++) {
        n += 1
        const fact = { source: 'hotline', case: `N${n}`, occurredAt: noon - 60_000, key: `r${n}` }
        const rest = { region: '320613008', eventType: '0102', text: { title: `第${n}件` } }
        city.take([{ ...fact, type: 'case-reported', ...rest }])
        feed.committed()
      }
    },
    pass(ms: number) {
      for (let left = ms; left > 0; left -= 250) {
        city.clock.time += Math.min(left, 250)
        hands.advance(Math.min(left, 250))
      }
    },
  }
}

/** A screen, what it was told, and whether it takes more just now. */
function aScreen(
  { feed }: ReturnType<typeof aCity>,
  { after = null as number | null, region = 1, asker = demoLeader(1) as Asker } = {},
) {
  const screen = { frames: [] as LiveFrame[], full: false, stop: () => {} }
  screen.stop = feed.listen(topicOf(region, asker), after, {
    full: () => screen.full,
    tell: (frame) => void screen.frames.push(frame),
  })
  const titles = () => screen.frames.flatMap(({ cases }) => cases.map(({ title }) => title))
  return Object.assign(screen, { titles })
}

describe('the live feed', () => {
  it('sends at most four frames a second, whatever happens', () => {
    const world = aCity()
    const screen = aScreen(world)
    for (let i = 0; i < 40; i++) {
      world.report()
      world.pass(25)
    }
    world.pass(250)
    expect(screen.titles()).toHaveLength(40)
    expect(screen.frames.length).toBeLessThanOrEqual(1 + 5)
  })

  it('makes one frame for all who may see the same', () => {
    const world = aCity()
    const [one, two, district] = [aScreen(world), aScreen(world), aScreen(world, { region: 3 })]
    world.report()
    world.pass(250)
    expect(two.frames.at(-1)).toBe(one.frames.at(-1))
    expect(district.frames.at(-1)?.cases).toEqual([])
  })

  it('tells a handler of no case that lies with another department', () => {
    const world = aCity()
    const asker = demoPerson('department-handler', 1, 'urban-management')
    const [leader, handler] = [aScreen(world), aScreen(world, { asker })]
    world.report()
    world.pass(250)
    expect(leader.titles()).toEqual(['第1件'])
    expect(handler.titles()).toEqual([])
  })

  it('says every four seconds that it is there, with the server’s time and the client’s build', () => {
    const world = aCity()
    const screen = aScreen(world)
    world.pass(20_000)
    const said = screen.frames.map(({ now }) => now - noon)
    expect(said).toEqual([0, 4_000, 8_000, 12_000, 16_000, 20_000])
    expect(screen.frames.every(({ build }) => build === 'b1')).toBe(true)
  })

  it('waits for a screen that is full, and then tells it at once what it missed, newest only', () => {
    const world = aCity()
    const [slow, quick] = [aScreen(world), aScreen(world)]
    slow.full = true
    world.report(casesPerFrame + 20)
    world.pass(5_000)
    expect(slow.frames).toHaveLength(1)
    expect(quick.frames.length).toBeGreaterThan(1)
    slow.full = false
    world.pass(1_000)
    const frame = slow.frames[1]
    expect(frame?.since).toBe(slow.frames[0]?.position)
    expect(frame).toMatchObject({ more: true, position: quick.frames.at(-1)?.position })
    expect(frame?.cases).toHaveLength(casesPerFrame)
    expect(frame?.cases.at(-1)?.title).toBe(`第${casesPerFrame + 20}件`)
  })

  it('says that more happened to a screen that was told more than there is', () => {
    const world = aCity()
    const screen = aScreen(world, { after: 1_000_000 })
    expect(screen.frames[0]).toMatchObject({ more: true, position: world.city.view.position })
  })

  it('leaves no timer when the last screen has gone', () => {
    const world = aCity()
    const screens = [aScreen(world), aScreen(world)]
    world.pass(5_000)
    screens.forEach(({ stop }) => stop())
    world.pass(1_000)
    expect(world.hands.waiting).toBe(0)
  })
})

type Step = 'report' | 'pass' | 'fill' | 'drain' | 'cut' | 'return'

it('tells a screen every case once, however it is slow, cut off and back again', () => {
  const world = aCity()
  const steps = fc.constantFrom<Step>('report', 'report', 'pass', 'fill', 'drain', 'cut', 'return')
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 40 }), (way) => {
      const before = world.reported()
      let screen: ReturnType<typeof aScreen> | null = aScreen(world)
      const heard: LiveFrame[] = screen.frames
      let last = 0
      const cut = () => {
        last = heard.at(-1)?.position ?? 0
        screen?.stop()
        screen = null
      }
      const back = () => {
        if (screen) return
        screen = aScreen(world, { after: last })
        heard.push(...screen.frames)
        screen.frames = heard
      }
      for (const step of way) {
        if (step === 'report') world.report()
        if (step === 'pass') world.pass(500)
        if (screen && step === 'fill') screen.full = true
        if (screen && step === 'drain') screen.full = false
        if (screen && step === 'cut') cut()
        if (step === 'return') back()
      }
      back()
      if (screen) screen.full = false
      world.pass(2_000)
      const titles = heard.flatMap(({ cases }) => cases.map(({ title }) => title))
      const all = way.filter((step) => step === 'report').map((_, i) => `第${before + i + 1}件`)
      expect(titles).toEqual(all)
      heard.forEach((frame, i) => {
        if (i > 0) expect(frame.since).toBe(heard[i - 1]?.position)
      })
      screen?.stop()
    }),
    { numRuns: 60 },
  )
})
