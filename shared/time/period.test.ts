import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  grains,
  lastPeriods,
  lastYearInstant,
  nextPeriod,
  periodOf,
  previousPeriod,
  resolveWindow,
  samePeriodLastYear,
  type Grain,
} from './period.ts'
import { makeZone } from './zone.ts'

const zone = makeZone('Asia/Shanghai')
const newYork = makeZone('America/New_York')
const local = (iso: string) => Date.parse(`${iso}+08:00`)
const noon = local('2026-11-22T12:00:00')
const day = (ms: number) => zone.isoDate(zone.dayOf(ms))

describe('a period of the calendar', () => {
  const cases: [Grain, string, string, string, string][] = [
    ['hour', '2026-11-22T12', '11月22日12时', '2026-11-22', '2026-11-22'],
    ['day', '2026-11-22', '11月22日', '2026-11-22', '2026-11-23'],
    ['tenday', '2026-11-T3', '11月下旬', '2026-11-21', '2026-12-01'],
    ['week', '2026-W47', '2026年第47周', '2026-11-16', '2026-11-23'],
    ['month', '2026-11', '2026年11月', '2026-11-01', '2026-12-01'],
    ['quarter', '2026-Q4', '2026年第四季度', '2026-10-01', '2027-01-01'],
    ['term', '2026-S2', '2026年秋季学期', '2026-08-01', '2027-02-01'],
    ['year', '2026', '2026年', '2026-01-01', '2027-01-01'],
  ]
  it.each(cases)('by %s has key, name and bounds', (grain, key, label, from, to) => {
    const period = periodOf(zone, grain, noon)
    expect(period).toMatchObject({ grain, key, label })
    expect([day(period.from), day(period.to)]).toEqual([from, to])
  })

  it('cuts a month into 旬 that end on the 10th, the 20th and the last day', () => {
    const names = ['2026-02-10', '2026-02-11', '2026-02-20', '2026-02-21', '2026-02-28'].map(
      (date) => periodOf(zone, 'tenday', local(`${date}T23:59:59`)).label,
    )
    expect(names).toEqual(['2月上旬', '2月中旬', '2月中旬', '2月下旬', '2月下旬'])
  })

  it('keeps January in the autumn term of the year before', () => {
    expect(periodOf(zone, 'term', local('2027-01-31T23:00:00')).key).toBe('2026-S2')
    expect(periodOf(zone, 'term', local('2027-02-01T00:00:00')).label).toBe('2027年春季学期')
  })

  it('numbers weeks by ISO 8601 around the new year', () => {
    expect(periodOf(zone, 'week', local('2027-01-03T12:00:00')).key).toBe('2026-W53')
    expect(periodOf(zone, 'week', local('2024-12-30T00:00:00')).key).toBe('2025-W01')
  })

  it('follows on without gap or overlap, for every grain and instant', () => {
    const instants = fc.integer({
      min: local('2015-01-01T00:00:00'),
      max: local('2035-01-01T00:00:00'),
    })
    fc.assert(
      fc.property(
        fc.constantFrom(...grains),
        instants,
        fc.constantFrom(zone, newYork),
        (g, ms, z) => {
          const period = periodOf(z, g, ms)
          expect(period.from).toBeLessThanOrEqual(ms)
          expect(period.to).toBeGreaterThan(ms)
          expect(periodOf(z, g, period.from)).toEqual(period)
          expect(previousPeriod(z, period).to).toBe(period.from)
          expect(nextPeriod(z, period).from).toBe(period.to)
          if (g !== 'hour') expect(previousPeriod(z, period).key < period.key).toBe(true)
        },
      ),
    )
  })

  it('tells the two hours apart that New York shows twice', () => {
    const keys = [5, 6].map((h) => periodOf(newYork, 'hour', Date.UTC(2026, 10, 1, h, 10)).key)
    expect(keys).toEqual(['2026-11-01T01', '2026-11-01T01b'])
  })

  it('counts back to the oldest first', () => {
    const keys = lastPeriods(zone, 'month', local('2026-02-03T00:00:00'), 4).map((p) => p.key)
    expect(keys).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
    expect(lastPeriods(zone, 'day', noon, 0)).toEqual([])
  })
})

describe('the same period last year (同比)', () => {
  it.each<[Grain, string, string]>([
    ['day', '2024-02-29', '2023-02-28'],
    ['day', '2026-11-22', '2025-11-22'],
    ['tenday', '2026-11-22', '2025-11-T3'],
    ['week', '2026-11-22', '2025-W47'],
    ['week', '2026-12-31', '2025-W52'],
    ['week', '2027-01-05', '2026-W01'],
    ['month', '2024-02-29', '2023-02'],
    ['quarter', '2026-01-05', '2025-Q1'],
    ['term', '2027-01-15', '2025-S2'],
    ['year', '2026-11-22', '2025'],
  ])('of the %s at %s is %s', (grain, date, key) => {
    const period = periodOf(zone, grain, local(`${date}T12:00:00`))
    expect(samePeriodLastYear(zone, period).key).toBe(key)
  })

  it('keeps date and time of day, and takes 29 February back to the 28th', () => {
    expect(lastYearInstant(zone, local('2026-11-22T09:41:07.123'))).toBe(
      local('2025-11-22T09:41:07.123'),
    )
    expect(lastYearInstant(zone, local('2024-02-29T08:00:00'))).toBe(local('2023-02-28T08:00:00'))
    const summer = Date.UTC(2026, 2, 10, 13) // 09:00 in New York, summer time; a year before too
    expect(newYork.minuteOfDay(lastYearInstant(newYork, summer))).toBe(newYork.minuteOfDay(summer))
  })
})

describe('a window', () => {
  it('of a calendar period is partial until the period has ended', () => {
    const month = resolveWindow(zone, { grain: 'month', at: noon }, noon)
    expect(month).toMatchObject({ label: '2026年11月', partial: true, grain: 'month' })
    expect(resolveWindow(zone, { grain: 'month', at: noon }, month.to).partial).toBe(false)
  })

  it.each([
    ['2026-11-01T00:00:00', '2026-11-23T00:00:00', '2026年11月1日至22日'],
    ['2026-11-22T00:00:00', '2026-11-23T00:00:00', '2026年11月22日'],
    ['2026-10-30T00:00:00', '2026-11-03T00:00:00', '2026年10月30日至11月2日'],
    ['2025-12-30T00:00:00', '2026-01-02T00:00:00', '2025年12月30日至2026年1月1日'],
    ['2026-11-22T08:00:00', '2026-11-22T09:30:00', '2026年11月22日08:00至09:30'],
    ['2026-11-21T12:00:00', '2026-11-22T12:00:00', '2026年11月21日12:00至22日12:00'],
  ])('from %s to %s is called %s', (from, to, label) => {
    const window = { from: local(from), to: local(to) }
    expect(resolveWindow(zone, window, noon)).toMatchObject({ ...window, label, grain: null })
  })

  it('that ends before it starts is refused', () => {
    expect(() => resolveWindow(zone, { from: 2, to: 1 }, noon)).toThrow('bad-request')
  })
})
