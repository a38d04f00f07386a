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
      return figure(top.value, top.value, null, top.value === null ? 'no-data' : null, top)
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
function sum(ids: readonly string[], region: RegionId, span: Span, ctx: SpanContext): Reading {
  const [first] = ids
  return first !== undefined && ids.length === 1
    ? readingOf(first, region, span, ctx)
    : addReadings(ids.map((id) => readingOf(id, region, span, ctx)))
}

function readingOf(
  id: string,
  region: RegionId,
  { from, to }: Span,
  { catalog, reader }: SpanContext,
): Reading {
  const measure = catalog.measure(id)
  return measure.kind === 'flow'
    ? reader.flow(measure, region, from, to)
    : reader.level(measure, region, to)
}

const subtract = (a: Reading, b: Reading): Reading => ({
  ...addReadings([a, b]),
  value: a.value === null || b.value === null ? null : a.value - b.value,
})

/** A value with its parts, and how well it is known. */
const figure = (
  value: number | null,
  numerator: number | null,
  denominator: number | null,
  absence: Absence | null,
  { asOf, covered, expected, stale }: Reading,
): Figure => ({ value, numerator, denominator, absence, asOf, covered, expected, stale })

function quotient(scale: number, top: Reading, bottom: Reading): Figure {
  const both = addReadings([top, bottom])
  const [a, b] = [top.value, bottom.value]
  if (a === null || b === null) return figure(null, a, b, 'no-data', both)
  if (b === 0) return figure(null, a, b, 'nothing-due', both)
  return figure((scale * a) / b, a, b, null, both)
}
