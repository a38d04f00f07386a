import type { CityPack } from '../../shared/city/pack.ts'
import type { SourceFact } from '../../shared/events/source-fact.ts'
import { planBackfill, type BackfillStep } from './backfill.ts'
import { makeCity, type SimulatedCase } from './case-book.ts'
import { CoverageReports } from './reporting/coverage.ts'
import { ReportDates } from './reporting/due-reports.ts'
import { Reports } from './reporting/reports.ts'
import { byPublication, Timeline } from './timeline.ts'
import { warningMessages } from './warnings.ts'
import { makeWorld } from './world.ts'

export type { BackfillStep } from './backfill.ts'
export type { SimulatedCase } from './case-book.ts'

export interface SimulatorOptions {
  /** The same seed tells the same city for ever. */
  seed: number
  /** Share of the pack's typical case volume; left out = 0.1. Grave incidents do not scale. */
  scale?: number
}

/** A city that reports like any department: all it says are source facts. Instants are UTC ms. */
export interface Simulator {
  /** The cases of a local day (ordinal since 1970) with their whole lives, by source and time. */
  casesReportedOn(day: number): SimulatedCase[]
  /** Everything published in [from, to), in order: cases, observations, coverage. Cheap to ask each second. */
  factsPublished(from: number, to: number): SourceFact[]
  /** What feeds report in [from, to): running totals of the day and final reports. */
  observationReports(from: number, to: number): SourceFact[]
  /** How far feeds have sent everything: every five minutes, or with a period's report. */
  coverageReports(from: number, to: number): SourceFact[]
  /** The weather's public warnings (公共预警) sent in [from, to), as CAP 1.2 messages. */
  warningsPublished(from: number, to: number): string[]
  /** The order in which the past is loaded as of `now`; run each step once, in this order. */
  plan(now: number): BackfillStep[]
}

/** A deterministic city of this pack. Raises `pack-invalid` or `bad-request` for a pack it cannot stand on. */
export function makeSimulator(pack: CityPack, options: SimulatorOptions): Simulator {
  const city = makeCity(makeWorld(pack, options.seed, options.scale ?? 0.1))
  const dates = new ReportDates(city)
  const reports = new Reports(city)
  const coverage = new CoverageReports(city, dates)

  const observationReports = (from: number, to: number): SourceFact[] =>
    pack.feeds
      .flatMap((feed) => [...dates.running(feed, from, to), ...dates.finals(feed, from, to)])
      .sort((a, b) => a.publishedAt - b.publishedAt)
      .flatMap((report) => reports.factsOf(report, true))
  const timeline = new Timeline(city, (from, to) => [
    ...observationReports(from, to),
    ...coverage.between(from, to),
  ])
  return {
    casesReportedOn: (day) => city.casesReportedOn(day),
    factsPublished: (from, to) => timeline.published(from, to),
    observationReports: (from, to) => observationReports(from, to).sort(byPublication),
    coverageReports: (from, to) => coverage.between(from, to),
    warningsPublished: (from, to) => warningMessages(city, from, to),
    plan: (now) => planBackfill(city, timeline, { dates, reports, coverage }, now),
  }
}
