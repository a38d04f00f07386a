import type { RegionId } from '../../../shared/city/pack.ts'
import { HistoryPage, type ReportedValues } from './history-page.ts'
import type { PeriodSums } from './packed-cells.ts'
import { PeriodColumns, type ReportHead } from './period-columns.ts'
import type { RegionSet, RegionSets } from './region-set.ts'

/** One stored report of a measure: its period, when it was known, and its values. */
export interface ReportRow extends ReportHead, ReportedValues {}

const pagePeriods = 64
/** A page ends where reports begin to name so many times more regions, or fewer. */
const changeOfSize = 4

/**
 * Everything reported of one measure (度量历史): its periods with their revisions laid over one another,
 * in pages of packed cells.
 */
export class MeasureHistory {
  readonly periods = new PeriodColumns()
  /** Moves with every report, so that sums made before are known to be old. */
  version = 0
  readonly #pages: HistoryPage[] = []

  /** Reads reports in order of period and position. */
  constructor(
    readonly sets: RegionSets,
    reports: Iterable<ReportRow>,
  ) {
    let open: ReportRow[][] = []
    const close = (): void => {
      if (open.length === 0) return
      const set = sets.of(open.flatMap((period) => period.map((report) => report.regions)))
      this.#pages.push(HistoryPage.of(set, open))
      open = []
    }
    for (const period of byPeriod(reports)) {
      if (open.length === pagePeriods || isOtherSize(open.at(-1), period)) close()
      open.push(period)
      const at = this.periods.count
      this.periods.insert(at)
      for (const report of period) this.periods.note(at, report)
    }
    close()
  }

  get bytes(): number {
    return this.#pages.reduce((sum, page) => sum + page.bytes, this.periods.bytes)
  }

  /** Lays one more report over what is known; false where it came before one already laid. */
  add(report: ReportRow): boolean {
    const period = this.periods.at(report.from)
    const isNew = period === this.periods.count || this.periods.from(period) !== report.from
    if (!isNew && report.position < this.periods.last(period)) return false
    if (isNew) this.periods.insert(period)
    this.periods.note(period, report)
    this.version += 1
    const [index, offset] = this.#pageFor(period, isNew)
    let page = this.#pages[index] ?? HistoryPage.of(this.sets.of([report.regions]), [])
    if (isNew) page = page.withPeriod(period - offset)
    const set = this.sets.of([report.regions], page.set)
    if (set !== page.set) page = page.withRegions(set)
    page.add(period - offset, report)
    this.#pages[index] = page
    if (page.count > 2 * pagePeriods) {
      this.#pages.splice(index, 1, page.part(0, pagePeriods), page.part(pagePeriods, page.count))
    }
    return true
  }

  /** What lies inside a region by period, added up in the order of the tree. */
  inside(region: RegionId): PeriodSums {
    return this.#sums((set) => set.inside(region))
  }

  /** Exactly what was reported for a region by period; a blank is as good as not named. */
  own(region: RegionId): PeriodSums {
    const sums = this.#sums((set) => {
      const row = set.row(region)
      return row < 0 ? [0, 0] : [row, row + 1]
    })
    return { ...sums, named: sums.given }
  }

  #sums(rowsIn: (set: RegionSet) => readonly [number, number]): PeriodSums {
    const { count } = this.periods
    const sums = {
      value: new Float64Array(count),
      given: new Uint32Array(count),
      named: new Uint32Array(count),
    }
    let offset = 0
    for (const page of this.#pages) {
      const [first, end] = rowsIn(page.set)
      page.addTo(sums, offset, first, end)
      offset += page.count
    }
    return sums
  }

  /** The page of a period and where it begins; one past the last where a full page is behind it. */
  #pageFor(period: number, isNew: boolean): readonly [index: number, offset: number] {
    let offset = 0
    for (const [index, { count }] of this.#pages.entries()) {
      const isLast = index === this.#pages.length - 1
      if (period < offset + count) return [index, offset]
      if (isNew && isLast && count < pagePeriods) return [index, offset]
      offset += count
    }
    return [this.#pages.length, offset]
  }
}

function* byPeriod(reports: Iterable<ReportRow>): Generator<ReportRow[]> {
  let period: ReportRow[] = []
  for (const report of reports) {
    if (period.length > 0 && period[0]?.from !== report.from) {
      yield period
      period = []
    }
    period.push(report)
  }
  if (period.length > 0) yield period
}

function isOtherSize(before: ReportRow[] | undefined, period: readonly ReportRow[]): boolean {
  if (!before) return false
  const size = (reports: readonly ReportRow[]): number =>
    reports.reduce((sum, { regions }) => sum + regions.length, 0)
  const ratio = size(period) / size(before)
  return ratio > changeOfSize || ratio < 1 / changeOfSize
}
