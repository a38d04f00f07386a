import type { SeriesPoint } from '../indicators/series-answer.ts'
import type { AnalysisAnswer, AnalysisLine } from './answers.ts'

type Columns = { [K in keyof SeriesPoint]: SeriesPoint[K][] }

/** A line on its way to the page (紧凑): its points by columns; a column left out is as in the line before. */
export interface PackedLine extends Omit<AnalysisLine, 'points'> {
  columns: Partial<Columns>
}

/** `analysis.ask` as it is sent: a year of days by a hundred regions in a twentieth of the letters. */
export interface PackedAnswer extends Omit<AnalysisAnswer, 'lines'> {
  lines: PackedLine[]
}

const fieldSet: Record<keyof SeriesPoint, true> = {
  ...{ from: true, to: true, label: true, partial: true, value: true, numerator: true },
  ...{ denominator: true, absence: true, status: true, asOf: true, completeness: true },
  ...{ stale: true, lastYear: true },
}
const fields = Object.keys(fieldSet) as (keyof SeriesPoint)[]

/** An answer with its points by columns. */
export function packed({ lines, ...rest }: AnalysisAnswer): PackedAnswer {
  let before: Partial<Columns> = {}
  const packedLines = lines.map(({ points, ...line }) => {
    const columns: Partial<Columns> = {}
    for (const field of fields) put(columns, field, before, points)
    before = { ...before, ...columns }
    return { ...line, columns }
  })
  return { ...rest, lines: packedLines }
}

function put<K extends keyof SeriesPoint>(
  columns: Partial<Columns>,
  field: K,
  before: Partial<Columns>,
  points: readonly SeriesPoint[],
): void {
  const known: SeriesPoint[K][] | undefined = before[field]
  const same = known?.length === points.length && points.every((p, i) => p[field] === known[i])
  if (!same) (columns as { [F in K]?: SeriesPoint[F][] })[field] = points.map((p) => p[field])
}

/** What `packed` was given. */
export function unpacked({ lines, ...rest }: PackedAnswer): AnalysisAnswer {
  let before: Partial<Columns> = {}
  const whole = lines.map(({ columns, ...line }) => {
    before = { ...before, ...columns }
    return { ...line, points: pointsOf(before as Columns) }
  })
  return { ...rest, lines: whole }
}

const pointsOf = (c: Columns): SeriesPoint[] =>
  c.from.map(
    (from, i) =>
      ({
        ...{ from, to: c.to[i], label: c.label[i], partial: c.partial[i], value: c.value[i] },
        ...{ numerator: c.numerator[i], denominator: c.denominator[i], absence: c.absence[i] },
        ...{ status: c.status[i], asOf: c.asOf[i], completeness: c.completeness[i] },
        ...{ stale: c.stale[i], lastYear: c.lastYear[i] },
      }) as SeriesPoint,
  )
