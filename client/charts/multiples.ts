import type { SeriesPoint } from '../../shared/indicators/series-answer.ts'

/** One region's small line on the common scale, in a 100 × 100 box. */
export interface MultipleLine {
  line: string
  /** Points that stand alone between gaps. */
  lonely: string
  /** The last known point. */
  end: { x: number; y: number } | null
}

export interface Multiples {
  cells: MultipleLine[]
  /** The line that all are compared with (全市); empty where it is not known. */
  reference: string
  /** Where the threshold lies; null where it is off the scale. */
  threshold: number | null
  low: number
  high: number
}

type Points = readonly Pick<SeriesPoint, 'from' | 'value'>[]

const top = 8
const bottom = 92
const round = (n: number): number => Math.round(n * 10) / 10

/**
 * Every region over the same periods on one scale (小倍数图), so that heights can be compared. A gap in
 * the data is a gap in the line. The threshold joins the scale while the lines keep half of it.
 */
export function multiplesOf(
  regions: readonly Points[],
  reference: Points,
  line: number | null,
): Multiples {
  const all = [...regions, reference].flatMap((points) => points.map((point) => point.value ?? []))
  const values = all.flat()
  const times = [...new Set([...regions, reference].flat().map((point) => point.from))].sort(
    (a, b) => a - b,
  )
  const known = values.length > 0
  let [low, high] = known ? [Math.min(...values), Math.max(...values)] : [0, 1]
  const joins =
    known && line !== null && Math.max(high, line) - Math.min(low, line) <= 2 * (high - low)
  if (joins) [low, high] = [Math.min(low, line), Math.max(high, line)]
  const span = high - low
  const y = (v: number): number =>
    round(span === 0 ? 50 : bottom - ((v - low) / span) * (bottom - top))
  const x = (from: number): number =>
    times.length < 2 ? 100 : round((times.indexOf(from) / (times.length - 1)) * 100)

  const drawn = (points: Points): MultipleLine => {
    const runs: { x: number; y: number }[][] = [[]]
    for (const { from, value } of points) {
      if (value === null) runs.push([])
      else runs.at(-1)!.push({ x: x(from), y: y(value) })
    }
    const lines = runs.filter((run) => run.length > 1)
    return {
      line: lines.map((run) => `M${run.map((p) => `${p.x} ${p.y}`).join('L')}`).join(''),
      lonely: runs
        .filter((run) => run.length === 1)
        .map(([p]) => `M${p!.x} ${p!.y}h0`)
        .join(''),
      end: runs.findLast((run) => run.length > 0)?.at(-1) ?? null,
    }
  }
  return {
    cells: regions.map(drawn),
    reference: drawn(reference).line,
    threshold: joins ? y(line) : null,
    low,
    high,
  }
}
