import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cityLeader } from '../../test/builders/askers.ts'
import { makeTestCity, noon } from '../../test/demo-city.ts'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import { feedHealth } from './feed-health.ts'
import { feedsOnline } from './health.ts'

const hour = 3_600_000
const day = 24 * hour
const midnight = noon - 12 * hour
const city = makeTestCity()
const { view, clock } = city

let number = 0
const covered = (feed: string, from: number, until: number, regions?: string[]) => ({
  type: 'coverage-reported',
  source: feed,
  key: `cover-${(number += 1)}`,
  occurredAt: until,
  publishedAt: Math.max(until, clock.time - hour),
  feed,
  from,
  until,
  ...(regions ? { regions } : {}),
})
const standingOf = (feed: string, at?: number) => {
  const found = feedHealth(view, { at }, cityLeader()).feeds.find((f) => f.feed === feed)
  if (!found) throw new Error(feed)
  return found
}
let early = 0

beforeAll(() => {
  clock.time = noon - 2 * day
  const taken = city.take([
    covered('hotline-cases', noon - 20 * day, noon - 2 * day - 60_000),
    covered('fire-day', midnight - 25 * day, midnight - 10 * day),
    covered('fire-day', midnight - 8 * day, midnight - 2 * day),
  ])
  expect(taken.map((v) => v.verdict)).toEqual(['accepted', 'accepted', 'accepted'])
  early = view.position
  clock.time = noon
  city.take([
    covered('grid-patrol', midnight - 40 * day, midnight),
    covered('waste-month', Date.UTC(2026, 8, 30, 16), Date.UTC(2026, 9, 31, 16)),
    covered('market-month', Date.UTC(2026, 8, 30, 16), Date.UTC(2026, 8, 30, 16) + day),
  ])
})
afterAll(() => city.close())

describe('how the feeds of the city stand', () => {
  it('names every feed of the pack, with its department and what leans on it', () => {
    const { feeds, expected } = feedHealth(view, {}, cityLeader())
    expect(feeds.map((f) => f.feed)).toEqual(city.pack.feeds.map((f) => f.id))
    expect(expected).toBe(feeds.length)
    expect(standingOf('fire-day')).toMatchObject({
      departmentName: '消防救援支队',
      rhythm: 'day',
      indicators: expect.any(Number) as number,
    })
    expect(standingOf('fire-day').indicators).toBeGreaterThan(0)
  })

  it('a running feed silent for two days is late; one on time is on time', () => {
    expect(standingOf('hotline-cases')).toMatchObject({ state: 'late', online: false })
    expect(standingOf('grid-patrol')).toMatchObject({ state: 'on-time', online: true, gaps: [] })
    expect(standingOf('waste-month')).toMatchObject({ state: 'on-time', online: true, gaps: [] })
    expect(standingOf('iot-alarms')).toMatchObject({ state: 'never', coveredThrough: null })
  })

  it('shows the days nobody reported as silences, also those before the last report', () => {
    expect(standingOf('fire-day').gaps).toEqual([
      [midnight - 10 * day, midnight - 8 * day],
      [midnight - 2 * day, midnight - day],
    ])
  })

  it('a silence after the last report of a running feed lasts until now', () => {
    expect(standingOf('hotline-cases').gaps).toEqual([[noon - 2 * day - 60_000, noon]])
  })

  it('counts as online exactly what the rate of the wall and /healthz count', () => {
    const { online, expected } = feedHealth(view, {}, cityLeader())
    expect(feedsOnline(view.standing())).toEqual({ online, expected })
    const standing = view.standing()
    const indicator = standing.catalog.indicator('overview.feed_online_rate')
    const window = { grain: 'day', at: standing.now } as const
    const rate = evaluate({ indicator, region: 1, window }, standing)
    expect([rate.numerator, rate.denominator]).toEqual([online, expected])
    expect(online).toBeGreaterThan(0)
  })

  it('as of an earlier position it stands as it stood then', () => {
    const then = feedHealth(view, { at: early }, cityLeader())
    expect(then.position).toBe(early)
    expect(standingOf('grid-patrol', early).state).toBe('never')
    expect(then.online).toBe(feedsOnline(view.standing(early)).online)
  })
})

describe('a feed that reports district by district', () => {
  it('is covered as far as its districts are', () => {
    const patrolled = (until: number, regions?: string[]) =>
      covered('riskpoint-day', until - day, until, regions)
    city.take([patrolled(midnight - day), patrolled(midnight, ['320613', '320612'])])
    expect(standingOf('riskpoint-day')).toMatchObject({
      coveredThrough: midnight - day,
      covered: 10,
      expected: 10,
    })
    city.take([patrolled(midnight - 2 * day, ['320613'])])
    expect(standingOf('riskpoint-day').state).toBe('due')
  })
})
