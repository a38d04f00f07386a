import type { Feed, Measure, RegionId } from '../../shared/city/pack.ts'
import type { ObservationRow } from '../../shared/indicators/explain-answer.ts'
import type { Term } from '../../shared/indicators/explain-terms.ts'
import { periodOf } from '../../shared/time/period.ts'
import type { CityView, Standing } from './city-view.ts'

interface Report {
  from: number
  to: number
  grain: string
  position: number
  publishedAt: number
  regions: Buffer
  vals: Buffer
}

/** A running total published this long after an instant still speaks for it, as in the reader. */
const publishingSlack = 300_000
/** How many periods back a level may be found, as in the reader. */
const levelReach = 2

/**
 * The reported rows that one term counts for a region (观测明细), signed: of a flow all periods of its
 * span, of a level the report in force. They are what the reader of measures adds up.
 */
export function reportedRows(
  view: CityView,
  standing: Standing,
  term: Term,
  region: RegionId,
): ObservationRow[] {
  const { measure, span } = term
  const rowsOf = (reports: readonly Report[]) => inForce(standing, term, reports, region)
  if (measure.kind === 'flow') {
    return periods(reportsFrom(view, standing, measure, span.from, span.to, span.to)).flatMap(
      rowsOf,
    )
  }
  const feed = standing.catalog.feedsOf(measure)[0]
  if (!feed) return []
  for (const reports of latestPeriods(view, standing, measure, span.to)) {
    const last = reports.at(-1) as Report
    if (span.to > carriedUntil(feed, last.to, standing)) continue
    const rows = rowsOf(reports)
    if (rows.length > 0) return rows
  }
  return []
}

/** When the newest report was published that a term counts for a region, UTC ms; null = none. */
export function newestReport(
  view: CityView,
  standing: Standing,
  term: Term,
  region: RegionId,
): number | null {
  const { measure, span } = term
  const reports =
    measure.kind === 'flow'
      ? reportsFrom(view, standing, measure, span.from, span.to, span.to)
      : latestPeriods(view, standing, measure, span.to).flat()
  const newestFirst = reports.sort((a, b) => b.publishedAt - a.publishedAt)
  const found = newestFirst.find((report) => inForce(standing, term, [report], region).length > 0)
  return found?.publishedAt ?? null
}

/** Reports of the periods that begin in [from, to), without what was published after `cut`. */
function reportsFrom(
  view: CityView,
  { position }: Standing,
  measure: Measure,
  from: number,
  to: number,
  cut: number,
): Report[] {
  return view.database.sqlite
    .prepare<[string, number, number, number], Report>(
      `SELECT from_at AS "from", to_at AS "to", grain, position, published_at AS publishedAt,
         regions, vals
       FROM observation
       WHERE measure = ? AND from_at >= ? AND from_at < ? AND position <= ?
       ORDER BY from_at, position`,
    )
    .all(measure.id, from, to, position)
    .filter((report) => report.to <= cut || report.publishedAt <= cut + publishingSlack)
}

/** Reports by period, in order. */
function periods(reports: readonly Report[]): Report[][] {
  const byStart = new Map<number, Report[]>()
  for (const report of reports) {
    const known = byStart.get(report.from)
    if (known) known.push(report)
    else byStart.set(report.from, [report])
  }
  return [...byStart.values()]
}

/** The last periods that begin before an instant, newest first. */
function latestPeriods(
  view: CityView,
  standing: Standing,
  measure: Measure,
  before: number,
): Report[][] {
  return view.database.sqlite
    .prepare<[string, number, number, number], number>(
      `SELECT DISTINCT from_at FROM observation
       WHERE measure = ? AND from_at < ? AND position <= ? ORDER BY from_at DESC LIMIT ?`,
    )
    .pluck()
    .all(measure.id, before, standing.position, levelReach + 1)
    .map((start) => reportsFrom(view, standing, measure, start, start + 1, before))
    .filter((reports) => reports.length > 0)
    .slice(0, levelReach)
}

/** A level is carried forward until its feed's next report is due. */
function carriedUntil(feed: Feed, to: number, { zone }: Standing): number {
  const grain = feed.rhythm === 'realtime' || feed.rhythm === 'on-event' ? 'day' : feed.rhythm
  return periodOf(zone, grain, to).to + Math.max(feed.due, feed.staleAfter)
}

/** One period's revisions laid over one another: the row of each region that is in force. */
function inForce(
  { regions, zone }: Standing,
  { measure, sign }: Term,
  reports: readonly Report[],
  region: RegionId,
): ObservationRow[] {
  const summed = measure.aggregation === 'sum'
  const latest = new Map<RegionId, ObservationRow>()
  for (const report of reports) {
    const values = new Float64Array(copy(report.vals))
    new Int32Array(copy(report.regions)).forEach((named, i) => {
      const value = values[i] ?? NaN
      if (Number.isNaN(value)) return
      const counts = summed
        ? regions.find(named) !== undefined && regions.inside(named, region)
        : named === region
      if (!counts) return
      const { from, to, publishedAt, position } = report
      latest.set(named, {
        ...{ measure: measure.id, measureName: measure.name, region: named, from, to },
        ...{ label: labelOf(report), value: sign * value, publishedAt, position },
      })
    })
  }
  return [...latest.values()].sort(
    (a, b) => regions.interval(a.region)[0] - regions.interval(b.region)[0],
  )

  function labelOf({ from, grain }: Report): string {
    return grain === 'instant' ? '' : periodOf(zone, grain as 'day', from).label
  }
}

const copy = (blob: Buffer): ArrayBuffer =>
  blob.buffer.slice(blob.byteOffset, blob.byteOffset + blob.byteLength) as ArrayBuffer
