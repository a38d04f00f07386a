import type { CompositePart, Indicator, RegionId } from '../city/pack.ts'
import { componentSpan, deduction, score, vetoed } from './composite.ts'
import { shown, windowUsed, type EvaluateContext } from './evaluate.ts'
import type { ExplainComponent } from './explain-answer.ts'
import type { Span } from './span.ts'

/**
 * What a composite is made of (综合指数构成): each component's value, score and the points it gives.
 * Points add up to `value`: a veto takes what its cap cuts off, a deduction no more than there is.
 */
export function compositeRows(
  indicator: Indicator,
  region: RegionId,
  span: Span,
  value: number | null,
  ctx: EvaluateContext,
): ExplainComponent[] {
  const parts = ctx.catalog.parts(indicator.base ?? indicator.alias ?? indicator.id)
  const vetoes: { row: ExplainComponent; cap: number }[] = []
  const rows = parts.map((part) => {
    const component = ctx.catalog.indicator(part.component)
    const own = componentSpan(component, region, span, ctx)
    const figure = shown(component, region, own, ctx)
    const row: ExplainComponent = {
      role: part.role,
      className: part.className,
      indicator: component.id,
      name: component.name,
      unit: component.unit,
      decimals: component.decimals,
      weight: part.weight,
      value: figure.value,
      score: figure.value === null || part.role !== 'component' ? null : score(part, figure.value),
      points: figure.value === null ? null : pointsOf(part, figure.value),
      window: own === null ? null : windowUsed(component, own, ctx),
    }
    const trips =
      part.role === 'veto' &&
      own !== null &&
      figure.value !== null &&
      vetoed(part, component, region, own, figure, ctx)
    if (trips) vetoes.push({ row, cap: part.capScore ?? 100 })
    return row
  })
  if (value !== null) settle(rows, vetoes, value)
  return rows
}

function pointsOf(part: CompositePart, value: number): number {
  if (part.role === 'component') return part.weight * score(part, value)
  return part.role === 'deduction' ? -deduction(part, value) : 0
}

/** Gives what caps and the ends of the scale cut off to the rows that did it. */
function settle(
  rows: readonly ExplainComponent[],
  vetoes: readonly { row: ExplainComponent; cap: number }[],
  value: number,
): void {
  const rest = value - rows.reduce((sum, row) => sum + (row.points ?? 0), 0)
  if (rest === 0) return
  const lowest = vetoes.reduce<(typeof vetoes)[number] | null>(
    (low, veto) => (low === null || veto.cap < low.cap ? veto : low),
    null,
  )
  const target =
    rest < 0
      ? (lowest?.row ?? rows.at(-1))
      : (rows.findLast((row) => row.role === 'deduction' && (row.points ?? 0) < 0) ?? rows.at(-1))
  if (target) target.points = (target.points ?? 0) + rest
}
