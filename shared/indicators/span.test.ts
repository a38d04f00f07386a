import { expect, test } from 'vitest'
import { nantongPack } from '../../test/demo-city.ts'
import { RegionTree } from '../regions/tree.ts'
import { resolveWindow, type Grain } from '../time/period.ts'
import { makeZone } from '../time/zone.ts'
import { makeCatalog } from './catalog.ts'
import { missing } from './reading.ts'
import { lastYearSpan, previousSpan, spanFor, type SpanContext } from './span.ts'

const pack = nantongPack()
const zone = makeZone(pack.zone)
const catalog = makeCatalog(pack)
/** Midnight in Shanghai. */
const on = (year: number, month: number, day = 1): number => Date.UTC(year, month - 1, day, -8)
const isoOf = (ms: number) => zone.isoDate(zone.dayOf(ms))

/** 5 November 2026: months are published through September, quarters too, years through 2025. */
const ctx: SpanContext = {
  ...{ catalog, zone, regions: new RegionTree(pack.regions), now: on(2026, 11, 5) + 4 * 3_600_000 },
  reader: {
    flow: () => missing,
    level: () => missing,
    publishedThrough: (measure, before) => {
      const rhythm = catalog.feedsOf(measure)[0]?.rhythm
      const known = rhythm === 'year' ? on(2026, 1) : rhythm === 'month' ? on(2026, 10) : before
      return Math.min(known, before)
    },
  },
}
const spansOf = (id: string, grain: Grain) => {
  const indicator = catalog.indicator(id)
  const span = spanFor(indicator, resolveWindow(zone, { grain, at: ctx.now }, ctx.now), ctx)
  if (span === null) throw new Error(`nothing published of ${id}`)
  const before = previousSpan(indicator, span, zone)
  return [span, before, lastYearSpan(indicator, span, zone)].map((s) =>
    s === null ? null : `${isoOf(s.from)} ${isoOf(s.to)}`,
  )
}

test('a year of a monthly indicator goes as far as it was published, and so does its comparison', () => {
  expect(spansOf('peace.fraud_yoy', 'year')).toEqual([
    ...['2026-01-01 2026-10-01', '2025-01-01 2025-10-01', '2025-01-01 2025-10-01'],
  ])
})

test('a quarter with one month published is compared with one month, however long that is', () => {
  const may = { ...ctx, now: on(2026, 6, 5) }
  const reader = { ...ctx.reader, publishedThrough: () => on(2026, 5) }
  const indicator = catalog.indicator('dispute.mediation_rate')
  const asked = resolveWindow(zone, { grain: 'quarter', at: may.now }, may.now)
  const span = spanFor(indicator, asked, { ...may, reader })
  const before = span && previousSpan(indicator, span, zone)
  // April has 30 days, January 31.
  expect(before && [isoOf(before.from), isoOf(before.to)]).toEqual(['2026-01-01', '2026-02-01'])
})

test('an indicator that runs from January does so to the end of a quarter, and is compared so', () => {
  const [span, , lastYear] = spansOf('quality.retail_growth', 'quarter')
  expect([span?.slice(0, 10), lastYear?.slice(0, 10)]).toEqual(['2026-01-01', '2025-01-01'])
})

test('year to date compares with year to date', () => {
  expect(spansOf('quality.retail_growth', 'month')).toEqual([
    ...['2026-01-01 2026-10-01', null, '2025-01-01 2025-10-01'],
  ])
})

test('a yearly population does not hold a monthly indicator back', () => {
  const [span] = spansOf('business.entities_per_10k', 'month')
  expect(span).toBe('2026-09-01 2026-10-01')
})

test('what arrives all day runs to now', () => {
  expect(spansOf('overview.accepted_today', 'month')[0]).toBe('2026-11-01 2026-11-05')
})
