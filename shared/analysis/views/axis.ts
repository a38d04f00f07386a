import type { ValueAxis } from './model.ts'

/** Below this share of the largest value, values differ too little to be told apart from 0 on. */
const flat = 0.25
const steps = 5

/**
 * A value axis on round numbers that holds all values (数值轴). It begins at 0 unless the values lie close
 * together far from it; then it is cut, and says so.
 */
export function valueAxis(values: Iterable<number | null>, unit = ''): ValueAxis {
  let [min, max] = [Infinity, -Infinity]
  for (const value of values) {
    if (value === null) continue
    if (value < min) min = value
    if (value > max) max = value
  }
  if (min > max) return { min: 0, max: 1, truncated: false }
  ;[min, max] = [tidy(min), tidy(max)]
  const close = min > 0 && max - min < flat * max && max > min
  const low = close ? min - (max - min) / 4 : Math.min(0, min)
  const high = Math.max(0, max)
  const step = roundStep((high - low) / steps)
  const bottom = Math.max(close ? 0 : -Infinity, Math.floor(low / step) * step)
  const ceiling = Math.ceil(high / step) * step
  // All zero: an axis still has a length.
  const top = ceiling > bottom ? ceiling : bottom + step
  const most = unit === '%' && max <= 100 ? 100 : Infinity
  return {
    min: tidy(bottom),
    max: tidy(Math.min(top, most)),
    truncated: bottom > 0 || top < 0,
  }
}

/** 1, 2 or 5 times a power of ten, not below `width`. */
function roundStep(width: number): number {
  if (!(width > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(width))
  const share = width / power
  return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10)
}

/** Without what floating point leaves behind: 0.30000000000000004. */
const tidy = (value: number): number => Number(value.toPrecision(12))

/** Whether a line is near enough to the values to be drawn among them (考核线入图). */
export function reaches(line: number | null, values: readonly (number | null)[]): boolean {
  if (line === null) return false
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return false
  const min = known.reduce((a, b) => Math.min(a, b))
  const max = known.reduce((a, b) => Math.max(a, b))
  const room = Math.max(max - min, Math.max(Math.abs(min), Math.abs(max)) / 2)
  return line >= min - room && line <= max + room
}
