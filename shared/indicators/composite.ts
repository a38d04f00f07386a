import type { CompositePart, Indicator, RegionId } from '../city/pack.ts'
import { formulaFigure, type Figure } from './formula.ts'
import { completeSpan, spanHistory, type Span, type SpanContext } from './span.ts'
import { statusOf } from './status.ts'

/**
 * A composite index (综合指数): Σ weight × score of each component at its last complete published
 * period; deductions and vetoes after that. A missing component makes the whole missing, and so does
 * one for which nothing was due in the whole period of the index.
 */
export function compositeFigure(
  indicator: Indicator,
  region: RegionId,
  span: Span,
  ctx: SpanContext,
): Figure {
  const parts = ctx.catalog.parts(indicator.base ?? indicator.alias ?? indicator.id)
  let total = 0
  let asOf: number | null = null
  let covered = 0
  let expected = 0
  let stale = false
  const none: Figure = {
    value: null,
    numerator: null,
    denominator: null,
    absence: 'no-data',
    asOf: null,
    covered,
    expected,
    stale,
  }
  const caps: number[] = []
  for (const part of parts) {
    const component = ctx.catalog.indicator(part.component)
    const own = componentSpan(component, region, span, ctx)
    if (own === null) return none
    const figure = formulaFigure(component, region, own, ctx)
    // A part for which nothing was due is a part that is missing.
    const absence = figure.absence === 'nothing-due' ? 'no-data' : figure.absence
    if (figure.value === null) return { ...none, absence: absence ?? 'no-data' }
    asOf = figure.asOf === null ? asOf : Math.min(asOf ?? figure.asOf, figure.asOf)
    covered += figure.covered
    expected += figure.expected
    stale ||= figure.stale
    if (part.role === 'component') total += part.weight * score(part, figure.value)
    else if (part.role === 'deduction') total -= deduction(part, figure.value)
    else if (vetoed(part, component, region, own, figure, ctx)) caps.push(part.capScore ?? 100)
  }
  if (parts.length === 0) return none
  const value = Math.min(Math.max(total, 0), 100, ...caps)
  return {
    value,
    numerator: null,
    denominator: null,
    absence: null,
    asOf,
    covered,
    expected,
    stale,
  }
}

/** Periods looked back through: the days of a month. */
const mostBack = 31

/**
 * The period a component is read at (分项取值期): its last complete published one; where nothing was due
 * then, the last one within the index's own period in which something was.
 */
export function componentSpan(
  component: Indicator,
  region: RegionId,
  span: Span,
  ctx: SpanContext,
): Span | null {
  const last = completeSpan(component, span.to, ctx)
  const nothingDue = (at: Span): boolean =>
    formulaFigure(component, region, at, ctx).absence === 'nothing-due'
  if (last === null || !nothingDue(last)) return last
  const back = spanHistory(component, last, mostBack, ctx.zone).slice(0, -1).reverse()
  const within = back.filter((at) => at.periodFrom >= span.periodFrom)
  return within.find((at) => !nothingDue(at)) ?? last
}

/** A component's score (得分): worst → 0, best → 100, clamped. */
export function score(part: CompositePart, value: number): number {
  if (part.worst === null || part.best === null) return value
  const share = (value - part.worst) / (part.best - part.worst)
  return 100 * Math.min(1, Math.max(0, share))
}

/** The points that a deduction takes (扣分), 0 or more. */
export const deduction = (part: CompositePart, value: number): number =>
  Math.min(part.maxPoints ?? Infinity, (part.perUnitPoints ?? 0) * Math.max(0, value))

/** Whether a veto's condition holds (否决). */
export function vetoed(
  part: CompositePart,
  component: Indicator,
  region: RegionId,
  span: Span,
  figure: Figure,
  ctx: SpanContext,
): boolean {
  const condition = part.condition ?? ''
  const atLeast = /^value>=(-?\d+(?:\.\d+)?)$/.exec(condition)
  if (atLeast) return (figure.value ?? 0) >= Number(atLeast[1])
  if (condition === 'status>=red') {
    return statusOf(component, region, span, figure, null, ctx) === 'red'
  }
  return false
}
