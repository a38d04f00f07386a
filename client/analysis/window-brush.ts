import type { SeriesPoint } from '../../shared/indicators/series-answer.ts'

/** The long history under the chart, and where the window lies in it: 0–1 across, y down. */
export interface BrushDrawing {
  /** One area for each run of known months; a gap is a gap. */
  areas: string[]
  from: number
  to: number
}

export function brushOf(
  points: readonly SeriesPoint[],
  window: { from: number; to: number },
): BrushDrawing {
  const [start, end] = [points[0]?.from ?? 0, points.at(-1)?.to ?? 1]
  const at = (ms: number): number => Math.min(1, Math.max(0, (ms - start) / (end - start)))
  const known = points.flatMap(({ value }) => value ?? [])
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)]
  const close = low === 0 && Math.min(...known) > high * 0.75
  const foot = close ? Math.min(...known) - (high - Math.min(...known)) : low
  const y = (value: number): number => 1 - (0.9 * (value - foot)) / (high - foot || 1)
  const areas: string[] = []
  let run: SeriesPoint[] = []
  const shut = () => {
    const [first, last] = [run[0], run.at(-1)]
    if (first && last) {
      const tops = run.map(
        (point) =>
          `L${at(point.from)} ${y(point.value ?? 0)}L${at(point.to)} ${y(point.value ?? 0)}`,
      )
      areas.push(`M${at(first.from)} 1${tops.join('')}L${at(last.to)} 1Z`)
    }
    run = []
  }
  for (const point of points) {
    if (point.value === null) shut()
    else run.push(point)
  }
  shut()
  return { areas, from: at(window.from), to: at(window.to) }
}

/** The month's edge nearest to a place along the strip, as an instant. */
export function edgeAt(points: readonly SeriesPoint[], share: number): number {
  const [start, end] = [points[0]?.from ?? 0, points.at(-1)?.to ?? 1]
  const wanted = start + share * (end - start)
  const edges = [...points.map(({ from }) => from), end]
  return edges.reduce((a, b) => (Math.abs(b - wanted) < Math.abs(a - wanted) ? b : a), start)
}
