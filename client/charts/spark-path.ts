/** A series drawn in a 100 × 100 box, oldest left; stretched by its svg, so strokes must not scale. */
export interface SparkDrawing {
  line: string
  area: string
  /** Values with no neighbour on either side, as zero-length strokes. */
  lonely: string
  /** Height of the dashed threshold from the top; null = none, or too far away to draw truly. */
  threshold: number | null
  /** Last known point. */
  end: { x: number; y: number } | null
}

const nothing: SparkDrawing = { line: '', area: '', lonely: '', threshold: null, end: null }
const top = 6
const bottom = 94

/** A gap in the data is a gap in the line; zero lies on the ground. */
export function sparkOf(
  values: readonly (number | null)[],
  threshold: number | null,
): SparkDrawing {
  const known = values.filter((v): v is number => v !== null)
  if (known.length === 0) return nothing
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const drawn = drawnThreshold(threshold, low, high)
  const from = Math.min(low, drawn ?? low)
  const span = Math.max(high, drawn ?? high) - from
  const y = (v: number): number =>
    span === 0 ? (low === 0 ? bottom : 50) : round(bottom - ((v - from) / span) * (bottom - top))
  const x = (i: number): number => round(values.length > 1 ? (i / (values.length - 1)) * 100 : 100)

  const runs = runsOf(values).map((run) => run.map(({ i, v }) => ({ x: x(i), y: y(v) })))
  const lines = runs.filter((run) => run.length > 1)
  const last = runs.at(-1)?.at(-1) ?? null
  return {
    line: lines.map(lineOf).join(''),
    area: lines.map(areaOf).join(''),
    lonely: runs
      .filter((run) => run.length === 1)
      .map((run) => `M${run[0]!.x} ${run[0]!.y}h0`)
      .join(''),
    threshold: drawn === null ? null : y(drawn),
    end: last,
  }
}

interface Point {
  x: number
  y: number
}

const round = (n: number): number => Math.round(n * 100) / 100

/** The threshold joins a scale only while the line keeps at least a third of the height; else null. */
export function drawnThreshold(threshold: number | null, low: number, high: number): number | null {
  if (threshold === null) return null
  const span = Math.max(high, threshold) - Math.min(low, threshold)
  return span <= 3 * (high - low) || span === 0 ? threshold : null
}

function runsOf(values: readonly (number | null)[]): { i: number; v: number }[][] {
  const runs: { i: number; v: number }[][] = []
  values.forEach((v, i) => {
    if (v === null) return
    const run = runs.at(-1)
    if (run && run.at(-1)?.i === i - 1) run.push({ i, v })
    else runs.push([{ i, v }])
  })
  return runs
}

const lineOf = (run: Point[]): string =>
  run.map((p, i) => `${i === 0 ? 'M' : 'L'}${p.x} ${p.y}`).join('')

const areaOf = (run: Point[]): string => `${lineOf(run)}L${run.at(-1)!.x} 100L${run[0]!.x} 100Z`
