import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoLeader, demoPerson, sourceAsker, type Asker } from '../../shared/access/asker.ts'
import { calledScene } from '../../shared/wall/playlist.ts'
import type { Scene } from '../../shared/wall/scene.ts'
import type { WallFrame } from '../../shared/wall/state.ts'
import { anAudit } from '../../test/an-audit.ts'
import { accountCity } from '../../test/account-city.ts'
import { makeTestCity, noon } from '../../test/demo-city.ts'
import { makeLiveFeed } from '../live/live-feed.ts'
import { topicOf } from '../live/topic.ts'
import { openAttachments } from '../attachments/attachment-store.ts'
import { conductorOf } from '../app/wall-parts.ts'
import { cityReference } from '../queries/city-facts.ts'
import { healthOf } from '../queries/health.ts'
import { runJob } from '../statistics/run-job.ts'
import { appRouter } from './router.ts'
import type { Services } from './services.ts'

const city = makeTestCity()
const timers = {
  waiting: [] as (() => void)[],
  after(_ms: number, run: () => void) {
    timers.waiting.push(run)
    return { cancel: () => void (timers.waiting = timers.waiting.filter((w) => w !== run)) }
  },
  fire() {
    for (const run of timers.waiting.splice(0)) run()
  },
}
const feed = makeLiveFeed(city.view, timers, { backfill: () => null, build: null })
/** The devices that are paired, by name and regions. */
const devices: { name: string; regions: number[] }[] = []
const services: Services = {
  view: city.view,
  feed,
  walls: conductorOf(
    city.view,
    timers,
    () => devices,
    () => '123456',
  ),
  reference: cityReference(city.view, 'seed/nantong', true),
  take: async () => [],
  order: async () => ({ position: null }),
  askerOf: () => null,
  accounts: accountCity().accounts,
  attachments: openAttachments('', (name) => name),
  statistics: async (job) => runJob(job) as never,
  health: () => healthOf(city.view, true, null),
  ...anAudit(city.database),
}
const as = (asker: Asker | null) => appRouter.createCaller({ services, asker })
const leader = as(demoLeader(1))
const chongchuan = as({ ...demoLeader(1), regions: [2] })

let number = 0
function report(region: string, eventType = '0102', occurredAt = noon - 60_000) {
  number += 1
  const head = { source: 'hotline', case: String(number), occurredAt }
  return city.take([
    {
      ...head,
      type: 'case-reported',
      key: `r${number}`,
      region,
      eventType,
      text: { title: `第${number}件` },
    },
    { ...head, type: 'case-accepted', key: `a${number}` },
  ])
}

beforeAll(() => {
  report('320613008')
  report('320681', '0104')
  city.take([
    {
      type: 'coverage-reported',
      key: 'c1',
      source: 'hotline-12345',
      feed: 'hotline-cases',
      occurredAt: noon,
      from: noon - 86_400_000,
      until: noon,
    },
  ])
})
afterAll(() => city.close())

describe('the interface for screens', () => {
  it('says what the city is and which regions, themes and indicators it has', async () => {
    expect(await leader.city.get()).toMatchObject({
      name: '南通市',
      demo: true,
      hasBoundaries: true,
    })
    const { regions } = await leader.region.tree()
    expect(regions.filter((r) => r.level === 'district')).toHaveLength(10)
    expect(regions.filter((r) => r.level === 'town')).toHaveLength(100)
    expect(await leader.theme.list()).toHaveLength(17)
    expect(await leader.indicator.catalog({ theme: 'overview' })).toHaveLength(16)
    const { note, features } = await leader.region.boundaries({ level: 'town', within: 2 })
    expect(note).toContain('示意')
    expect(features?.features).toHaveLength(16)
  })

  it('counts a case for its district and the city, and lists it for both', async () => {
    const question = { indicator: 'overview.accepted_today', window: { grain: 'day' } } as const
    expect(await leader.indicator.evaluate({ ...question, region: 2 })).toMatchObject({ value: 1 })
    expect(await leader.indicator.evaluate({ ...question, region: 1 })).toMatchObject({ value: 2 })
    const { rows, total } = await leader.case.list({ ...question, region: 2, part: 'numerator' })
    expect([rows.map((r) => r.title), total]).toEqual([['第1件'], 1])
  })

  it('answers 无数据, not 0, where no feed covers the window', async () => {
    const window = { grain: 'day', at: noon - 40 * 86_400_000 } as const
    const value = await leader.indicator.evaluate({
      indicator: 'overview.accepted_today',
      region: 1,
      window,
    })
    expect(value).toMatchObject({ value: null, absence: 'no-data' })
  })

  it('answers 本级不适用 below the finest level of an indicator', async () => {
    const value = await leader.indicator.evaluate({
      indicator: 'overview.peace_index',
      region: 101,
      window: { grain: 'day' },
    })
    expect(value).toMatchObject({ value: null, absence: 'not-at-level' })
  })

  it('treats a region outside the scope like one that is not there', async () => {
    const board = { theme: 'overview', window: { grain: 'day' } } as const
    await expect(chongchuan.indicator.board({ ...board, region: 2 })).resolves.toBeTruthy()
    await expect(chongchuan.indicator.board({ ...board, region: 6 })).rejects.toThrow('not-found')
    await expect(leader.indicator.board({ ...board, region: 999_999 })).rejects.toThrow('not-found')
    await expect(chongchuan.case.list({ region: 1 })).rejects.toThrow('not-found')
  })

  it('lets nobody read without being known, and no source key', async () => {
    await expect(as(null).city.get()).rejects.toThrow('unauthorised')
    await expect(as(sourceAsker('k', ['*'])).city.get()).rejects.toThrow('unauthorised')
  })

  it('keeps place, title and history of a sensitive case to its district', async () => {
    const sensitive = city.pack.eventTypes.find((t) => t.sensitive)
    if (!sensitive) throw new Error('the pack has no sensitive type')
    report('320613008', sensitive.code)
    const inCity = (await leader.case.list({ region: 1, order: 'newest' })).rows.find(
      (r) => r.withheld,
    )
    expect(inCity).toMatchObject({ region: 2, point: null })
    expect(inCity?.title).not.toContain('第')
    const town = city.view.epoch.tree.byCode('320613008')?.id ?? 0
    const inTown = await leader.case.list({ region: town, order: 'newest' })
    expect(inTown.rows.some((r) => r.withheld)).toBe(false)
    expect((await leader.case.get({ caseId: inCity?.caseId ?? 0 })).steps).toEqual([])
  })

  it('sends a new case in the next frame, and to a screen that comes back what it missed', async () => {
    const stop = new AbortController()
    const topic = topicOf(1, demoLeader(1))
    const frames = feed.frames(topic, null, stop.signal)
    const first = (await frames.next()).value
    report('320613008')
    feed.committed()
    const waiting = frames.next()
    await Promise.resolve()
    timers.fire()
    const frame = (await waiting).value
    expect(frame?.cases.map((c) => c.title)).toEqual([`第${number}件`])
    stop.abort()
    const again = feed.frames(topic, first?.position ?? 0, new AbortController().signal)
    expect((await again.next()).value?.cases.map((c) => c.title)).toEqual([`第${number}件`])
  })
})

describe('a wall whose devices see one district', () => {
  const device = (name: string, regions: number[]) =>
    as({ ...demoPerson('wall', 1), id: `device-${name}`, name, regions })
  const scene = (region: number | null, view: Scene['view'] = null) =>
    calledScene({ id: 'shown', name: '港闸 总图', seconds: 60, region, view })
  const show = (wall: string, shown: Scene) => leader.wall.show({ wall, scene: shown })
  const caseIn = async (region: number) =>
    (await leader.case.list({ region, order: 'newest' })).rows.find(({ withheld }) => !withheld)!
  beforeAll(() => void devices.push({ name: 'hall', regions: [2] }))
  afterAll(() => void devices.splice(0))

  it('is put no place, case or charts on that lie elsewhere', async () => {
    const chart = (r: string) => ({ kind: 'chart', query: { i: 'overview.open', r } }) as const
    const inside = await caseIn(2)
    const outside = await caseIn(6)
    for (const [region, view] of [
      [1, null],
      [6, null],
      [null, chart('2,6')],
      [null, { kind: 'case', caseId: outside.caseId, whole: true }],
    ] as const) {
      await expect(show('hall', scene(region, view))).rejects.toMatchObject({
        cause: { code: 'forbidden', params: { why: 'scope', scene: '港闸 总图' } },
      })
      await expect(show('main', scene(region, view))).resolves.toBeTruthy()
    }
    for (const [region, view] of [
      [2, null],
      [null, null],
      [null, chart('2')],
      [null, { kind: 'case', caseId: inside.caseId, whole: true }],
    ] as const)
      await expect(show('hall', scene(region, view))).resolves.toBeTruthy()
  })

  it('plays no scene elsewhere, and tells a remote where it may', async () => {
    const saved = (region: number) => {
      const scenes = [{ ...scene(region), seconds: 60 }]
      return leader.wall.setPlaylist({ wall: 'hall', playlist: { scenes } })
    }
    await expect(saved(6)).rejects.toThrow('forbidden')
    await expect(saved(2)).resolves.toBeTruthy()
    expect((await leader.wall.state({ wall: 'hall' })).scope).toEqual([2])
    expect((await leader.wall.state({ wall: 'main' })).scope).toBeNull()
  })

  it('sees what all of them see, and is steered by whoever sees that', async () => {
    devices.push({ name: 'hall', regions: [1] })
    expect((await leader.wall.state({ wall: 'hall' })).scope).toEqual([2])
    await expect(chongchuan.wall.setMode({ wall: 'hall', mode: 'war' })).resolves.toBeTruthy()
    await expect(chongchuan.wall.setMode({ wall: 'main', mode: 'war' })).rejects.toThrow(
      'not-found',
    )
    devices.push({ name: 'hall', regions: [6] })
    expect((await leader.wall.state({ wall: 'hall' })).scope).toEqual([])
    await expect(show('hall', scene(2))).rejects.toThrow('forbidden')
    await expect(show('hall', scene(null))).resolves.toBeTruthy()
    devices.splice(1)
  })

  it('is no wall for a device that sees less', async () => {
    const first = async (name: string, regions: number[], wall: string) => {
      const frames = await device(name, regions).wall.live({ wall, screen: '1/1' })
      for await (const frame of frames)
        return (frame as unknown as [string, WallFrame])[1].state.wall
      return null
    }
    await expect(first('east', [6], 'main')).rejects.toThrow('not-found')
    await expect(first('east', [6], 'hall')).rejects.toThrow('not-found')
    await expect(first('east', [1], 'main')).resolves.toBe('main')
    await expect(first('hall', [2], 'hall')).resolves.toBe('hall')
  })
})
