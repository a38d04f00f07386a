import type { Indicator } from '../city/pack.ts'
import type { Figure } from './formula.ts'

/** 97.5 % quantile of the standard normal distribution: two-sided 95 %. */
const z = 1.959963984540054

/**
 * The 95 % interval (置信区间) of a share of counts on the value's own scale, after Wilson; null for
 * anything that is no share, or whose parts are missing or withheld. Source: Wilson 1927, eq. 3.
 */
export function intervalOf(
  indicator: Pick<Indicator, 'formula' | 'scale'>,
  figure: Pick<Figure, 'value' | 'numerator' | 'denominator'>,
): readonly [number, number] | null {
  const { value, numerator, denominator } = figure
  const share = indicator.formula === 'ratio' || indicator.formula === 'share'
  if (!share || value === null || numerator === null || denominator === null) return null
  if (numerator < 0 || denominator <= 0 || numerator > denominator) return null
  const p = numerator / denominator
  const zz = (z * z) / denominator
  const centre = (p + zz / 2) / (1 + zz)
  const half = (z * Math.sqrt((p * (1 - p)) / denominator + zz / (4 * denominator))) / (1 + zz)
  const scale = indicator.scale
  return [scale * Math.max(0, centre - half), scale * Math.min(1, centre + half)]
}
