import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { demoLeader } from '../../shared/access/asker.ts'
import { factKinds } from '../../shared/events/index.ts'
import { dayMs, minuteMs } from '../../shared/time/civil.ts'
import { packBook } from '../log/pack-book.ts'
import { alertCity, midnight } from '../../test/alert-city.ts'
import { readingFor } from './reading-for.ts'
import { rebuild } from './rebuild.ts'

let city = alertCity()
afterEach(() => {
  city.close()
  city = alertCity()
})

const tables = ['alert', 'threshold_setting', 'target_setting']
const rows = () =>
  tables.map((table) =>
    city.database.sqlite.prepare(`SELECT * FROM ${table} ORDER BY position`).all(),
  )

type Deed =
  | { does: 'calls'; east: number; west: number }
  | { does: 'waits'; minutes: number }
  | { does: 'acknowledges' }
  | { does: 'sets'; yellow: number }
const deed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('calls' as const),
      east: fc.integer({ min: 140, max: 200 }),
      west: fc.integer({ min: 1500, max: 2000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('waits' as const),
      minutes: fc.constantFrom(5, 60, 24 * 60),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('acknowledges' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('sets' as const),
      yellow: fc.integer({ min: 82, max: 99 }),
    }),
  },
)

async function live(deeds: readonly Deed[]) {
  const lists: [number, unknown][] = []
  let n = 0
  for (const one of deeds) {
    if (one.does === 'calls') city.calls(one.east, one.west)
    else if (one.does === 'waits') city.pass(one.minutes * minuteMs)
    else if (one.does === 'acknowledges') {
      const [first] = city.rows()
      const order = { verb: 'acknowledge-alert', alert: first?.alert ?? 0, note: '知道了' } as const
      if (first) await city.orders(demoLeader(1), order, city.clock.time)
    } else {
      const at = city.clock.time
      city.set({
        ...{ type: 'threshold-set', source: 'orders', key: `threshold:${(n += 1)}` },
        ...{ occurredAt: at, publishedAt: at },
        body: {
          ...{ indicator: 'calls.rate', yellow: one.yellow, red: 80, by: 'demo-leader' },
          effectiveFrom: midnight + Math.floor((at - midnight) / dayMs) * dayMs,
        },
      })
    }
    await city.judged()
    lists.push([city.view.position, city.rows('all')])
  }
  return lists
}

describe('whatever happens', () => {
  it('a rebuild gives every alert and setting row for row, and the past stays as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 14 }), async (deeds) => {
        city.close()
        city = alertCity()
        const lists = await live(deeds)
        for (const [position, list] of lists) expect(city.rows('all', position)).toEqual(list)
        const before = rows()
        const { sqlite } = city.database
        const { readingOf, content } = packBook(sqlite, readingFor)
        const report = rebuild(sqlite, { readingOf, packContent: content })
        expect(rows()).toEqual(before)
        expect(report.differences).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  it('at most one alert of an indicator and a region is open at a time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 14 }), async (deeds) => {
        city.close()
        city = alertCity()
        await live(deeds)
        const open = city.rows().map(({ indicator, region }) => `${indicator} ${region}`)
        expect(new Set(open).size).toBe(open.length)
        const spans = city.rows('all').filter(({ region }) => region === 2)
        for (const [i, row] of spans.entries()) {
          const later = spans[i - 1]
          // Newest first: what was raised before is cleared before the next is raised.
          if (later && row.clearedAt !== null && later.alert > row.alert) {
            expect(row.clearedAt).toBeLessThanOrEqual(later.raisedAt)
          }
        }
      }),
      { numRuns: 15 },
    )
  })
})

it.each([
  'alert-raised',
  'alert-level-changed',
  'alert-acknowledged',
  'alert-cleared',
  'threshold-set',
  'target-set',
] as const)('the example of %s parses for ever', (type) => {
  const kind = factKinds[type]
  expect(kind.body.parse(kind.example)).toEqual(kind.example)
})
