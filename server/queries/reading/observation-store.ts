import type { Measure, RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { Database } from '../../db/open.ts'
import { MeasureHistory, type ReportRow } from './measure-history.ts'
import { publishingSlack, type Observations } from './observations.ts'
import type { PeriodColumns } from './period-columns.ts'
import type { PeriodSums } from './packed-cells.ts'
import { RegionSets } from './region-set.ts'
import { plainPart } from './plain-reported.ts'
import type { ReportedFigures, ReportedPart, ReportedSum } from './reported-figures.ts'

interface Series extends PeriodSums {
  /** Whose it is: a history that was read anew counts its versions anew. */
  periods: PeriodColumns
  version: number
}

/** Region sums kept, in periods: 16 bytes each. */
const periodsKept = 1_000_000

/**
 * Follows the reports and keeps them packed (观测镜像): a measure is read when it is first asked for,
 * what is reported later is laid over it. Past positions are read from the same cells, except the
 * periods that were only partly known then.
 */
export class ObservationStore {
  readonly #sets: RegionSets
  readonly #histories = new Map<string, MeasureHistory>()
  readonly #series = new Map<string, Series>()
  readonly #ofMeasure
  readonly #since
  readonly #values
  /** The last one of each measure: a line asks for the same region many times over. */
  readonly #lastOf = new Map<Measure, { region: RegionId; series: Series }>()
  #kept = 0
  #position = 0
  #lastRow = 0

  constructor(
    { sqlite }: Database,
    readonly tree: RegionTree,
  ) {
    this.#sets = new RegionSets(tree)
    const columns = 'from_at AS "from", to_at AS "to", position, published_at AS publishedAt'
    this.#ofMeasure = sqlite.prepare<[string, number], ReportRow>(
      `SELECT ${columns}, regions, vals FROM observation
       WHERE measure = ? AND position <= ? ORDER BY from_at, position`,
    )
    this.#since = sqlite.prepare<[number, number], { row: number; measure: string }>(
      'SELECT rowid AS "row", measure FROM observation WHERE rowid > ? AND rowid <= ? ORDER BY rowid',
    )
    this.#values = sqlite.prepare<[number], ReportRow>(
      `SELECT ${columns}, regions, vals FROM observation WHERE rowid = ?`,
    )
  }

  /** Takes in what was reported up to `position`, whose last row is `lastRow`. */
  follow(position: number, lastRow: number): void {
    if (this.#histories.size > 0 && lastRow > this.#lastRow) {
      for (const { row, measure } of this.#since.all(this.#lastRow, lastRow)) {
        const history = this.#histories.get(measure)
        if (!history) continue
        const report = this.#values.get(row)
        if (report && !history.add(report)) this.#histories.delete(measure)
      }
    }
    this.#position = position
    this.#lastRow = lastRow
  }

  /** Reads a measure ahead of the first question; true when there was something to read. */
  load(measure: string): boolean {
    if (this.#histories.has(measure)) return false
    this.#history(measure)
    return true
  }

  get bytes(): number {
    let bytes = this.#kept * 16
    for (const history of this.#histories.values()) bytes += history.bytes
    return bytes
  }

  /** What was reported as of a position; `plain` reads the periods that were only partly known. */
  asOf(position: number, plain: Observations): ReportedFigures {
    const exception = (measure: Measure, region: RegionId, from: number, cut: number) =>
      plain.at(measure.id, from, cut).map((period) => plainPart(measure, region, period))

    return {
      over: (measure, region, from, to) => {
        const history = this.#history(measure.id)
        const { periods } = history
        const series = this.#of(history, measure, region)
        const sum: ReportedSum = { value: null, covered: 0, expected: 0, periods: 0 }
        const end = periods.at(to)
        for (let i = periods.at(from); i < end; i += 1) {
          const known = periods.known(i, position, to, to + publishingSlack)
          if (known === 'unknown' || known === 'none') continue
          if (known === 'all') {
            sum.periods += 1
            addTo(sum, series.value[i] ?? 0, series.given[i] ?? 0, series.named[i] ?? 0)
            continue
          }
          for (const part of exception(measure, region, periods.from(i), to)) {
            sum.periods += 1
            if (part) addTo(sum, part.value ?? 0, part.given, part.named)
          }
        }
        return sum
      },
      latest: (measure, region, before, n) => {
        const history = this.#history(measure.id)
        const { periods } = history
        const series = this.#of(history, measure, region)
        const parts: (ReportedPart | null)[] = []
        let looked = 0
        for (let i = periods.at(before) - 1; i >= 0 && looked <= n && parts.length < n; i -= 1) {
          const known = periods.known(i, position, before, before + publishingSlack)
          if (known === 'unknown') continue
          looked += 1
          if (known === 'none') continue
          if (known === 'all') parts.push(partOf(periods, series, i))
          else parts.push(...exception(measure, region, periods.from(i), before))
        }
        return parts
      },
    }
  }

  #history(measure: string): MeasureHistory {
    let history = this.#histories.get(measure)
    if (!history) {
      history = new MeasureHistory(this.#sets, this.#ofMeasure.iterate(measure, this.#position))
      this.#histories.set(measure, history)
    }
    return history
  }

  #of(history: MeasureHistory, measure: Measure, region: RegionId): Series {
    const last = this.#lastOf.get(measure)
    if (last?.region === region && isCurrent(last.series, history)) return last.series
    const series = this.#seriesOf(history, measure, region)
    this.#lastOf.set(measure, { region, series })
    return series
  }

  #seriesOf(history: MeasureHistory, measure: Measure, region: RegionId): Series {
    const key = `${measure.id}|${region}`
    const known = this.#series.get(key)
    if (known && isCurrent(known, history)) return known
    const sums = measure.aggregation === 'sum' ? history.inside(region) : history.own(region)
    const series = { ...sums, periods: history.periods, version: history.version }
    this.#kept += history.periods.count - (known?.value.length ?? 0)
    this.#series.delete(key)
    this.#series.set(key, series)
    for (const [oldest, { value }] of this.#series) {
      if (this.#kept <= periodsKept) break
      this.#lastOf.clear()
      this.#series.delete(oldest)
      this.#kept -= value.length
    }
    return series
  }
}

const isCurrent = (series: Series, { periods, version }: MeasureHistory): boolean =>
  series.periods === periods && series.version === version

function addTo(sum: ReportedSum, value: number, given: number, named: number): void {
  sum.covered += given
  sum.expected += named
  if (given > 0) sum.value = (sum.value ?? 0) + value
}

function partOf(periods: PeriodColumns, series: Series, period: number): ReportedPart | null {
  const named = series.named[period] ?? 0
  const given = series.given[period] ?? 0
  if (named === 0) return null
  const value = given > 0 ? (series.value[period] ?? 0) : null
  return { to: periods.to(period), value, given, named }
}
