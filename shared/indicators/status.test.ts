import { describe, expect, it, test } from 'vitest'
import { alertPack, anIndicator, aThreshold, midnight } from '../../test/alert-city.ts'
import { RegionTree } from '../regions/tree.ts'
import { dayMs, hourMs } from '../time/civil.ts'
import { periodOf } from '../time/period.ts'
import { makeZone } from '../time/zone.ts'
import type { Indicator, Target, ThresholdRule } from '../city/pack.ts'
import { makeCatalog } from './catalog.ts'
import { controlLimits } from './control.ts'
import { formulaFigure } from './formula.ts'
import { settingsOver, type TargetSetting, type ThresholdSetting } from './settings.ts'
import type { Span, SpanContext } from './span.ts'
import { fewestJudged, judge } from './status.ts'

const zone = makeZone('Asia/Shanghai')
const noon = midnight + 12 * hourMs
type Read = (measure: string, from: number, to: number) => number | null

/** What an indicator says where `read` says what was measured. */
function city(given: {
  indicator: Indicator
  read: Read
  targets?: Target[]
  thresholds?: ThresholdSetting[]
  set?: TargetSetting[]
}) {
  const { indicator, read, thresholds, set } = given
  const pack = alertPack([indicator], { targets: given.targets ?? [] })
  const reading = (value: number | null) => ({
    ...{ value, asOf: noon, covered: 1, expected: 1, stale: false },
  })
  const ctx: SpanContext = {
    ...{ catalog: makeCatalog(pack), zone, now: noon, regions: new RegionTree(pack.regions) },
    settings: settingsOver(pack, thresholds, set),
    reader: {
      flow: (measure, _region, from, to) => reading(read(measure.id, from, to)),
      level: (measure, _region, at) => reading(read(measure.id, at, at)),
      publishedThrough: () => noon,
    },
  }
  return (span: Span, more: { lastYear?: number | null; region?: number } = {}) => {
    const region = more.region ?? 1
    const figure = formulaFigure(indicator, region, span, ctx)
    return {
      ...judge(indicator, region, span, figure, more.lastYear ?? null, ctx),
      limits: controlLimits(indicator, region, span, ctx),
    }
  }
}

const whole = (grain: 'day' | 'month' | 'quarter' | 'year', at: number): Span => {
  const period = periodOf(zone, grain, at)
  return { ...period, partial: false, periodFrom: period.from }
}
const today: Span = { ...whole('day', noon), to: noon, partial: true }
const yesterday = whole('day', midnight - 1)
const october = whole('month', midnight - 10 * dayMs)

const rate =
  (share: number, due = 1000): Read =>
  (measure) =>
    measure === 'points.due' ? due : Math.round(share * due) / 100
const counted = (rule: Partial<ThresholdRule>, more: Partial<Indicator> = {}) =>
  anIndicator({
    ...{ formula: 'value', numerator: ['calls.in'], denominator: [], unit: '件', scale: 1 },
    threshold: aThreshold(rule),
    ...more,
  })
const statusOf = (indicator: Indicator, read: Read, span: Span, more = {}) =>
  city({ indicator, read })(span, more).status

describe('an absolute line', () => {
  it.each([
    [95, 'normal'],
    [94.9, 'yellow'],
    [85, 'yellow'],
    [84.9, 'red'],
  ])('on the low side: a rate of %s is %s', (share, status) => {
    expect(statusOf(anIndicator(), rate(share), yesterday)).toBe(status)
  })

  it.each([
    [0, 'normal'],
    [1, 'yellow'],
    [2, 'yellow'],
    [3, 'red'],
  ])('on the high side, reached: %s are %s', (n, status) => {
    const heavy = counted({ yellow: 1, red: 3, alarmSide: 'high', inclusive: true })
    expect(statusOf(heavy, () => n, yesterday)).toBe(status)
  })

  it('tests the measures that it names: one severe accident is red, whatever their number', () => {
    const rule = { yellow: 1, red: 1, alarmSide: 'high', inclusive: true } as const
    const accidents = counted({ ...rule, redMeasures: ['calls.answered'] })
    const read =
      (all: number, severe: number | null): Read =>
      (m) =>
        m === 'calls.in' ? all : severe
    expect(statusOf(accidents, read(0, 0), yesterday)).toBe('normal')
    expect(statusOf(accidents, read(2, 0), yesterday)).toBe('yellow')
    expect(statusOf(accidents, read(2, 1), yesterday)).toBe('red')
    const unknown = city({ indicator: accidents, read: read(2, null) })(yesterday)
    expect(unknown).toMatchObject({ status: 'unknown', reason: 'no-value' })
  })
})

describe('against last year', () => {
  it('in per cent of what it was, on either side', () => {
    const fires = counted({
      kind: 'lastYear',
      unit: 'percent',
      yellow: 10,
      red: 30,
      alarmSide: 'high',
    })
    const status = (n: number) => statusOf(fires, () => n, october, { lastYear: 200 })
    expect([220, 221, 261].map(status)).toEqual(['normal', 'yellow', 'red'])
    const trade = counted({ kind: 'lastYear', unit: 'percent', yellow: 0, red: -10 })
    expect(statusOf(trade, () => 199, october, { lastYear: 200 })).toBe('yellow')
  })

  it('in points of a share; without last year there is no verdict and it says why', () => {
    const share = anIndicator({
      threshold: aThreshold({ kind: 'lastYear', unit: 'pt', yellow: 0, red: -5 }),
    })
    expect(statusOf(share, rate(90), october, { lastYear: 96 })).toBe('red')
    expect(statusOf(share, rate(90), october, { lastYear: 90 })).toBe('normal')
    const lone = city({ indicator: share, read: rate(90) })(october)
    expect(lone).toMatchObject({ status: 'unknown', reason: 'no-base' })
    const fromZero = counted({ kind: 'lastYear', unit: 'percent', yellow: 10, red: 30 })
    expect(city({ indicator: fromZero, read: () => 4 })(october, { lastYear: 0 }).reason).toBe(
      'no-base',
    )
  })
})

describe('against a target', () => {
  const growth = anIndicator({
    threshold: aThreshold({ kind: 'target', unit: 'pt', base: 'targets', yellow: -0.5, red: -1 }),
  })
  const target = (year: number, value: number, level: Target['level'] = 'city'): Target => ({
    ...{ indicator: growth.id, year, level, target: value },
  })
  const set = (given: Partial<TargetSetting>): TargetSetting => ({
    ...{ position: 9, indicator: growth.id, year: 2026, level: 'city', region: null, target: 80 },
    effectiveFrom: october.from,
    ...given,
  })

  it('of its year', () => {
    const targets = [target(2025, 70), target(2026, 90)]
    const judged = city({ indicator: growth, read: rate(89.2), targets })
    expect(judged(october)).toMatchObject({ status: 'yellow', base: 90 })
    expect(judged(whole('month', Date.UTC(2025, 5, 15)))).toMatchObject({
      status: 'normal',
      base: 70,
    })
    expect(judged(whole('month', Date.UTC(2024, 5, 15)))).toMatchObject({ reason: 'no-base' })
  })

  it('of its level, else of the level above; a region’s own comes first', () => {
    const targets = [target(2026, 90), target(2026, 85, 'district')]
    const own = set({ region: 3, level: 'district', target: 95 })
    const judged = city({ indicator: growth, read: rate(86), targets, set: [own] })
    expect([1, 2, 3].map((region) => judged(october, { region }).base)).toEqual([90, 85, 95])
    const above = city({ indicator: growth, read: rate(86), targets: [target(2026, 90)] })
    expect(above(october, { region: 2 }).base).toBe(90)
  })

  it('in force when the period ended: later ones change nothing that is over', () => {
    const sets = [
      set({ position: 9, target: 80 }),
      set({ position: 12, target: 99, effectiveFrom: october.to }),
      set({ position: 10, target: 81 }),
    ]
    const judged = city({
      indicator: growth,
      read: rate(86),
      targets: [target(2026, 90)],
      set: sets,
    })
    expect(judged(whole('month', october.from - 1)).base).toBe(90)
    expect(judged(october).base).toBe(81)
    expect(judged(yesterday).base).toBe(99)
  })

  it('may be another indicator’s value', () => {
    const income = anIndicator({
      ...{ id: 'income', numerator: ['calls.answered'], denominator: ['calls.in'] },
      threshold: aThreshold({ kind: 'target', unit: 'pt', base: 'income', yellow: 0, red: -1 }),
    })
    expect(city({ indicator: income, read: () => 5 })(october)).toMatchObject({
      status: 'normal',
      tested: 0,
    })
  })
})

test('against plan to date, a year half gone wants half done', () => {
  const drills = anIndicator({
    threshold: aThreshold({ kind: 'plan', unit: 'pt', base: 'plan-to-date', yellow: 0, red: -10 }),
  })
  const half = whole('quarter', Date.UTC(2026, 4, 15))
  const share = (100 * (half.to - periodOf(zone, 'year', half.from).from)) / (365 * dayMs)
  const judged = (done: number) => city({ indicator: drills, read: rate(done, 100_000) })(half)
  expect(judged(50)).toMatchObject({ status: 'normal', base: share })
  expect(judged(45).status).toBe('yellow')
  expect(judged(39).status).toBe('red')
})

describe('control limits', () => {
  const flows = counted({ kind: 'control', unit: 'sigma', yellow: 3, red: 4, alarmSide: 'both' })
  /** Weekdays bring 1,000 ± 40, weekends 400; `last` is what yesterday brought; known for `weeks`. */
  const history =
    (last: number, weeks = 20): Read =>
    (_measure, from) => {
      const day = zone.dayOf(from)
      const back = zone.dayOf(yesterday.from) - day
      if (back === 0) return last
      if (back > 7 * weeks) return null
      const weekend = [2, 3].includes(((day % 7) + 7) % 7)
      return weekend ? 400 : 1000 + (Math.floor(back / 7) % 2 === 0 ? 40 : -40)
    }

  it.each([
    [1000, 'normal'],
    [880, 'normal'],
    [860, 'yellow'],
    [800, 'red'],
    [1190, 'red'],
  ])('yesterday brought %s: %s', (n, status) => {
    expect(statusOf(flows, history(n), yesterday)).toBe(status)
  })

  it('compare with the same weekday: a quiet weekend is no alarm', () => {
    const saturday = whole('day', yesterday.from - 4 * dayMs)
    const judged = city({ indicator: flows, read: history(0) })(saturday)
    expect(judged).toMatchObject({ status: 'normal', base: 400, tested: 0 })
  })

  it('say 历史不足 below eight weeks, and draw no limits', () => {
    expect(city({ indicator: flows, read: history(0, 7) })(yesterday)).toMatchObject({
      ...{ status: 'unknown', reason: 'short-history', limits: null },
    })
    expect(city({ indicator: flows, read: history(0, 8) })(yesterday).status).toBe('red')
    const known = city({ indicator: flows, read: history(0, 13) })(yesterday)
    expect(known.status).toBe('red')
    expect(known.limits?.mean).toBeCloseTo(1000, -1.5)
    expect(known.limits?.high).toBeGreaterThan(1100)
  })

  it('of a count of few a day are not drawn below nothing', () => {
    const few: Read = (_measure, from) => (Math.floor(zone.dayOf(from) / 7) % 3 === 0 ? 1 : 0)
    const { limits } = city({ indicator: flows, read: few })(yesterday)
    expect(limits?.low).toBe(0)
    expect(limits?.high).toBeGreaterThan(1)
  })

  it('forgive missing weeks as long as eight of thirteen are known', () => {
    const gap =
      (weeks: number): Read =>
      (m, from, to) => {
        const back = zone.dayOf(yesterday.from) - zone.dayOf(from)
        return back > 0 && back <= 7 * weeks ? null : history(0)(m, from, to)
      }
    expect(statusOf(flows, gap(5), yesterday)).toBe('red')
    expect(city({ indicator: flows, read: gap(6) })(yesterday).reason).toBe('short-history')
  })

  it('leave small counts their own scatter', () => {
    const few: Read = (_m, from) => (from === yesterday.from ? 9 : 4)
    expect(statusOf(flows, few, yesterday)).toBe('normal')
    const many: Read = (_m, from) => (from === yesterday.from ? 11 : 4)
    expect(statusOf(flows, many, yesterday)).toBe('yellow')
  })

  it('wait for the day to be whole, and hold for city and district only', () => {
    const judged = city({ indicator: flows, read: history(0) })
    expect(judged(today)).toMatchObject({ status: 'unknown', reason: 'running' })
    expect(judged(yesterday, { region: 2 }).status).toBe('red')
    expect(judged(yesterday, { region: 4 })).toMatchObject({ status: 'unknown', reason: 'no-rule' })
  })

  it('judge how things stand at any hour', () => {
    const open = counted(
      { kind: 'control', unit: 'sigma', yellow: 3, red: 4, alarmSide: 'high' },
      { numerator: ['lamps'], period: 'realtime' },
    )
    const read: Read = (_m, at) => (at === noon ? 200 : 100)
    expect(statusOf(open, read, today)).toBe('red')
  })
})

describe('a running day', () => {
  it(`judges a rate from ${fewestJudged} due on`, () => {
    const few = city({ indicator: anIndicator(), read: rate(50, fewestJudged - 1) })
    expect(few(today)).toMatchObject({ status: 'unknown', reason: 'too-few' })
    expect(few(yesterday).status).toBe('red')
    expect(statusOf(anIndicator(), rate(50, fewestJudged), today)).toBe('red')
  })

  it('judges a count on its high side only: at dawn nothing is low yet', () => {
    const high = counted({ yellow: 10, red: 20, alarmSide: 'high' })
    expect(statusOf(high, () => 12, today)).toBe('yellow')
    const low = city({ indicator: counted({ yellow: 100, red: 50 }), read: () => 3 })
    expect(low(today)).toMatchObject({ status: 'unknown', reason: 'running' })
    expect(low(yesterday).status).toBe('red')
  })
})

describe('a threshold set over the pack', () => {
  const set = (yellow: number, effectiveFrom: number, position: number): ThresholdSetting => ({
    ...{ position, indicator: 'points.rate', effectiveFrom, rule: { yellow, red: 60 } },
  })
  it('holds for what ends after it came into force; the later one of two wins', () => {
    const judged = city({
      ...{ indicator: anIndicator(), read: rate(90) },
      thresholds: [set(80, midnight, 7), set(70, midnight, 5), set(99, noon + dayMs, 8)],
    })
    expect(judged(october).status).toBe('yellow')
    expect(judged(yesterday).status).toBe('yellow')
    expect(judged(today)).toMatchObject({ status: 'normal', rule: { yellow: 80, red: 60 } })
    expect(judged(whole('day', noon + dayMs)).status).toBe('yellow')
  })
})

test('无阈值 and 缺值 are told apart', () => {
  const none = anIndicator({ threshold: aThreshold({ kind: 'none', yellow: null, red: null }) })
  expect(city({ indicator: none, read: rate(90) })(yesterday).reason).toBe('no-rule')
  expect(city({ indicator: anIndicator(), read: () => null })(yesterday).reason).toBe('no-value')
})
