import { fold } from '../../shared/cases/fold.ts'
import { lapseKey, lapses } from '../../shared/cases/lapses.ts'
import type { CaseRules } from '../../shared/cases/rules.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { Entry } from '../log/entry.ts'
import type { Log } from '../log/log.ts'
import type { DueCases } from '../queries/due-cases.ts'

/** The name under which time speaks in the log. */
export const timeSource = 'clock'

const casesAtOnce = 400

/**
 * Turns time into facts (时限与亮灯): appends every lapse and light due by `instant`, exactly once each
 * by its key, and returns how many. A case whose timer was wrong is re-read and comes to rest.
 */
export function recordLapses(
  log: Pick<Log, 'appendNow'>,
  due: DueCases,
  rules: CaseRules,
  instant: number,
): number {
  let recorded = 0
  for (;;) {
    const cases = due.by(instant, casesAtOnce)
    const entries: Entry[] = []
    for (const { caseId, source, number, facts } of cases) {
      const state = fold(caseId, facts, rules)
      if (state === null) continue
      const events = lapses(state, rules)
        .filter((lapse) => lapse.at <= instant)
        .map(
          (lapse) =>
            ({
              type: lapse.type,
              source: timeSource,
              key: lapseKey(state, lapse),
              occurredAt: lapse.at,
              publishedAt: lapse.at,
              body: lapse.body,
            }) as NewFactOf,
        )
      if (events.length > 0) entries.push({ stream: { kind: 'case', source, number }, events })
    }
    if (entries.length === 0) return recorded
    const accepted = log.appendNow(entries).filter((v) => v.verdict === 'accepted').length
    recorded += accepted
    // Nothing new came of them: their timers wait for something else than time.
    if (accepted === 0 || cases.length < casesAtOnce) return recorded
  }
}
