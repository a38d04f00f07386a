import type { Feed } from '../../../shared/city/pack.ts'
import type { SourceFact } from '../../../shared/events/source-fact.ts'
import { addYears, civilFromDay, dayFromCivil, dayMs } from '../../../shared/time/civil.ts'
import { periodOf, samePeriodLastYear } from '../../../shared/time/period.ts'
import type { BackfillStep } from '../backfill.ts'
import { bundled } from '../bundles.ts'
import type { City } from '../case-book.ts'
import { longestSilenceMs, speaksAllDay } from '../outages.ts'
import type { CoverageReports } from './coverage.ts'
import type { DueReport, ReportDates } from './due-reports.ts'
import type { Reports } from './reports.ts'

export interface ReportingParts {
  dates: ReportDates
  reports: Reports
  coverage: CoverageReports
}

/** Instants that divide the past: see the backfill's plan. */
interface Bounds {
  now: number
  /** From here on everything is loaded as it was published. */
  cut: number
  /** From here on observations are loaded first. */
  fresh: number
  /** From here on grids tell their own values. */
  recent: number
  oldest: number
}

/** A value weighs this much of a fact. */
const valueWeight = 0.02

/** Observations of the past: what the wall needs first, then the rest newest first. */
export class ObservationBackfill {
  readonly #city: City
  readonly #parts: ReportingParts
  readonly #bounds: Bounds
  readonly #accumulating: ReadonlySet<string>

  constructor(city: City, parts: ReportingParts, bounds: Bounds) {
    this.#city = city
    this.#parts = parts
    this.#bounds = bounds
    const { indicators, measures } = city.world.pack
    const ids = new Set(
      indicators
        .filter((i) => i.accumulate === 'ytd')
        .flatMap((i) => [...i.numerator, ...i.denominator]),
    )
    this.#accumulating = new Set(measures.filter((m) => ids.has(m.id)).map((m) => m.feed ?? ''))
  }

  /**
   * The last 40 days, the last period of every slower feed, the same periods last year; feeds whose
   * indicators run from January, both years so far.
   */
  first(): BackfillStep {
    const due = this.#city.world.pack.feeds.flatMap((feed) => this.#firstOf(feed))
    return {
      kind: 'first',
      label: '近40天与去年同期观测',
      weight: this.#weigh(due),
      generate: () => bundled(this.#tellFirst(due.sort((a, b) => a.publishedAt - b.publishedAt))),
    }
  }

  *#tellFirst(due: readonly DueReport[]): Generator<SourceFact[]> {
    yield* this.#tell(due)
    yield this.#runningDays()
  }

  /** All-day feeds cover the day of the cut too, though its final report comes later. */
  #runningDays(): SourceFact[] {
    const { zone, pack } = this.#city.world
    const { cut } = this.#bounds
    const day = zone.dayOf(cut)
    return pack.feeds
      .filter((feed) => speaksAllDay(feed) && feed.caseSources.length === 0)
      .flatMap((feed) =>
        [day - 1, day].flatMap((d) => {
          const final = this.#parts.dates.final(feed, periodOf(zone, 'day', zone.startOfDay(d)))
          if (final.publishedAt < cut) return []
          return this.#parts.coverage.ofDay(feed, d, cut) ?? []
        }),
      )
  }

  /** Everything else, a month of publication at a time. */
  history(): BackfillStep[] {
    const { zone } = this.#city.world
    const { cut, oldest } = this.#bounds
    const steps: BackfillStep[] = []
    for (let to = cut; to > oldest;) {
      const { from, label } = periodOf(zone, 'month', to - 1)
      const start = Math.max(from, oldest)
      const due = this.#rest(start, to)
      if (due.length > 0)
        steps.push({
          kind: 'history',
          label: `${label}观测`,
          weight: this.#weigh(due),
          generate: () => bundled(this.#tell(due)),
        })
      to = start
    }
    return steps
  }

  /** Final reports published in [from, to) that `first` leaves out, newest first. */
  #rest(from: number, to: number): DueReport[] {
    const due = this.#city.world.pack.feeds.flatMap((feed) => {
      const told = new Set(this.#firstOf(feed).map((report) => report.period.key))
      return [...this.#parts.dates.finals(feed, from, to)].filter((r) => !told.has(r.period.key))
    })
    return due.sort((a, b) => b.publishedAt - a.publishedAt)
  }

  readonly #firsts = new Map<string, DueReport[]>()

  #firstOf(feed: Feed): DueReport[] {
    const known = this.#firsts.get(feed.id)
    if (known !== undefined) return known
    const { zone } = this.#city.world
    const { dates } = this.#parts
    const { cut, fresh, now } = this.#bounds
    const last = dates.lastFinal(feed, cut)
    const chosen = new Map<string, DueReport>()
    const add = (report: DueReport): void => {
      if (report.publishedAt < cut) chosen.set(report.period.key, report)
    }
    for (const report of dates.finals(feed, fresh, cut)) add(report)
    add(last)
    const before = samePeriodLastYear(zone, last.period)
    add(dates.final(feed, before))
    if (last.period.grain === 'day')
      for (const d of [-1, 0, 1]) {
        const day = addYears(zone.dayOf(now), -1) + d
        add(dates.final(feed, periodOf(zone, 'day', zone.startOfDay(day))))
      }
    if (this.#accumulating.has(feed.id))
      for (const { period } of [last, dates.final(feed, before)]) {
        const { year } = civilFromDay(zone.dayOf(period.from))
        const january = zone.startOfDay(dayFromCivil(year, 1, 1))
        for (const report of dates.finals(
          feed,
          january,
          period.to + feed.due + longestSilenceMs + dayMs,
        ))
          if (report.period.from >= january && report.period.to <= period.to) add(report)
      }
    const list = [...chosen.values()]
    this.#firsts.set(feed.id, list)
    return list
  }

  *#tell(due: readonly DueReport[]): Generator<SourceFact[]> {
    const { reports, coverage } = this.#parts
    const { cut, recent } = this.#bounds
    const { zone } = this.#city.world
    for (const report of due) {
      const { feed, period } = report
      const facts = reports.factsOf(report, period.from >= recent)
      // One fact a group: a report with values for every grid is too large to be taken at once.
      for (const fact of facts) yield [fact]
      if (!speaksAllDay(feed))
        yield [coverage.ofPeriod(report)].filter((c) => Number(c.publishedAt) < cut)
      else if (feed.caseSources.length === 0) {
        const covered = coverage.ofDay(feed, zone.dayOf(period.from))
        if (covered !== null) yield [{ ...covered, publishedAt: report.publishedAt }]
      }
    }
  }

  #weigh(due: readonly DueReport[]): number {
    const { reports } = this.#parts
    const { recent } = this.#bounds
    return due.reduce((sum, { feed, period }) => {
      const values = reports.sizeOf(feed.id, period.from >= recent)
      return sum + 2 + values * valueWeight
    }, 0)
  }
}
