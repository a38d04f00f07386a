import type { Fact } from '../../shared/events/index.ts'
import type { Applier } from './apply.ts'
import { balanceChanges } from './balance-change.ts'
import { coverageRow } from './coverage.ts'
import type { ReadingOf } from './case-reading.ts'
import { observationRows } from './observation.ts'
import { packVersionRow } from './pack-version.ts'
import { refold } from './refold.ts'

/** What the projections ask of the log and of the pack; all of it synchronous. */
export interface ProjectionSources {
  readingOf: ReadingOf
  /** Facts of a case up to and including `through`, in order of position. */
  knownOf(caseId: number, through: number): readonly Fact[]
  titleAt(position: number): string | null
  /** The stored JSON of a pack version. */
  packContent(pack: number): string
}

/**
 * Projects the facts of one commit, in the order of the log, and writes what they change. Every case
 * is read once before and once after, however many of its facts the commit holds; those beyond
 * `lastKnownCase` are new and have no before.
 */
export function projectCommit(
  facts: readonly Fact[],
  lastKnownCase: number,
  sources: ProjectionSources,
  applier: Applier,
): void {
  const first = facts[0]
  const last = facts.at(-1)
  if (first === undefined || last === undefined) return
  for (const [caseId, fresh] of byCase(facts)) {
    const known = caseId > lastKnownCase ? [] : sources.knownOf(caseId, first.position - 1)
    const deltas = refold(caseId, known, fresh, last.position, sources.readingOf, sources.titleAt)
    if (deltas.state) applier.caseState(deltas.state)
    deltas.contributions.forEach(applier.contribution)
    balanceChanges(deltas.contributions).forEach(applier.balanceChange)
  }
  for (const fact of facts) {
    if (fact.type === 'observations-reported') observationRows(fact).forEach(applier.observation)
    else if (fact.type === 'coverage-reported') applier.coverage(coverageRow(fact))
    else if (fact.type === 'pack-adopted')
      applier.packVersion(packVersionRow(fact, sources.packContent(fact.body.pack)))
  }
}

function byCase(facts: readonly Fact[]): Map<number, Fact[]> {
  const cases = new Map<number, Fact[]>()
  for (const fact of facts) {
    if (fact.stream !== 'case') continue
    const ofCase = cases.get(fact.streamId)
    if (ofCase === undefined) cases.set(fact.streamId, [fact])
    else ofCase.push(fact)
  }
  return cases
}
