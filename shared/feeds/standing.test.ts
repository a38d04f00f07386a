import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeZone } from '../time/zone.ts'
import { dueAt, feedState, isOnline, owedThrough, silences, type Silence } from './standing.ts'

const zone = makeZone('Asia/Shanghai')
const local = (iso: string) => Date.parse(`${iso}+08:00`)
const hour = 3_600_000
const day = 24 * hour
const daily = { rhythm: 'day', due: 12 * hour, staleAfter: 2 * day } as const
const monthly = { rhythm: 'month', due: 5 * day, staleAfter: 40 * day } as const
const running = { rhythm: 'realtime', due: 300_000, staleAfter: 1_800_000 } as const

describe('a daily report that is due at noon', () => {
  const through = local('2026-11-21T00:00:00')
  const at = (iso: string) => feedState(daily, through, local(iso), zone)
  it('is on time while its day is running', () => {
    expect(at('2026-11-21T23:59:59')).toBe('on-time')
  })
  it('is due from midnight until noon, noon included', () => {
    expect(at('2026-11-22T00:00:00')).toBe('due')
    expect(at('2026-11-22T12:00:00')).toBe('due')
    expect(dueAt(daily, through, zone)).toBe(local('2026-11-22T12:00:00'))
  })
  it('is late after noon', () => {
    expect(at('2026-11-22T12:00:01')).toBe('late')
  })
  it('owes the days whose noon has passed, and no others', () => {
    const owed = (iso: string) => owedThrough(daily, through, local(iso), zone)
    expect(owed('2026-11-22T12:00:00')).toBe(through)
    expect(owed('2026-11-22T12:00:01')).toBe(local('2026-11-22T00:00:00'))
    expect(owed('2026-11-24T08:00:00')).toBe(local('2026-11-23T00:00:00'))
  })
})

describe('a monthly report that is due on the fifth', () => {
  it('is on time all month, due from the first, late after the fifth', () => {
    const through = local('2026-11-01T00:00:00')
    const at = (iso: string) => feedState(monthly, through, local(iso), zone)
    expect(at('2026-11-30T23:00:00')).toBe('on-time')
    expect(at('2026-12-01T00:00:00')).toBe('due')
    expect(at('2026-12-06T00:00:01')).toBe('late')
  })
})

describe('a running feed', () => {
  it('is on time until it has been silent for as long as it may be', () => {
    const through = local('2026-11-21T10:00:00')
    expect(feedState(running, through, through + 1_800_000, zone)).toBe('on-time')
    expect(isOnline(running, through, through + 1_800_000)).toBe(true)
    expect(feedState(running, through, through + 1_800_001, zone)).toBe('late')
    expect(isOnline(running, through, through + 1_800_001)).toBe(false)
  })
})

it('a feed that was never heard of has never reported, and is not online', () => {
  expect(feedState(running, null, 0, zone)).toBe('never')
  expect(isOnline(running, null, 0)).toBe(false)
  expect(dueAt(monthly, null, zone)).toBeNull()
})

it('what is late is owed: silence before the last period due is the only fault', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(daily, monthly, running),
      fc.integer({ min: 0, max: 90 * day }),
      fc.integer({ min: 0, max: 90 * day }),
      (feed, covered, later) => {
        const through = local('2026-06-01T00:00:00') + covered
        const now = through + later
        const late = feedState(feed, through, now, zone) === 'late'
        expect(owedThrough(feed, through, now, zone) > through).toBe(late)
      },
    ),
  )
})

it('covered and silent spans make up the whole', () => {
  const instant = fc.integer({ min: 0, max: 100 })
  fc.assert(
    fc.property(fc.uniqueArray(instant, { maxLength: 12 }), instant, instant, (ends, a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      const sorted = ends.sort((x, y) => x - y)
      const covered: Silence[] = []
      for (let i = 0; i + 1 < sorted.length; i += 2) {
        covered.push([sorted[i] ?? 0, sorted[i + 1] ?? 0])
      }
      const gaps = silences(covered, from, to)
      for (let t = from; t < to; t += 1) {
        const heard = covered.some(([x, y]) => x <= t && t < y)
        expect(gaps.some(([x, y]) => x <= t && t < y)).toBe(!heard)
      }
      expect(gaps.every(([x, y]) => x < y && x >= from && y <= to)).toBe(true)
    }),
  )
})
