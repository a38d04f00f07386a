import type { RegionId } from '../shared/city/pack.ts'
import type { MeasureReader } from '../shared/indicators/reading.ts'
import type { Database } from '../server/db/open.ts'
import type { CityView, Standing } from '../server/queries/city-view.ts'
import type { CaseFigures } from '../server/queries/cube/case-figures.ts'
import { at, contributionColumns } from '../server/queries/cube/case-schema.ts'
import type { ContributionRow } from '../server/queries/cube/case-schema.ts'
import type { Coverage } from '../server/queries/reading/coverage-index.ts'
import { measureReader } from '../server/queries/reading/measure-reader.ts'
import { ObservationReader } from '../server/queries/reading/observations.ts'
import { plainReported } from '../server/queries/reading/plain-reported.ts'
import type { ReportedFigures } from '../server/queries/reading/reported-figures.ts'

const slotMs = 900_000

/** Case figures by adding up stored rows one by one: no mirror, no days, no pages. */
export function plainCases({ sqlite }: Database, standing: Standing): CaseFigures {
  const { regions, epoch, position } = standing
  const rows = sqlite
    .prepare<[number, number, number], ContributionRow>(
      `SELECT ${contributionColumns} FROM case_contribution
       WHERE slot >= ? AND slot < ? AND position <= ?`,
    )
    .raw()
  const sum = (measure: number, region: RegionId, from: number, to: number): number => {
    let total = 0
    for (const row of rows.iterate(Math.ceil(from / slotMs), Math.ceil(to / slotMs), position)) {
      const placed = Number(row[at.region])
      if (!regions.inside(regions.find(placed) ? placed : regions.root.id, region)) continue
      for (const [target, column] of epoch.schema.targets(row)) {
        if (target === measure) total += Number(row[column])
      }
    }
    return total
  }
  return {
    flow: (measure, region, from, to) => (to <= from ? 0 : sum(measure, region, from, to)),
    levelAt: (measure, region, instant) => sum(measure, region, 0, instant),
  }
}

/** Coverage by looking through every report. */
export function plainCoverage({ sqlite }: Database, { position, regions }: Standing): Coverage {
  const stored = sqlite
    .prepare<[number], { feed: string; from: number; until: number; regions: string | null }>(
      `SELECT feed, from_at AS "from", until_at AS until, regions FROM coverage WHERE position <= ?`,
    )
    .all(position)
  const byFeed = new Map<string, typeof stored>()
  for (const report of stored) {
    byFeed.set(report.feed, [...(byFeed.get(report.feed) ?? []), report])
  }
  const spansOf = (feed: string, region: RegionId | null): (readonly [number, number])[] =>
    (byFeed.get(feed) ?? [])
      .filter(
        (r) =>
          r.regions === null ||
          (region !== null &&
            (JSON.parse(r.regions) as number[]).some((id) => regions.inside(region, id))),
      )
      .map((r) => [r.from, r.until] as const)
      .sort((a, b) => a[0] - b[0])
  const none = (): never => {
    throw new Error('readers do not ask this')
  }
  return {
    through: (feed, region, from, to) => {
      let reached = from
      let covered = false
      for (const [start, until] of spansOf(feed.id, region)) {
        if (start > reached) break
        if (until > reached) [reached, covered] = [until, true]
      }
      return covered ? Math.min(reached, to) : null
    },
    lastUntil: (feed, before) => {
      const spans = spansOf(feed.id, null).filter(([from]) => from < before)
      return spans.length === 0
        ? null
        : Math.max(...spans.map(([, until]) => Math.min(until, before)))
    },
    isRegional: (feed) => stored.some((r) => r.feed === feed.id && r.regions !== null),
    spans: none,
    firstFrom: none,
  }
}

/** Reported figures from the stored reports, read anew for every question. */
export function plainReports(view: CityView, standing: Standing): ReportedFigures {
  const { database, epoch } = view
  return plainReported(new ObservationReader(database, epoch.tree).asOf(standing.position))
}

/** A reader that takes nothing from a mirror: what the fast one is measured and checked against. */
export function plainReader(view: CityView, standing: Standing): MeasureReader {
  const { catalog, zone, regions: tree, epoch, now } = standing
  const cases = plainCases(view.database, standing)
  return measureReader({
    ...{ catalog, zone, tree, now, schema: epoch.schema },
    figuresFor: () => cases,
    coverage: plainCoverage(view.database, standing),
    reported: plainReports(view, standing),
  })
}
