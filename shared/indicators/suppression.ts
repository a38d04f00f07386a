import type { Indicator, LevelId } from '../city/pack.ts'
import { levelIds } from '../city/pack.ts'
import type { Figure } from './formula.ts'
import type { Span } from './span.ts'

/** Sensitive counts and denominators below this are not shown (domain.md, 敏感; checked 2026-11-22). */
export const smallestShown = 10

/** Whether `level` lies below district, where nothing sensitive is shown. */
export const belowDistrict = (level: LevelId): boolean =>
  levelIds.indexOf(level) > levelIds.indexOf('district')

/**
 * What of a sensitive figure may be seen (敏感抑制), for every reader: whole published periods only,
 * not below district, counts and denominators of at least ten, rates without their parts.
 */
export function guard(
  indicator: Indicator,
  level: LevelId,
  span: Pick<Span, 'grain' | 'partial'>,
  figure: Figure,
): Figure {
  if (!indicator.sensitive || figure.absence !== null) return figure
  const rate = figure.denominator !== null
  const small = (rate ? figure.denominator : figure.value) ?? 0
  if (
    belowDistrict(level) ||
    span.partial ||
    span.grain === null ||
    Math.abs(small) < smallestShown
  ) {
    return { ...figure, value: null, numerator: null, denominator: null, absence: 'suppressed' }
  }
  return rate ? { ...figure, numerator: null, denominator: null } : figure
}
