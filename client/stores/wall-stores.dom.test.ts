import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { App } from 'vue'
import type { Router } from 'vue-router'
import { aBoard, aCaseRow, aCityApi, aFrame } from '../../test/a-city-api.ts'
import { openWall as openWallAt } from '../../test/open-wall.ts'
import { aWallFrame } from '../../test/some-wall.ts'
import type { WallFrame } from '../../shared/wall/state.ts'
import type { CityApi, FeedEvents } from '../api/city-api.ts'
import { useBoard } from './board.ts'
import { useCases } from './cases.ts'
import { useLive } from './live.ts'
import { useSelection } from './selection.ts'
import { useSession } from './session.ts'
import { useTime } from './time.ts'
import { useWallState } from './wall-state.ts'

const serverNow = Date.parse('2026-06-18T06:32:08Z')
const slot = (position: number, from: number) => ({
  ...{ from, position, accepted: 1, severityOne: 0, severityTwo: 0, yesterday: null },
})

let app: App
let router: Router

async function openWall(address = '/wall', replaced: Partial<CityApi> = {}) {
  const api = aCityApi({ board: async (asked) => aBoard(asked, serverNow), ...replaced })
  ;({ app, router } = await openWallAt(address, api))
  await pass(0)
  return { api, asked: (name: string) => api.calls.filter((call) => call.name === name) }
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const back = async () => {
  router.back()
  await pass(10)
}

beforeEach(() => {
  vi.useFakeTimers({ now: serverNow - 5000 })
})
afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

describe('the wall opens', () => {
  it('on the whole city and its first theme', async () => {
    const { asked } = await openWall()
    expect(useSelection()).toMatchObject({ region: 1, theme: 'overview', focus: null })
    expect(asked('board')[0]!.input).toMatchObject({ region: 1, theme: 'overview', at: null })
    expect(useBoard().board?.region).toBe(1)
  })

  it('on what a shared link says', async () => {
    const { asked } = await openWall('/wall/peace?region=2&at=77&indicator=peace.second')
    expect(asked('board')[0]!.input).toEqual({
      region: 2,
      theme: 'peace',
      focus: 'peace.second',
      at: 77,
    })
    expect(useTime().replay).toEqual({ position: 77, at: serverNow })
  })

  it('on the whole city when the link names a region nobody knows', async () => {
    await openWall('/wall?region=9999')
    expect(useSelection().region).toBe(1)
  })

  it('when the server comes up late', async () => {
    let up = false
    await openWall('/wall', {
      themes: async () => {
        if (!up) throw new Error('refused')
        return [
          {
            ...{ id: 'overview', name: '', shortName: '', field: '', order: 1 },
            ...{ defaultIndicator: '', leadName: '' },
          },
        ]
      },
    })
    expect(useSession().fault?.code).toBe('unreachable')
    up = true
    await pass(1000)
    expect(useSession()).toMatchObject({ fault: null, city: { name: '南通市' } })
  })
})

it('is a screen of the wall that its address names, but a remote of one is not', async () => {
  await openWall('/remote?wall=hall')
  expect(useWallState().wall).toBeNull()
  await router.push('/wall?wall=hall&screen=2/3')
  expect(useWallState()).toMatchObject({ wall: 'hall', screen: { index: 2, of: 3 } })
})

it('says that the server does not let it show its wall, until it does', async () => {
  const tries: FeedEvents<WallFrame>[] = []
  await openWall('/wall?wall=hall', {
    wallFeed: () => (_from, events) => {
      tries.push(events)
      return () => {}
    },
  })
  tries[0]!.connected()
  tries[0]!.failed({ data: { fault: { code: 'not-found' } } })
  expect(useWallState()).toMatchObject({ refused: true, state: null })
  await pass(30_000)
  expect(useWallState().refused).toBe(true)
  tries.at(-1)!.frame('1', aWallFrame())
  expect(useWallState()).toMatchObject({ refused: false, state: { wall: 'main' } })
})

describe('choosing', () => {
  it('a district re-scopes everything, and back leads back', async () => {
    const { api, asked } = await openWall()
    useSelection().selectRegion(2)
    await pass(0)
    expect(router.currentRoute.value.fullPath).toBe('/wall?region=2')
    expect(useSelection().trail.map((region) => region.name)).toEqual(['南通市', '崇川区'])
    expect(asked('board').at(-1)!.input).toMatchObject({ region: 2 })
    expect(asked('cases').at(-1)!.input).toMatchObject({ region: 2 })
    expect(api.feeds.map((feed) => [feed.region, feed.open])).toEqual([
      [1, false],
      [2, true],
    ])
    await back()
    expect(useSelection().region).toBe(1)
    expect(router.currentRoute.value.fullPath).toBe('/wall')
  })

  it('never shows one region’s figures under another’s name', async () => {
    await openWall('/wall', {
      board: (asked) =>
        asked.region === 1 ? Promise.resolve(aBoard(asked, serverNow)) : new Promise(() => {}),
    })
    expect(useBoard().board?.region).toBe(1)
    useSelection().selectRegion(2)
    await pass(0)
    expect(useBoard().board).toBeNull()
  })

  it('two things at once keeps both', async () => {
    await openWall()
    useSelection().selectFocus('overview.open')
    useSelection().selectRegion(3)
    await pass(0)
    expect(router.currentRoute.value.query).toEqual({ region: '3', indicator: 'overview.open' })
  })

  it('a case shows it, and the same case again lets it go', async () => {
    await openWall()
    useSelection().selectCase(7)
    await pass(0)
    expect(useCases().selected?.caseId).toBe(7)
    useSelection().selectCase(7)
    await pass(0)
    expect(useCases().selected).toBeNull()
  })
})

describe('live', () => {
  it('a new case is among the open ones as soon as its frame arrives', async () => {
    const { api } = await openWall()
    const fresh = aCaseRow({ caseId: 500 })
    api.feeds[0]!.events.frame('101', aFrame({ position: 101, now: serverNow, cases: [fresh] }))
    expect(useCases().rows?.map((row) => row.caseId)).toContain(500)
  })

  it('asks for the board at most every two seconds, however many facts come', async () => {
    const { api, asked } = await openWall()
    await pass(1000)
    const before = asked('board').length
    for (let i = 0; i < 40; i++) {
      const position = 200 + i
      api.feeds[0]!.events.frame(`${position}`, aFrame({ position, now: serverNow }))
      await pass(250)
    }
    const mine = asked('board').length - before
    expect(mine).toBeGreaterThanOrEqual(5)
    expect(mine).toBeLessThanOrEqual(6)
  })

  it('keeps the server’s time, not the machine’s', async () => {
    const { api } = await openWall('/wall', { board: () => new Promise(() => {}) })
    api.feeds[0]!.events.frame('101', aFrame({ position: 101, now: serverNow + 60_000 }))
    expect(useTime().now).toBe(serverNow + 60_000)
    await pass(3000)
    expect(useTime().now).toBe(serverNow + 63_000)
  })

  it('says since when it hears nothing, and asks for what it missed', async () => {
    const { api, asked } = await openWall()
    api.feeds[0]!.events.connected()
    api.feeds[0]!.events.failed(new Error())
    expect(useLive().connection).toBe('lost')
    expect(useLive().lostSince).toBe(useTime().now)
    await pass(5000)
    const before = asked('cases').length
    api.feeds.at(-1)!.events.connected()
    await pass(0)
    expect(useLive()).toMatchObject({ connection: 'live', lostSince: null })
    expect(asked('cases').length).toBeGreaterThan(before)
  })
})

describe('时光机', () => {
  it('asks for everything as it was known then, and holds new facts aside', async () => {
    const { api, asked } = await openWall()
    useSelection().scrub(slot(40, serverNow - 3_600_000))
    await pass(0)
    expect(asked('board').at(-1)!.input).toMatchObject({ at: 40 })
    expect(asked('cases').at(-1)!.input).toMatchObject({ at: 40 })
    expect(useTime().shown).toBe(serverNow - 2_700_000)
    const fresh = aCaseRow({ caseId: 500 })
    api.feeds[0]!.events.frame('101', aFrame({ position: 101, now: serverNow, cases: [fresh] }))
    expect(useCases().rows?.map((row) => row.caseId)).not.toContain(500)
    useSelection().live()
    await pass(0)
    expect(useCases().rows?.map((row) => row.caseId)).toContain(500)
    expect(asked('board').at(-1)!.input).toMatchObject({ at: null })
  })

  it('one drag is one step back, to where it began', async () => {
    await openWall('/wall?region=2')
    for (const position of [50, 40, 30]) {
      useSelection().scrub(slot(position, serverNow - 3_600_000))
      await pass(20)
    }
    expect(router.currentRoute.value.query).toEqual({ region: '2', at: '30' })
    await back()
    expect(router.currentRoute.value.query).toEqual({ region: '2' })
    expect(useTime().replay).toBeNull()
  })

  it('a fast drag lands where it ended', async () => {
    await openWall()
    for (const position of [50, 40, 30]) useSelection().scrub(slot(position, serverNow - 900_000))
    expect(useTime().replay?.position).toBe(30)
    await pass(20)
    expect(router.currentRoute.value.query).toEqual({ at: '30' })
    expect(useTime().replay).toEqual({ position: 30, at: serverNow })
    await back()
    expect(useTime().replay).toBeNull()
  })

  it('a moment that cannot be had is not replaced by another one', async () => {
    await openWall('/wall', {
      board: async (asked) => {
        if (asked.at !== null) throw { data: { fault: { code: 'not-found' } } }
        return aBoard(asked, serverNow)
      },
    })
    useSelection().scrub(slot(40, serverNow - 3_600_000))
    await pass(0)
    expect(useBoard().board).toBeNull()
    expect(useBoard().fault?.code).toBe('not-found')
  })
})

it('leaves no timer and no feed when the wall is taken down', async () => {
  const { api } = await openWall()
  await pass(10_000)
  app.unmount()
  await pass(0)
  expect(vi.getTimerCount()).toBe(0)
  expect(api.feeds.every((feed) => !feed.open)).toBe(true)
})
