import type { Contribution } from '../../shared/cases/counts.ts'
import type { CaseState } from '../../shared/cases/state.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import type { Fact } from '../../shared/events/index.ts'
import type { Zone } from '../../shared/time/zone.ts'

/** How one version of the city pack reads a case from its facts (案件口径); pure. */
export interface CaseReading {
  fold(caseId: number, facts: readonly Fact[]): CaseState | null
  contributions(state: CaseState): Contribution[]
  /** When time next changes the case, UTC ms; null = never. */
  timerAt(state: CaseState): number | null
  zone: Pick<Zone, 'dayOf'>
  /** Where cases without a region are counted. */
  cityRegion: RegionId
}

/** The reading of a pack version by its ordinal, as facts carry it. */
export type ReadingOf = (pack: number) => CaseReading

/**
 * The pack version that reads a case: the latest that any of its facts was recorded under. It depends
 * on the facts alone, so that a rebuild reads every case as it was read first.
 */
export const packOf = (facts: readonly Fact[]): number =>
  facts.reduce((latest, fact) => Math.max(latest, fact.pack), 0)
