import type { Feed } from '../../../shared/city/pack.ts'
import type { Period } from '../../../shared/time/period.ts'
import type { ReportHistory, SheetCity } from './city.ts'
import type { GoodFigure } from './facts.ts'

/**
 * Which periods of a table the feed has now covered (覆盖): those that are over and in which every flow
 * of the feed has been reported, by this table or before. Covered and empty would read 0, so a period
 * that still lacks a flow waits; its missing measures are named.
 */
export function coveredPeriods(
  figures: readonly GoodFigure[],
  feed: Feed,
  { pack }: SheetCity,
  history: ReportHistory,
  now: number,
): { covered: Period[]; waiting: { period: Period; missing: string[] }[] } {
  const periods = new Map(figures.map(({ period }) => [period.from, period]))
  const given = new Set(
    figures.flatMap(({ measure, period, value }) =>
      value === null ? [] : [`${measure.id}|${period.from}`],
    ),
  )
  const flows = pack.measures.filter(
    ({ kind, origin, feed: of }) => kind === 'flow' && origin === 'reported' && of === feed.id,
  )
  const covered: Period[] = []
  const waiting: { period: Period; missing: string[] }[] = []
  for (const period of periods.values()) {
    if (period.to > now) continue
    const missing = flows.filter(
      ({ id }) =>
        !given.has(`${id}|${period.from}`) && history.known(id, period.from, period.to) === null,
    )
    if (missing.length === 0) covered.push(period)
    else waiting.push({ period, missing: missing.map(({ name }) => name) })
  }
  return { covered, waiting }
}
