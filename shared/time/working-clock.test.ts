import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar, Limit } from '../city/pack.ts'
import { makeWorkingClock } from './working-clock.ts'
import { makeZone } from './zone.ts'

const zone = makeZone('Asia/Shanghai')
const local = (iso: string) => Date.parse(`${iso}+08:00`)
const shown = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16)

/** 春节 and 国庆 2026 as the State Council set them. */
const calendar: Calendar = {
  hours: [
    [8 * 60 + 30, 12 * 60],
    [14 * 60, 17 * 60 + 30],
  ],
  exceptions: new Map([
    ['2026-02-14', 'workday'],
    ...[15, 16, 17, 18, 19, 20, 21, 22, 23].map((d) => [`2026-02-${d}`, 'holiday'] as const),
    ['2026-02-28', 'workday'],
    ['2026-09-20', 'workday'],
    ...[1, 2, 3, 4, 5, 6, 7].map((d) => [`2026-10-0${d}`, 'holiday'] as const),
    ['2026-10-10', 'workday'],
  ]),
}
const clock = makeWorkingClock(calendar, zone)

describe('a limit that runs over a holiday', () => {
  const hours = (amount: number): Limit => ({ amount, unit: 'work-hour' })
  const days = (amount: number): Limit => ({ amount, unit: 'work-day' })
  const cases: [string, string, Limit, string][] = [
    [
      '4 工作时 reach into a Saturday that is worked',
      '2026-02-13T15:00',
      hours(4),
      '2026-02-14T10:00',
    ],
    [
      '2 工作日 count that Saturday, then leap over 春节',
      '2026-02-13T10:00',
      days(2),
      '2026-02-24T10:00',
    ],
    [
      '1 工作日 from within 春节 lands on the first working day',
      '2026-02-18T20:15',
      days(1),
      '2026-02-24T20:15',
    ],
    ['2 工作时 late before 春节 end after it', '2026-02-14T16:30', hours(2), '2026-02-24T09:30'],
    [
      '4 工作时 from the eve of 国庆 end on the 8th',
      '2026-09-30T16:00',
      hours(4),
      '2026-10-08T11:00',
    ],
    [
      '3 工作日 from the last day of 国庆 use the worked Saturday',
      '2026-10-07T09:00',
      days(3),
      '2026-10-10T09:00',
    ],
    [
      '5 工作日 keep a clock time outside working hours',
      '2026-09-30T17:45',
      days(5),
      '2026-10-13T17:45',
    ],
    [
      '2 工作时 from the lunch of a worked Sunday start at 14:00',
      '2026-09-20T12:30',
      hours(2),
      '2026-09-20T16:00',
    ],
    ['3.5 工作时 end at noon, not at 14:00', '2026-09-20T08:30', hours(3.5), '2026-09-20T12:00'],
    ['7 工作时 from before opening fill the day', '2026-10-09T06:00', hours(7), '2026-10-09T17:30'],
    [
      '24 自然时 run through 国庆',
      '2026-10-01T10:00',
      { amount: 24, unit: 'natural-hour' },
      '2026-10-02T10:00',
    ],
    [
      '3 自然日 run through 国庆',
      '2026-09-30T23:30',
      { amount: 3, unit: 'natural-day' },
      '2026-10-03T23:30',
    ],
    [
      '30 分钟 run through midnight',
      '2026-09-30T23:45',
      { amount: 30, unit: 'minute' },
      '2026-10-01T00:15',
    ],
  ]
  it.each(cases)('%s', (_, from, limit, to) => {
    expect(shown(clock.addLimit(local(`${from}:00`), limit))).toBe(to)
  })

  it('keeps seconds and milliseconds inside working time, and starts clean at an opening', () => {
    const from = local('2026-10-09T10:00:07.125')
    expect(clock.addWorkMinutes(from, 60)).toBe(from + 3_600_000)
    expect(clock.addWorkMinutes(local('2026-10-09T13:00:07.125'), 60)).toBe(
      local('2026-10-09T15:00:00'),
    )
  })
})

describe('the days of the working clock', () => {
  it('follow Monday to Friday except where the notices say otherwise', () => {
    const works = (iso: string) => clock.isWorkday(zone.dayFromIso(iso))
    expect(['2026-02-14', '2026-10-10', '2026-10-08'].map(works)).toEqual([true, true, true])
    expect(['2026-02-23', '2026-10-07', '2026-10-11'].map(works)).toEqual([false, false, false])
  })

  it('add up the same one by one and by the closed form', () => {
    const first = zone.dayFromIso('2025-12-29')
    let counted = 0
    for (let day = first; day < first + 400; day += 1) {
      expect(clock.workdaysBetween(first, day)).toBe(counted)
      if (clock.isWorkday(day)) counted += 1
    }
  })
})

describe('working time in any city', () => {
  const newYork = makeWorkingClock(
    { hours: [[540, 1020]], exceptions: new Map() },
    makeZone('America/New_York'),
  )
  const clocks = fc.constantFrom(clock, newYork)
  const instants = fc.integer({
    min: local('2026-01-01T00:00:00'),
    max: local('2026-12-31T00:00:00'),
  })
  const minutes = fc.integer({ min: 0, max: 20_000 })

  it('between a start and its deadline is exactly the limit', () => {
    fc.assert(
      fc.property(clocks, instants, minutes, (c, at, m) => {
        expect(c.workMinutesBetween(at, c.addWorkMinutes(at, m))).toBe(m)
      }),
    )
  })

  it('ends later for a later start or a longer limit', () => {
    fc.assert(
      fc.property(clocks, instants, instants, minutes, (c, a, b, m) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)]
        expect(c.addWorkMinutes(early, m)).toBeLessThanOrEqual(c.addWorkMinutes(late, m))
        expect(c.addWorkMinutes(early, m)).toBeLessThan(c.addWorkMinutes(early, m + 1))
        expect(c.workMinutesBetween(early, late)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('is the same added at once or in two parts', () => {
    fc.assert(
      fc.property(clocks, instants, minutes, minutes, (c, at, m, n) => {
        expect(c.addWorkMinutes(c.addWorkMinutes(at, m), n)).toBe(c.addWorkMinutes(at, m + n))
      }),
    )
  })

  it('adds up over any instant in between', () => {
    fc.assert(
      fc.property(clocks, instants, instants, instants, (c, x, y, z) => {
        const sum = c.workMinutesBetween(x, y) + c.workMinutesBetween(y, z)
        expect(sum).toBeCloseTo(c.workMinutesBetween(x, z), 6)
      }),
    )
  })

  it('counts N 工作日 that each are working days, in one step or in two', () => {
    const few = fc.integer({ min: 1, max: 30 })
    fc.assert(
      fc.property(instants, few, few, (at, n, m) => {
        const end = clock.addWorkDays(at, n)
        expect(clock.isWorkday(zone.dayOf(end))).toBe(true)
        expect(clock.workdaysBetween(zone.dayOf(at) + 1, zone.dayOf(end) + 1)).toBe(n)
        expect(clock.addWorkDays(end, m)).toBe(clock.addWorkDays(at, n + m))
      }),
    )
  })
})

it('a limit that makes no sense is refused', () => {
  const at = local('2026-10-09T10:00:00')
  expect(() => clock.addWorkMinutes(at, -1)).toThrow('bad-request')
  expect(() => clock.addWorkDays(at, 1.5)).toThrow('bad-request')
  expect(() => makeWorkingClock({ hours: [], exceptions: new Map() }, zone)).toThrow('bad-request')
})
