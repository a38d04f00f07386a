import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { App } from 'vue'
import {
  aBoard,
  aCityApi,
  aFrame,
  anIndicatorMeta,
  anIndicatorValue,
} from '../../test/a-city-api.ts'
import { openWall } from '../../test/open-wall.ts'
import { aWallFrame, aWallState } from '../../test/some-wall.ts'
import { resolveWindow } from '../../shared/time/period.ts'
import { makeZone } from '../../shared/time/zone.ts'
import type { WallFrame } from '../../shared/wall/state.ts'
import type { ClockSaid } from '../api/clock-said.ts'
import type { CityApi, FeedEvents } from '../api/city-api.ts'
import { readClock, timeOf } from '../panels/clock.ts'
import { useBoard } from '../stores/board.ts'
import { useLive } from '../stores/live.ts'
import { useRhythm } from '../stores/rhythm.ts'
import { useSelection } from '../stores/selection.ts'
import { useSeries } from '../stores/series.ts'
import { useTime } from '../stores/time.ts'
import { useWallState } from '../stores/wall-state.ts'
import { windowWords } from './window-words.ts'

const hour = 3_600_000
const zone = makeZone('Asia/Shanghai')
const local = (iso: string) => Date.parse(`${iso}+08:00`)
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

let app: App | null = null
beforeEach(() => void vi.useFakeTimers({ now: local('2026-06-18T12:00:00') }))
afterEach(() => {
  app?.unmount()
  app = null
  vi.useRealTimers()
})

/**
 * A wall, its server and the true time. The wall's own clock is wrong by `wrong` ms and can be set; what it
 * reads off the server's is `ahead` by a little.
 */
async function aWallAt(
  start: string,
  given: { wrong?: number; ahead?: number; address?: string } = {},
) {
  let shift = local(start) - performance.now()
  let answers = true
  let position = 100
  const now = () => Math.round(performance.now() + shift)
  vi.setSystemTime(now() + (given.wrong ?? 0))
  const hearing = new Set<(said: ClockSaid) => void>()
  const wallFeeds: { from: string | null; events: FeedEvents<WallFrame> }[] = []
  /** An answer of the server, as of its own clock. */
  const said = <A>(answer: () => A): Promise<A> => {
    if (!answers) return Promise.reject(new Error('refused'))
    hearing.forEach((hear) => hear({ now: now() + (given.ahead ?? 0), roundTrip: 0 }))
    return Promise.resolve(answer())
  }
  const tile = (grain: 'day' | 'month' | 'year') => {
    const window = resolveWindow(zone, { grain, at: now() }, now())
    const meta = anIndicatorMeta({ id: grain, theme: 'peace', period: grain })
    return {
      ...anIndicatorValue({ indicator: grain, window }),
      meta,
      spark: [],
      sparkBack: 0 as const,
    }
  }
  const replaced: Partial<CityApi> = {
    board: (asked) =>
      said(() => ({
        ...aBoard({ ...asked, focus: 'month' }, now()),
        window: resolveWindow(zone, { grain: 'day', at: now() }, now()),
        tiles: [tile('day'), tile('month'), tile('year')],
      })),
    rhythm: (_region, at) =>
      said(() => {
        const dayStart = zone.startOfDay(zone.dayOf(now()))
        const slot = { accepted: 1, severityOne: 0, severityTwo: 0, yesterday: null, position: 7 }
        return { slots: [{ from: dayStart, ...slot }], dayStart, now: now(), position: at ?? 100 }
      }),
    clock: (hear) => {
      hearing.add(hear)
      return () => hearing.delete(hear)
    },
    wallFeed: () => (from, events) => {
      wallFeeds.push({ from, events })
      return () => {}
    },
  }
  const api = aCityApi(replaced)
  const wallAddress = given.address ?? '/wall?wall=main'
  app = (await openWall(wallAddress, api)).app
  await pass(0)
  const open = () => api.feeds.filter((feed) => feed.open)
  const beat = (at = position) => {
    position = at
    for (const feed of open()) feed.events.frame(`${position}`, aFrame({ position, now: now() }))
  }
  return {
    api,
    now,
    open,
    beat,
    wallFeeds,
    asked: (name: string) => api.calls.filter((call) => call.name === name).length,
    /** Time passes and nothing happens: the server says no more than that it is there. */
    async quiet(ms: number) {
      for (let left = ms; left > 0; left -= 1_000) {
        beat()
        await pass(Math.min(1_000, left))
      }
    },
    /** No timer runs and the steady clock stands, while the world goes on. */
    sleep(ms: number) {
      shift += ms
      vi.setSystemTime(Date.now() + ms)
    },
    /** Somebody, or NTP, sets the wall's own clock. */
    setOwnClock: (by: number) => vi.setSystemTime(Date.now() + by),
    setServerClock: (by: number) => (shift += by),
    serverIs: (there: boolean) => (answers = there),
  }
}

const clocks = [
  ['right', 0],
  ['three hours ahead', 3 * hour],
  ['a day behind', -24 * hour],
] as const

describe.each(clocks)('a wall whose own clock is %s', (_, wrong) => {
  it('shows the new day, month and year within ten seconds of the year’s end, though nothing more happens', async () => {
    const city = await aWallAt('2026-12-31T23:59:10', { wrong, ahead: 400, address: '/wall/peace' })
    await city.quiet(40_000)
    // The last word of the old year: lists that it makes ask are not asked again for up to a minute.
    city.beat(101)
    await pass(0)
    const words = () => {
      const { window } = useBoard().board!
      return [windowWords(window, useTime().now), window.label]
    }
    expect(words()).toEqual(['今日', '12月31日'])
    const before = { health: city.asked('themeHealth'), stage: city.asked('operatingStage') }
    const series = city.asked('series')
    await city.quiet(20_000)
    expect(readClock(useTime().now, 'Asia/Shanghai')).toMatchObject({
      year: 2027,
      month: 1,
      date: 1,
    })
    expect(words()).toEqual(['今日', '1月1日'])
    const newYear = local('2027-01-01T00:00:00')
    expect(useBoard().board?.tiles.map(({ window }) => window.from)).toEqual([
      newYear,
      newYear,
      newYear,
    ])
    expect(useRhythm().slots?.[0]?.from).toBe(newYear)
    expect(useSeries().points).not.toBeNull()
    expect(city.asked('series')).toBe(series + 1)
    expect(city.asked('themeHealth')).toBe(before.health + 1)
    expect(city.asked('operatingStage')).toBe(before.stage + 1)
  })

  it('counts every age from the server’s clock, swaps scenes and says since when it is alone by it', async () => {
    const city = await aWallAt('2026-06-18T09:30:00', { wrong })
    await city.quiet(3_000)
    expect(Math.abs(useTime().now - city.now())).toBeLessThan(1_000)
    expect(useTime().serverNow()).toBe(city.now())

    const scene = aWallState({ mode: 'war' })
    const { events } = city.wallFeeds.at(-1)!
    events.frame('1', aWallFrame(aWallState(), { now: city.now(), applyAt: city.now() - 9_000 }))
    events.frame('2', aWallFrame(scene, { now: city.now(), applyAt: city.now() + 150 }))
    await pass(149)
    expect(useWallState().mode).toBe('peace')
    await pass(2)
    expect(useWallState().mode).toBe('war')

    city.beat()
    const heardAt = city.now()
    city.serverIs(false)
    await pass(10_001)
    expect(useLive()).toMatchObject({ connection: 'lost', lostSince: heardAt })
    expect(timeOf(useLive().lostSince!, 'Asia/Shanghai', useTime().now)).toBe('09:30')

    useSelection().scrub({
      ...{ from: local('2026-06-18T09:00:00'), position: 7, accepted: 1 },
      ...{ severityOne: 0, severityTwo: 0, yesterday: null },
    })
    expect(useTime().shown).toBe(local('2026-06-18T09:15:00'))
  })
})

describe('a machine that slept', () => {
  it('says at once that its picture is old, and goes on after what it heard last', async () => {
    const city = await aWallAt('2026-06-18T22:00:00')
    await city.quiet(5_000)
    city.beat(107)
    const heardAt = city.now()
    await pass(500)
    const before = city.asked('board')
    const feeds = city.api.feeds.length

    city.sleep(8 * hour)
    await pass(1_000)
    expect(useLive()).toMatchObject({ connection: 'lost', lostSince: heardAt, position: 107 })
    expect(city.open()).toHaveLength(1)
    expect(city.api.feeds.slice(feeds)).toMatchObject([{ region: 1, from: '107', open: true }])

    city.open()[0]!.events.connected()
    city.beat(250)
    await pass(1_100)
    expect(useLive()).toMatchObject({ connection: 'live', lostSince: null, position: 250 })
    expect(Math.abs(useTime().now - city.now())).toBeLessThan(1_000)
    await pass(3_000)
    // Eight hours of minutes were not asked for one by one.
    expect(city.asked('board') - before).toBeLessThanOrEqual(4)
    expect(city.api.feeds).toHaveLength(feeds + 1)
  })

  it('believes its own clock where the server says nothing', async () => {
    const city = await aWallAt('2026-06-18T22:00:00')
    await city.quiet(5_000)
    city.serverIs(false)
    city.sleep(8 * hour)
    await pass(7_000)
    expect(useLive().connection).toBe('lost')
    expect(Math.abs(useTime().now - city.now())).toBeLessThan(1_500)
  })
})

describe('a clock that is set', () => {
  it.each([3 * hour, -24 * hour, 40_000, -40_000, 1_500])(
    'by %i ms on the wall’s machine moves nothing on it',
    async (by) => {
      const city = await aWallAt('2026-06-18T09:30:00')
      await city.quiet(5_000)
      const before = city.asked('board')
      city.setOwnClock(by)
      for (let i = 0; i < 20; i++) {
        await pass(250)
        expect(Math.abs(useTime().serverNow() - city.now())).toBeLessThan(100)
        expect(Math.abs(useTime().now - city.now())).toBeLessThanOrEqual(1_000)
        if (i % 4 === 3) {
          city.open().forEach(({ events }) => events.connected())
          city.beat()
        }
      }
      expect(useLive().connection).toBe('live')
      expect(city.asked('board') - before).toBeLessThanOrEqual(2)
    },
  )

  it('back by seconds on the server is followed within a second, and nothing is lost', async () => {
    const city = await aWallAt('2026-06-18T00:00:02')
    await city.quiet(5_000)
    city.setServerClock(-10_000)
    city.beat()
    await pass(1_000)
    expect(Math.abs(useTime().now - city.now())).toBeLessThanOrEqual(1_000)
    await city.quiet(20_000)
    expect(useLive()).toMatchObject({ connection: 'live', lostSince: null, position: 100 })
    expect(useBoard().board?.window.from).toBe(local('2026-06-18T00:00:00'))
  })
})
