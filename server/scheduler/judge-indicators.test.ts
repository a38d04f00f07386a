import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoLeader } from '../../shared/access/asker.ts'
import { minuteMs, hourMs, dayMs } from '../../shared/time/civil.ts'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import {
  alertCity,
  alertPack,
  anIndicator,
  aThreshold,
  callsRate,
  midnight,
} from '../../test/alert-city.ts'
import { tinyCity } from '../../test/tiny-city.ts'
import type { Verdict } from '../log/entry.ts'
import { makeJudge } from './judge-indicators.ts'

let city: ReturnType<typeof alertCity>
beforeEach(() => void (city = alertCity()))
afterEach(() => city.close())

const standing = (rows = city.rows('all')) =>
  rows.map(({ indicator, region, level, clearedAt }) => [
    indicator,
    region,
    level,
    clearedAt === null ? 'open' : 'cleared',
  ])
const facts = () =>
  city.database.sqlite
    .prepare<[], string>("SELECT type FROM log WHERE stream = 'alert' ORDER BY position")
    .pluck()
    .all()

describe('an indicator that crosses its line', () => {
  it('raises one alert per region, with rule, owner, value and window', async () => {
    city.calls(170)
    await city.judged()
    expect(city.rows()).toMatchObject([
      {
        ...{ indicator: 'calls.rate', indicatorName: '接通率', region: 2, level: 'yellow' },
        ...{ value: 85, rule: '低于黄线 90%', owner: 'water', windowLabel: '今日', theme: 'city' },
        ...{ raisedAt: city.clock.time, acknowledgedAt: null, clearedAt: null },
      },
    ])
    await city.judged()
    city.calls(171)
    await city.judged()
    expect(facts()).toEqual(['alert-raised'])
  })

  it('counts for the city when the districts together fall below it', async () => {
    city.calls(170, 1500)
    await city.judged()
    expect(new Set(city.rows().map(({ region, level }) => `${region} ${level}`))).toEqual(
      new Set(['1 red', '2 yellow', '3 red']),
    )
    expect(city.rows().map((row) => row.level)).toEqual(['red', 'red', 'yellow'])
    expect(city.rows('open', undefined, 3).map((row) => row.region)).toEqual([3])
  })

  it('rises to red at once, and the acknowledgement of yellow does not hold for red', async () => {
    city.calls(170)
    await city.judged()
    const [yellow] = city.rows()
    const leader = demoLeader(1)
    const order = { verb: 'acknowledge-alert', alert: yellow?.alert ?? 0, note: '已派人' } as const
    await city.orders(leader, order, city.clock.time)
    city.view.follow()
    expect(city.rows()).toMatchObject([{ acknowledgedBy: '演示领导', note: '已派人' }])
    city.calls(150)
    await city.judged()
    expect(city.rows()).toMatchObject([
      { alert: yellow?.alert, level: 'red', value: 75, rule: '低于红线 80%', acknowledgedAt: null },
    ])
    expect(facts()).toEqual(['alert-raised', 'alert-acknowledged', 'alert-level-changed'])
  })

  it('stays while the value only just came back, and is cleared beyond the margin', async () => {
    city.calls(170)
    await city.judged()
    city.calls(181) // 90.5 %: normal, within a tenth of the ten points between the lines
    await city.judged()
    expect(standing()).toEqual([['calls.rate', 2, 'yellow', 'open']])
    city.calls(182)
    await city.judged()
    expect(standing()).toEqual([['calls.rate', 2, 'yellow', 'cleared']])
    expect(city.rows()).toEqual([])
  })

  it('raises again under a new number once it was cleared', async () => {
    for (const answered of [170, 190, 170]) {
      city.calls(answered)
      await city.judged()
    }
    expect(standing()).toEqual([
      ['calls.rate', 2, 'yellow', 'open'],
      ['calls.rate', 2, 'yellow', 'cleared'],
    ])
  })

  it('eases from red to yellow only beyond the margin of the red line', async () => {
    city.calls(150)
    await city.judged()
    city.calls(161)
    await city.judged()
    expect(city.rows()).toMatchObject([{ level: 'red' }])
    city.calls(170)
    await city.judged()
    expect(city.rows()).toMatchObject([{ level: 'yellow' }])
  })

  it('within the margin is cleared after two whole days that were normal', async () => {
    city.report('daily', -1, midnight, { 'points.due': [200, 200], 'points.done': [188, 200] })
    await city.judged()
    expect(city.rows()).toMatchObject([
      { indicator: 'points.rate', region: 2, windowLabel: '11月4日' },
    ])
    for (const day of [0, 1]) {
      city.clock.time = midnight + (day + 1) * dayMs + 10 * hourMs
      city.report('daily', day, midnight + (day + 1) * dayMs, {
        'points.due': [200, 200],
        'points.done': [191, 200],
      })
      await city.judged()
      expect(city.rows().length).toBe(1 - day)
    }
  })
})

describe('silence', () => {
  it('neither raises nor clears: a late feed leaves the alert as it is', async () => {
    city.calls(170)
    await city.judged()
    city.pass(3 * dayMs)
    await city.judged()
    expect(standing()).toEqual([['calls.rate', 2, 'yellow', 'open']])
    expect(facts()).toEqual(['alert-raised'])
  })

  it('keeps an alert open when a new day begins without a word', async () => {
    city.clock.time = midnight + dayMs - 5 * minuteMs
    city.calls(170)
    await city.judged()
    city.clock.time = midnight + dayMs + 10 * minuteMs
    await city.judged()
    expect(standing()).toEqual([['calls.rate', 2, 'yellow', 'open']])
  })
})

describe('exactly once', () => {
  it('a restart raises nothing again', async () => {
    city.calls(170)
    await city.judged()
    city.restart()
    await city.judged()
    city.calls(150)
    city.restart()
    await city.judged()
    expect(facts()).toEqual(['alert-raised', 'alert-level-changed'])
  })

  it('of two who judge at once, one is heard', async () => {
    city.calls(170)
    const verdicts: Verdict[] = []
    const held: (() => void)[] = []
    const late = makeJudge(city.view, async (entries) => {
      await new Promise<void>((resolve) => held.push(resolve))
      verdicts.push(...(await city.log.append(entries)))
      return verdicts
    })
    const waiting = late.step(() => false)
    await city.judged()
    held.forEach((go) => go())
    await waiting
    expect(verdicts.map((v) => v.verdict)).toEqual(['conflict'])
    expect(facts()).toEqual(['alert-raised'])
  })

  it('what the disk refused is judged again', async () => {
    city.calls(170)
    let refuse = true
    const judge = makeJudge(city.view, async (entries) => {
      if (refuse) throw new Error('disk')
      return city.log.append(entries)
    })
    await expect(judge.step(() => false)).rejects.toThrow('disk')
    while (await judge.step(() => false).catch(() => true));
    refuse = false
    city.pass(minuteMs)
    while (await judge.step(() => false));
    expect(facts()).toEqual(['alert-raised'])
  })

  it('looks only at what spoke since the last time', async () => {
    city.calls(170)
    city.report('daily', -1, midnight, { 'points.due': [10, 10], 'points.done': [10, 10] })
    await city.judged()
    let asked = 0
    const over = () => (asked += 1) < 0
    const judge = makeJudge(city.view, (entries) => city.log.append(entries))
    while (await judge.step(over));
    const all = asked
    city.pass(2 * minuteMs)
    city.calls(171)
    asked = 0
    while (await judge.step(over));
    expect([all, asked]).toEqual([6, 3])
  })

  it('works in slices: one indicator of one region at a time if need be', async () => {
    city.calls(170)
    const judge = makeJudge(city.view, (entries) => city.log.append(entries))
    let slices = 1
    while (await judge.step(() => true)) slices += 1
    expect(slices).toBe(6)
    expect(facts()).toEqual(['alert-raised'])
  })
})

describe('a line that arrives in real time and has no margin', () => {
  const warnings = anIndicator({
    ...{ id: 'warnings', name: '生效预警', formula: 'value', unit: '条', period: 'realtime' },
    ...{ numerator: ['alerts.active'], denominator: [], finestLevel: 'district' },
    threshold: aThreshold({ yellow: 1, red: 1, alarmSide: 'high', inclusive: true }),
  })
  it('is cleared after thirty minutes without a break', async () => {
    city.close()
    city = alertCity(alertPack([warnings]))
    const report = (n: number) =>
      city.report('alerts', 0, city.clock.time, { 'alerts.active': [n, 0] })
    report(1)
    await city.judged()
    expect(city.rows()).toMatchObject([{ region: 2, level: 'red', rule: '达到红线 1 条' }])
    for (const passed of [5, 20, 4]) {
      report(0)
      await city.judged()
      city.pass(passed * minuteMs)
      expect(city.rows().length).toBe(1)
    }
    report(1)
    await city.judged()
    report(0)
    await city.judged()
    for (const open of [1, 1, 0]) {
      city.pass(13 * minuteMs)
      report(0)
      await city.judged()
      expect(city.rows().length).toBe(open)
    }
    expect(facts()).toEqual(['alert-raised', 'alert-cleared'])
  })
})

describe('time travel', () => {
  it('as of a position the list is the one of then', async () => {
    const lists: [number, unknown][] = []
    for (const answered of [170, 150, 190, 170]) {
      city.calls(answered)
      await city.judged()
      lists.push([city.view.position, city.rows('all')])
    }
    for (const [position, rows] of lists) expect(city.rows('all', position)).toEqual(rows)
  })

  it('a threshold set today repaints neither last month nor what was known before', async () => {
    const evaluateDay = (day: number, at?: number) =>
      city.view.standing(at).catalog.indicator('calls.rate') && statusOn(day, at)
    city.calls(170)
    await city.judged()
    const before = city.view.position
    city.clock.time = midnight + 2 * dayMs + 10 * hourMs
    city.calls(170)
    city.set({
      ...{ type: 'threshold-set', source: 'orders', key: 'threshold:1' },
      ...{ occurredAt: city.clock.time, publishedAt: city.clock.time },
      body: {
        ...{ indicator: 'calls.rate', yellow: 80, red: 70, by: 'demo-leader' },
        effectiveFrom: midnight + 2 * dayMs,
      },
    })
    expect(evaluateDay(0)).toBe('yellow')
    expect(evaluateDay(2)).toBe('normal')
    expect(evaluateDay(0, before)).toBe('yellow')
    await city.judged()
    expect(standing()).toEqual([['calls.rate', 2, 'yellow', 'cleared']])
  })

  it('an alert whose rule is withdrawn is cleared', async () => {
    city.calls(170)
    await city.judged()
    city.set({
      ...{ type: 'threshold-set', source: 'orders', key: 'threshold:1' },
      ...{ occurredAt: city.clock.time, publishedAt: city.clock.time },
      body: {
        ...{ indicator: 'calls.rate', yellow: null, red: null, kind: 'none', by: 'demo-leader' },
        effectiveFrom: midnight,
      },
    })
    await city.judged()
    expect(standing()).toEqual([['calls.rate', 2, 'yellow', 'cleared']])
  })
})

it('another city of the same kind is judged by its own lines', async () => {
  city.close()
  city = alertCity(
    tinyCity({
      ...alertPack([{ ...callsRate, threshold: aThreshold({ yellow: 99, red: 90 }) }]),
    }),
  )
  city.calls(190)
  await city.judged()
  expect(city.rows()).toMatchObject([{ region: 2, level: 'yellow', rule: '低于黄线 99%' }])
})

function statusOn(day: number, at?: number) {
  const context = city.view.standing(at)
  const window = { grain: 'day' as const, at: midnight + day * dayMs }
  const indicator = context.catalog.indicator('calls.rate')
  return evaluate({ indicator, region: 2, window }, context).status
}
