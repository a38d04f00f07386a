import type { SourceFact } from '../../shared/events/source-fact.ts'
import { addYears, civilFromDay, dayFromCivil, dayMs, hourMs } from '../../shared/time/civil.ts'
import { bundled } from './bundles.ts'
import type { City } from './case-book.ts'
import { lifeDays } from './process-rates.ts'
import { ObservationBackfill, type ReportingParts } from './reporting/observation-backfill.ts'
import { publishedAt, type Timeline } from './timeline.ts'

/** One part of loading the demo's past (补数), to be run in order. */
export interface BackfillStep {
  /** 'first': before the city is shown; 'history': behind it, newest first. */
  kind: 'first' | 'history'
  label: string
  /** Roughly the work it makes: facts, with a share for the values they carry. */
  weight: number
  /**
   * Arrays of at most 2,000 facts; all facts of one case lie in one array, except in the last 26 hours,
   * which come by the quarter-hour of their publication.
   */
  generate(): Generator<SourceFact[]>
}

/** Depth of the demo's history (domain.md): cases 13 months, observations 37. */
const caseMonths = 13
const observationMonths = 37
/** What came out in the last hours is loaded as it came, so that the live feed has a past. */
const freshMs = 26 * hourMs
const monthDays = 31
const factsPerCase = 8

/** The order in which the past of a city is loaded as of `now`; nothing published later is told. */
export function planBackfill(
  city: City,
  timeline: Timeline,
  reporting: ReportingParts,
  now: number,
): BackfillStep[] {
  const { zone } = city.world
  const today = zone.dayOf(now)
  const cut = now - freshMs
  const lastYear = [-1, 0, 1].map((d) => addYears(today, -1) + d)
  const cases = new CaseBackfill(city, reporting, now, cut)
  const observations = new ObservationBackfill(city, reporting, {
    now,
    cut,
    fresh: now - 40 * dayMs,
    recent: now - 35 * dayMs,
    oldest: zone.startOfDay(monthsBack(today, observationMonths)),
  })
  const perDay = city.volume.perDay * factsPerCase
  const oldest = monthsBack(today, caseMonths)
  const past = range(oldest, today - monthDays).filter((day) => !lastYear.includes(day))
  return [
    observations.first(),
    {
      kind: 'first',
      label: '去年同期案件',
      weight: perDay * lastYear.length,
      generate: () => bundled(cases.whole(lastYear)),
    },
    {
      kind: 'first',
      label: `近${monthDays}天案件`,
      weight: perDay * (monthDays + 2),
      generate: () =>
        bundled(cases.untilCut(range(today - lifeDays - 1, today + 1), today - monthDays)),
    },
    {
      kind: 'first',
      label: '近26小时实时数据',
      weight: perDay * 1.1 + 10_000,
      generate: () => quarterHours(timeline.published(cut, now)),
    },
    ...byMonth(past).map(([label, days]): BackfillStep => ({
      kind: 'history',
      label: `${label}案件`,
      weight: perDay * days.length,
      generate: () => bundled(cases.whole(days)),
    })),
    ...observations.history(),
  ]
}

const quarterMs = hourMs / 4

/** What came out together in a quarter of an hour, so that each can be gone back to. */
function* quarterHours(facts: readonly SourceFact[]): Generator<SourceFact[]> {
  let quarter: SourceFact[] = []
  let current = NaN
  for (const fact of facts) {
    const of = Math.floor(publishedAt(fact) / quarterMs)
    if (quarter.length > 0 && of !== current) {
      yield quarter
      quarter = []
    }
    current = of
    quarter.push(fact)
  }
  if (quarter.length > 0) yield quarter
}

/** Cases by the day they were reported on. */
class CaseBackfill {
  readonly #city: City
  readonly #reporting: ReportingParts
  readonly #now: number
  readonly #cut: number

  constructor(city: City, reporting: ReportingParts, now: number, cut: number) {
    this.#city = city
    this.#reporting = reporting
    this.#now = now
    this.#cut = cut
  }

  /** Whole lives, then the day's coverage; cases that `untilCut` tells are left to it. */
  *whole(days: readonly number[]): Generator<SourceFact[]> {
    const { zone } = this.#city.world
    const openFrom = zone.dayOf(this.#now) - lifeDays - 1
    for (const day of days) {
      for (const { facts } of this.#city.casesReportedOn(day))
        if (day < openFrom || !this.#reaches(facts)) yield facts
      yield this.#coverage(day)
    }
  }

  /**
   * What was published before the cut: of all cases reported from `from` on, and of older ones that
   * were not finished by then, so that 在办 is right from the start.
   */
  *untilCut(days: readonly number[], from: number): Generator<SourceFact[]> {
    const cutDay = this.#city.world.zone.dayOf(this.#cut)
    for (const day of days) {
      for (const { facts } of this.#city.casesReportedOn(day)) {
        const known = facts.filter((fact) => publishedAt(fact) < this.#cut)
        if (known.length > 0 && (day >= from || this.#reaches(facts))) yield known
      }
      if (day >= from && day <= cutDay) yield this.#coverage(day)
    }
  }

  #reaches(facts: readonly SourceFact[]): boolean {
    const last = facts.at(-1)
    return last !== undefined && publishedAt(last) >= this.#cut
  }

  #coverage(day: number): SourceFact[] {
    const { feeds } = this.#city.world.pack
    const near = this.#city.world.zone.startOfDay(day + 2) > this.#cut
    return feeds
      .filter((feed) => feed.caseSources.length > 0)
      .flatMap(
        (feed) => this.#reporting.coverage.ofDay(feed, day, near ? this.#cut : undefined) ?? [],
      )
  }
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)

/** The same date so many months earlier, or the last of that month. */
function monthsBack(day: number, months: number): number {
  const { year, month, date } = civilFromDay(day)
  const last = dayFromCivil(year, month - months + 1, 0)
  return Math.min(last, dayFromCivil(year, month - months, date))
}

/** Days by calendar month, newest month and newest day first. */
function byMonth(days: readonly number[]): [string, number[]][] {
  const months = new Map<string, number[]>()
  for (const day of [...days].sort((a, b) => b - a)) {
    const { year, month } = civilFromDay(day)
    const label = `${year}年${month}月`
    const list = months.get(label)
    if (list === undefined) months.set(label, [day])
    else list.push(day)
  }
  return [...months]
}
