import type { Indicator, LevelId, RegionId } from '../city/pack.ts'
import { levelIds } from '../city/pack.ts'
import type { Figure } from './formula.ts'
import { grainOf, lastYearSpan, type Span } from './span.ts'
import { familyOf, type Family } from './suppression-family.ts'
import { publicationOf, releasedFigure, type GuardContext } from './suppression-table.ts'

export { isSensitive } from './suppression-family.ts'
export { smallestShown } from './suppression-pattern.ts'
export type { GuardContext } from './suppression-table.ts'

/** Whether `level` lies below district, where nothing sensitive is shown. */
export const belowDistrict = (level: LevelId): boolean =>
  levelIds.indexOf(level) > levelIds.indexOf('district')

/**
 * What of a figure may be seen (敏感抑制), for every reader. A sensitive one only for its own published
 * calendar period, not below district, where its table's frozen pattern shows the region, rounded as
 * it is printed, a rate without its parts. All others pass as they are.
 */
export function guard(
  indicator: Indicator,
  region: RegionId,
  span: Span,
  figure: Figure,
  ctx: GuardContext,
): Figure {
  const family = familyOf(indicator, ctx.catalog)
  if (family === null) return figure
  const bare = { ...figure, value: null, numerator: null, denominator: null }
  if (!mayExist(indicator, family, region, span, ctx)) return { ...bare, absence: 'suppressed' }
  const publication = publicationOf(family, span, ctx)
  if (publication === null) return { ...bare, absence: 'no-data' }
  const { shown, hidden } = publication.pattern
  if (hidden.has(region) || !baseShown(indicator, family, region, span, ctx)) {
    return { ...bare, absence: 'suppressed' }
  }
  if (!shown.has(region)) return { ...bare, absence: 'no-data' }
  const released = releasedFigure(indicator, region, span, publication, figure, ctx)
  if (indicator.formula === 'value') return released
  const value = released.value === null ? null : rounded(released.value, indicator.decimals)
  return { ...released, value, numerator: null, denominator: null }
}

/** Whole calendar periods of the indicator's own grain, city and districts. */
function mayExist(
  indicator: Indicator,
  family: Family,
  region: RegionId,
  span: Span,
  ctx: GuardContext,
): boolean {
  return (
    family.members.includes(indicator) &&
    !belowDistrict(ctx.regions.get(region).level) &&
    !span.partial &&
    span.grain === grainOf(indicator) &&
    span.from === span.periodFrom
  )
}

/** Growth beside counts tells the count of a year ago: it must have been shown then. */
function baseShown(
  indicator: Indicator,
  family: Family,
  region: RegionId,
  span: Span,
  ctx: GuardContext,
): boolean {
  if (indicator.formula !== 'growth' || !family.counts) return true
  const before = publicationOf(family, lastYearSpan(indicator, span, ctx.zone), ctx)
  return before !== null && before.pattern.shown.has(region)
}

/** To the decimals that are printed: more of them would tell how many there were. */
const rounded = (value: number, decimals: number): number => {
  const scale = 10 ** decimals
  return Math.round(value * scale) / scale
}
