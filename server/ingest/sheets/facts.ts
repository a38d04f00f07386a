import { createHash } from 'node:crypto'
import type { Measure, Region } from '../../../shared/city/pack.ts'
import type { SourceFact } from '../../../shared/events/source-fact.ts'
import type { Period } from '../../../shared/time/period.ts'
import type { ReportHistory, SheetCity } from './city.ts'

export type ObservationsFact = Extract<SourceFact, { type: 'observations-reported' }>
export type CoverageFact = Extract<SourceFact, { type: 'coverage-reported' }>

/** A number that may be stored: what a table's figure or an item of JSON comes down to. */
export interface GoodFigure {
  measure: Measure
  region: Region
  period: Period
  value: number | null
}

export interface Changed<F extends GoodFigure> {
  /** Figures that say something new. */
  changed: F[]
  /** Those of them that replace another number, and that number. */
  revised: { figure: F; was: number }[]
  unchanged: number
}

/** Sorts out what is already known, so that the same table twice appends nothing. */
export function changes<F extends GoodFigure>(
  figures: readonly F[],
  history: ReportHistory,
): Changed<F> {
  const sorted: Changed<F> = { changed: [], revised: [], unchanged: 0 }
  for (const figure of figures) {
    const { measure, region, period, value } = figure
    const known = history.known(measure.id, period.from, period.to)
    const was = known?.own(region.id) ?? null
    // An empty cell never takes back a number: a later report replaces what it names.
    const named = was !== null || (known?.total(region.id)?.named ?? 0) > 0
    if (value === null ? named : value === was) {
      sorted.unchanged += 1
      continue
    }
    sorted.changed.push(figure)
    if (was !== null) sorted.revised.push({ figure, was })
  }
  return sorted
}

/** A report speaks for at most so many regions at once. */
const mostRegions = 1_500

/**
 * Changed figures as reports, one for the measures of a period that name the same regions. The key is
 * a digest of the content and of the report it comes after: the same again is the same fact, and an
 * old number that is put back is a new one.
 */
export function observationFacts(
  figures: readonly GoodFigure[],
  feed: string,
  { tree }: SheetCity,
  history: ReportHistory,
  now: number,
): ObservationsFact[] {
  const byPeriod = new Map<
    number,
    { period: Period; measures: Map<string, Map<number, number | null>> }
  >()
  for (const { measure, region, period, value } of figures) {
    const of = byPeriod.get(period.from) ?? { period, measures: new Map() }
    byPeriod.set(period.from, of)
    const column = of.measures.get(measure.id) ?? new Map<number, number | null>()
    of.measures.set(measure.id, column)
    column.set(region.id, value)
  }
  const order = (a: number, b: number): number => tree.interval(a)[0] - tree.interval(b)[0] || a - b
  return [...byPeriod.values()].flatMap(({ period, measures }) => {
    const groups = new Map<string, { regions: number[]; measures: string[] }>()
    for (const [id, column] of [...measures].sort()) {
      const regions = [...column.keys()].sort(order)
      const group = groups.get(regions.join()) ?? { regions, measures: [] }
      groups.set(regions.join(), group)
      group.measures.push(id)
    }
    return [...groups.values()].flatMap(({ regions, measures: ids }) =>
      chunks(regions).map((part): ObservationsFact => {
        const values = Object.fromEntries(
          ids.map((id) => [id, part.map((region) => measures.get(id)?.get(region) ?? null)]),
        )
        const after = Math.max(...ids.map((id) => history.lastPosition(id, period.from)))
        const codes = part.map((region) => tree.get(region).code)
        const content = [feed, period.grain, period.from, period.to, codes, values, after]
        return {
          type: 'observations-reported',
          key: `sheet/${period.grain}/${period.key}/${digest(content)}`,
          source: feed,
          occurredAt: happenedAt(period, now),
          publishedAt: Math.max(happenedAt(period, now), now),
          feed,
          grain: period.grain as ObservationsFact['grain'],
          from: period.from,
          to: period.to,
          regions: codes,
          values,
        }
      }),
    )
  })
}

/** The feed has said all of a period. */
export const coverageFact = (feed: string, period: Period): CoverageFact => ({
  type: 'coverage-reported',
  key: `sheet/covered/${period.grain}/${period.key}`,
  source: feed,
  occurredAt: period.to,
  feed,
  from: period.from,
  until: period.to,
})

/** A running period has happened as far as its beginning: the same table again is then the same fact. */
const happenedAt = ({ from, to }: Period, now: number): number => (to <= now ? to : from)

const digest = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32)

function* pieces(list: readonly number[]): Generator<number[]> {
  for (let i = 0; i < list.length; i += mostRegions) yield list.slice(i, i + mostRegions)
}
const chunks = (list: readonly number[]): number[][] => [...pieces(list)]
