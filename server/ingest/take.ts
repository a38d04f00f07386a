import { setImmediate as breath } from 'node:timers/promises'
import type { Asker } from '../../shared/access/asker.ts'
import type { FactVerdict } from '../../shared/events/source-fact.ts'
import { deadLetter } from './dead-letter.ts'
import { lookupsOf } from './lookups.ts'
import type { AuditNote, Verdict } from '../log/entry.ts'
import type { IngestParts, Note, RejectedRow } from './ports.ts'
import { prepareInSteps } from './prepare.ts'
import type { Prepared } from './prepare.ts'
import { atOnce, calmly, type Steps } from './sheets/steps.ts'

/** The one way in: what sources tell becomes facts of the log, or a dead letter with its reason. */
export interface Ingest {
  /** Takes source facts; answers for each, in order, once what was accepted is on disk. */
  take(asker: Asker, facts: readonly unknown[], receivedAt: number): Promise<FactVerdict[]>
  /** The same without waiting, for the simulator and imports: on disk when it returns. */
  takeNow(asker: Asker, facts: readonly unknown[], receivedAt: number): FactVerdict[]
  /** Dead letters once more (重放), with who ordered it: what is refused again leaves no new letter. */
  retakeNow(
    asker: Asker,
    facts: readonly unknown[],
    receivedAt: number,
    audit: AuditNote,
  ): FactVerdict[]
}

/** Makes the way in over a pack and a log. A bad fact never stops the good ones beside it. */
export function makeIngest(parts: IngestParts): Ingest {
  const lookups = lookupsOf(parts.pack, parts.tree, parts.zone)
  const ready = (asker: Asker, facts: readonly unknown[], receivedAt: number): Steps<Prepared> =>
    prepareInSteps(asker, facts, receivedAt, lookups(), parts)

  /** Keeps what was refused, some at a time: a flood of it holds nobody up. */
  function* keep(verdicts: FactVerdict[], facts: readonly unknown[], at: number): Steps<void> {
    let letters: RejectedRow[] = []
    for (const { index, verdict, reasons } of verdicts) {
      if (verdict !== 'rejected' && verdict !== 'conflict') continue
      letters.push(deadLetter(facts[index], reasons, at))
      if (letters.length < lettersAtOnce) continue
      parts.reject(letters)
      letters = []
      yield
    }
    if (letters.length > 0) parts.reject(letters)
  }

  return {
    async take(asker, facts, receivedAt) {
      const prepared = await calmly(ready(asker, facts, receivedAt), breath)
      const { entries, verdicts } = prepared
      settle(prepared, entries.length > 0 ? await parts.log.append(entries) : [])
      await calmly(keep(verdicts, facts, receivedAt), breath)
      return verdicts
    },
    takeNow(asker, facts, receivedAt) {
      const prepared = atOnce(ready(asker, facts, receivedAt))
      const { entries, verdicts } = prepared
      settle(prepared, entries.length > 0 ? parts.log.appendNow(entries) : [])
      atOnce(keep(verdicts, facts, receivedAt))
      return verdicts
    },
    retakeNow(asker, facts, receivedAt, audit) {
      const prepared = atOnce(ready(asker, facts, receivedAt))
      const entries = prepared.entries.map((entry) => ({ ...entry, audit }))
      settle(prepared, entries.length > 0 ? parts.log.appendNow(entries) : [])
      return prepared.verdicts
    },
  }
}

/** Letters written in one transaction. */
const lettersAtOnce = 250

const conflict: Note = {
  code: 'conflict',
  message: '同一来源的此 key 已有内容不同的事实（见 position），未收；若是更正，请用新的 key 报。',
}

/** Writes the log's answers, one per event in order, into the verdicts of their facts. */
function settle({ verdicts, origins }: Prepared, answers: readonly Verdict[]): void {
  origins.flat().forEach((index, i) => {
    const verdict = verdicts[index]
    const answer = answers[i]
    if (verdict === undefined || answer === undefined) return
    verdict.position = answer.position
    verdict.verdict = answer.verdict
    if (answer.verdict === 'conflict') verdict.reasons.push(conflict)
  })
}
