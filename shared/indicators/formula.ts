import type { Indicator, RegionId } from '../city/pack.ts'
import type { Absence } from './answers.ts'
import type { Reading } from './reading.ts'
import { addReadings, missing } from './reading.ts'
import type { Span, SpanContext } from './span.ts'
import { lastYearSpan } from './span.ts'

/** A figure (数值) with its parts, before status and suppression. */
export interface Figure {
  value: number | null
  numerator: number | null
  denominator: number | null
  absence: Absence | null
  asOf: number | null
  covered: number
  expected: number
  stale: boolean
}

/** The figure of an indicator over measures, for a region and span: the catalogue's formulas. */
export function formulaFigure(
  indicator: Indicator,
  region: RegionId,
  span: Span,
  ctx: SpanContext,
): Figure {
  const top = sum(indicator.numerator, region, span, ctx)
  switch (indicator.formula) {
    case 'value':
      return { ...known(top), value: top.value, numerator: top.value, denominator: null }
    case 'growth': {
      const before = lastYearSpan(indicator, span, ctx.zone)
      const heard = indicator.numerator.every((id) => {
        return ctx.reader.publishedThrough(ctx.catalog.measure(id), before.from + 1) !== null
      })
      // A year that was heard of from its middle on is no base: growth on it would be invented.
      const base = heard ? sum(indicator.numerator, region, before, ctx) : missing
      // Last year's reports are as old as they are: the figure's age is this period's.
      const { asOf, stale } = top
      return { ...quotient(indicator.scale, subtract(top, base), base), asOf, stale }
    }
    case 'difference': {
      const base = sum(indicator.base === null ? [] : [indicator.base], region, span, ctx)
      const bottom = sum(indicator.denominator, region, span, ctx)
      return quotient(indicator.scale, subtract(base, top), bottom)
    }
    default:
      return quotient(indicator.scale, top, sum(indicator.denominator, region, span, ctx))
  }
}

/** What measures come to over a span: flows of it, levels at its end. */
function sum(
  ids: readonly string[],
  region: RegionId,
  { from, to }: Span,
  { catalog, reader }: SpanContext,
): Reading {
  const readings: Reading[] = []
  for (const id of ids) {
    const measure = catalog.measure(id)
    readings.push(
      measure.kind === 'flow'
        ? reader.flow(measure, region, from, to)
        : reader.level(measure, region, to),
    )
  }
  return readings.length === 1 ? (readings[0] as Reading) : addReadings(readings)
}

const subtract = (a: Reading, b: Reading): Reading => ({
  ...addReadings([a, b]),
  value: a.value === null || b.value === null ? null : a.value - b.value,
})

const known = (reading: Reading) => ({
  absence: reading.value === null ? ('no-data' as const) : null,
  asOf: reading.asOf,
  covered: reading.covered,
  expected: reading.expected,
  stale: reading.stale,
})

function quotient(scale: number, top: Reading, bottom: Reading): Figure {
  const both = addReadings([top, bottom])
  const parts = { numerator: top.value, denominator: bottom.value }
  if (top.value === null || bottom.value === null) {
    return { ...known(both), ...parts, value: null, absence: 'no-data' }
  }
  if (bottom.value === 0) return { ...known(both), ...parts, value: null, absence: 'nothing-due' }
  return { ...known(both), ...parts, value: (scale * top.value) / bottom.value }
}
