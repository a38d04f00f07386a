import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMs, hourMs } from './civil.ts'
import { makeZone } from './zone.ts'

const shanghai = makeZone('Asia/Shanghai')
const newYork = makeZone('America/New_York')
const utc = (iso: string) => Date.parse(iso)
const instants = fc.integer({ min: utc('2000-01-01T00:00:00Z'), max: utc('2040-01-01T00:00:00Z') })

/** What the platform itself says the wall clock shows. */
function wallClock(zone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
  })
  return (ms: number) => format.format(ms).replace(', ', 'T')
}

describe('a zone', () => {
  it('begins the day of Nantong at 16:00 UTC of the day before', () => {
    const day = shanghai.dayFromIso('2026-11-22')
    expect(shanghai.startOfDay(day)).toBe(utc('2026-11-21T16:00:00Z'))
    expect(shanghai.dayOf(utc('2026-11-21T15:59:59.999Z'))).toBe(day - 1)
    expect(shanghai.dayOf(utc('2026-11-21T16:00:00Z'))).toBe(day)
    expect(shanghai.isoDate(day)).toBe('2026-11-22')
    expect(shanghai.minuteOfDay(utc('2026-11-22T02:30:59Z'))).toBe(10 * 60 + 30)
    expect(shanghai.offsetMinutes(utc('2026-11-22T00:00:00Z'))).toBe(480)
  })

  it('knows that Shanghai once had summer time', () => {
    expect(shanghai.offsetMinutes(utc('1988-07-01T00:00:00Z'))).toBe(540)
  })

  it('reads half past two as skipped on the day New York springs forward', () => {
    const reading = { year: 2026, month: 3, day: 8, hour: 2, minute: 30, second: 0 }
    const later = newYork.fromLocal(reading, 'later')
    expect(later).toEqual({ ms: utc('2026-03-08T07:30:00Z'), ambiguous: false, skipped: true })
    expect(newYork.minuteOfDay(later.ms)).toBe(3 * 60 + 30)
    expect(newYork.fromLocal(reading, 'earlier').ms).toBe(utc('2026-03-08T06:30:00Z'))
  })

  it('reads half past one twice on the day New York falls back', () => {
    const reading = { year: 2026, month: 11, day: 1, hour: 1, minute: 30, second: 0 }
    const earlier = newYork.fromLocal(reading, 'earlier')
    const later = newYork.fromLocal(reading, 'later')
    expect(earlier).toEqual({ ms: utc('2026-11-01T05:30:00Z'), ambiguous: true, skipped: false })
    expect(later.ms - earlier.ms).toBe(hourMs)
  })

  it('has days of 23 and 25 hours in New York', () => {
    const hours = (iso: string) => {
      const day = newYork.dayFromIso(iso)
      return (newYork.startOfDay(day + 1) - newYork.startOfDay(day)) / hourMs
    }
    expect([hours('2026-03-08'), hours('2026-11-01'), hours('2026-07-01')]).toEqual([23, 25, 24])
  })

  it('begins a day at its first instant where midnight itself is skipped', () => {
    const santiago = makeZone('America/Santiago')
    const day = santiago.dayFromIso('2026-09-06')
    const start = santiago.startOfDay(day)
    expect(santiago.dayOf(start)).toBe(day)
    expect(santiago.dayOf(start - 1)).toBe(day - 1)
    expect(santiago.minuteOfDay(start)).toBe(60)
  })

  it.each(['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns'])(
    'shows the same wall clock as the platform in %s',
    (name) => {
      const zone = makeZone(name)
      const shown = wallClock(name)
      fc.assert(
        fc.property(instants, (ms) => {
          const wall = new Date(zone.dayOf(ms) * dayMs + zone.msOfDay(ms)).toISOString()
          expect(wall.slice(0, 19)).toBe(shown(ms))
        }),
        { numRuns: 300 },
      )
    },
  )

  it.each(['Asia/Shanghai', 'America/New_York', 'America/Santiago'])(
    'gives back the instant from its wall clock, and days that tile time, in %s',
    (name) => {
      const zone = makeZone(name)
      fc.assert(
        fc.property(instants, (ms) => {
          const day = zone.dayOf(ms)
          const choices = (['earlier', 'later'] as const).map(
            (which) => zone.at(day, zone.msOfDay(ms), which).ms,
          )
          expect(choices).toContain(ms)
          expect(zone.startOfDay(day)).toBeLessThanOrEqual(ms)
          expect(zone.startOfDay(day + 1)).toBeGreaterThan(ms)
        }),
      )
    },
  )

  it('refuses zones and dates that do not exist', () => {
    expect(() => makeZone('Asia/Nantong')).toThrow('bad-request')
    for (const date of ['2026-02-30', '2026-2-3', '20260203', ''])
      expect(() => shanghai.dayFromIso(date)).toThrow('bad-request')
  })
})
