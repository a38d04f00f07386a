import { setImmediate as breath } from 'node:timers/promises'
import type { Asker } from '../../shared/access/asker.ts'
import type { FactVerdict } from '../../shared/events/source-fact.ts'
import { prepare as prepareEntry, saysTheSame } from '../log/prepared.ts'
import type { KnownFacts } from '../queries/known-facts.ts'
import type { Lookups } from './lookups.ts'
import type { IngestParts } from './ports.ts'
import { prepareInSteps } from './prepare.ts'
import { calmly } from './sheets/steps.ts'

/** What a trial stands on: the way in without its end. */
export type TrialParts = Pick<IngestParts, 'clock' | 'zone' | 'typesOfCase' | 'attachment'> & {
  known: KnownFacts
}

/**
 * What would become of facts (试收) if they were taken now: the same rules, masks and comparison with
 * what the log holds, and nothing is appended. Accepted ones have no position.
 */
export async function tryFacts(
  asker: Asker,
  facts: readonly unknown[],
  receivedAt: number,
  lookups: Lookups,
  parts: TrialParts,
): Promise<FactVerdict[]> {
  const prepared = await calmly(prepareInSteps(asker, facts, receivedAt, lookups, parts), breath)
  prepared.entries.forEach((entry, i) => {
    const { stream } = entry
    if (stream.kind !== 'case') return
    const caseId = parts.known.caseIdOf(stream.source, stream.number)
    prepareEntry(entry).events.forEach((event, j) => {
      const verdict = prepared.verdicts[prepared.origins[i]?.[j] ?? -1]
      const stored = parts.known.find(event.event.source, event.event.key)
      if (verdict === undefined || stored === null) return
      const same = caseId !== null && saysTheSame(event, caseId, stored)
      verdict.verdict = same ? 'duplicate' : 'conflict'
      verdict.position = stored.position
    })
  })
  return prepared.verdicts
}
