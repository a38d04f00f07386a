import type { ChartStyle } from './style.ts'

/** At most so many lines are strong (强调线); the others are quiet. */
export const mostStrong = 3
/** What strong lines end in: ● ■ ▲. */
export const endMarks = ['circle', 'rect', 'triangle'] as const
export const endSigns = ['●', '■', '▲'] as const

/** The look of the nth line. */
export function lineLook(i: number, style: ChartStyle): { color: string; width: number } {
  const color = style.strong[i]
  if (color === undefined) return { color: style.quiet, width: style.hair }
  return { color, width: i === 0 ? style.stroke * 1.15 : style.stroke * 0.85 }
}

/** A line's data: each value with a mark at the last known one, and where a value stands alone. */
export function pointsOf(values: readonly (number | null)[], mark: string, size: number) {
  const last = lastKnown(values)
  return values.map((value, i) => {
    const known = value !== null
    const symbol = known && (i === last ? mark : isAlone(values, i) ? 'circle' : 'none')
    return {
      value,
      symbol: symbol || 'none',
      symbolSize: i === last ? size : size * 0.6,
    }
  })
}

/** Whether a value has none on either side: no line would show it. */
export const isAlone = (values: readonly (number | null)[], i: number): boolean =>
  (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null

/** Index of the last value there is; −1 without one. */
export const lastKnown = (values: readonly (number | null)[]): number =>
  values.findLastIndex((value) => value !== null)
