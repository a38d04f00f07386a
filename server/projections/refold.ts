import type { Fact } from '../../shared/events/index.ts'
import { contributionRows } from './case-contribution.ts'
import type { ContributionRow, CountedCase } from './case-contribution.ts'
import { packOf } from './case-reading.ts'
import type { ReadingOf } from './case-reading.ts'
import { handOffRows, type HandOffCountRow } from './hand-off-count.ts'
import { caseMergeRow, caseQueueRow } from './case-queue.ts'
import type { CaseMergeRow, CaseQueueRow } from './case-queue.ts'
import { caseStateRow, titleOf } from './case-state.ts'
import type { CaseStateRow } from './case-state.ts'

/** What one commit changes of one case. */
export interface CaseDeltas {
  /** Null while no report of the case has arrived. */
  state: CaseStateRow | null
  /** Null while nobody waits for it. */
  queue: CaseQueueRow | null
  /** Null unless it went into another. */
  merge: CaseMergeRow | null
  contributions: ContributionRow[]
  handOffs: HandOffCountRow[]
}

/**
 * Reads one case without and with the facts of a commit and returns what changed. `known` and
 * `fresh` are in the order of the log; `commit` is the position that the difference is filed under.
 */
export function refold(
  caseId: number,
  known: readonly Fact[],
  fresh: readonly Fact[],
  commit: number,
  readingOf: ReadingOf,
  titleAt: (position: number) => string | null,
): CaseDeltas {
  const facts = known.length === 0 ? fresh : [...known, ...fresh]
  const before = known.length === 0 ? null : counted(caseId, known, readingOf)
  const after = counted(caseId, facts, readingOf)
  const contributions = contributionRows(before, after, commit)
  const handOffs = handOffRows(before, after, commit)
  if (after === null) return { state: null, queue: null, merge: null, contributions, handOffs }
  const state = caseStateRow(after.state, {
    contributions: after.contributions,
    title: titleOf(facts, titleAt),
    timerAt: after.reading.timerAt(after.state),
    position: facts.at(-1)?.position ?? commit,
  })
  const queue = caseQueueRow(after.state)
  return { state, queue, merge: caseMergeRow(after.state), contributions, handOffs }
}

function counted(caseId: number, facts: readonly Fact[], readingOf: ReadingOf) {
  const reading = readingOf(packOf(facts))
  const state = reading.fold(caseId, facts)
  if (state === null) return null
  return { state, reading, contributions: reading.contributions(state) } satisfies CountedCase
}
