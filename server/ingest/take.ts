import type { Asker } from '../../shared/access/asker.ts'
import type { FactVerdict } from '../../shared/events/source-fact.ts'
import { deadLetter } from './dead-letter.ts'
import { lookupsOf } from './lookups.ts'
import type { Verdict } from '../log/entry.ts'
import type { IngestParts, Note, RejectedRow } from './ports.ts'
import { prepare } from './prepare.ts'
import type { Prepared } from './prepare.ts'

/** The one way in: what sources tell becomes facts of the log, or a dead letter with its reason. */
export interface Ingest {
  /** Takes source facts; answers for each, in order, once what was accepted is on disk. */
  take(asker: Asker, facts: readonly unknown[], receivedAt: number): Promise<FactVerdict[]>
  /** The same without waiting, for the simulator and imports: on disk when it returns. */
  takeNow(asker: Asker, facts: readonly unknown[], receivedAt: number): FactVerdict[]
}

/** Makes the way in over a pack and a log. A bad fact never stops the good ones beside it. */
export function makeIngest(parts: IngestParts): Ingest {
  const lookups = lookupsOf(parts.pack, parts.tree, parts.zone)
  const ready = (asker: Asker, facts: readonly unknown[], receivedAt: number): Prepared =>
    prepare(asker, facts, receivedAt, lookups(), parts)

  const finish = (
    prepared: Prepared,
    answers: readonly Verdict[],
    facts: readonly unknown[],
    at: number,
  ) => {
    settle(prepared, answers)
    const letters: RejectedRow[] = []
    for (const { index, verdict, reasons } of prepared.verdicts)
      if (verdict === 'rejected' || verdict === 'conflict')
        letters.push(deadLetter(facts[index], reasons, at))
    if (letters.length > 0) parts.reject(letters)
    return prepared.verdicts
  }

  return {
    async take(asker, facts, receivedAt) {
      const prepared = ready(asker, facts, receivedAt)
      const answers = prepared.entries.length > 0 ? await parts.log.append(prepared.entries) : []
      return finish(prepared, answers, facts, receivedAt)
    },
    takeNow(asker, facts, receivedAt) {
      const prepared = ready(asker, facts, receivedAt)
      const answers = prepared.entries.length > 0 ? parts.log.appendNow(prepared.entries) : []
      return finish(prepared, answers, facts, receivedAt)
    },
  }
}

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
