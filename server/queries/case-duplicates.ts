import type { Asker } from '../../shared/access/asker.ts'
import { visibleTo } from '../../shared/access/visible.ts'
import { metresBetween, sameCase } from '../../shared/cases/near.ts'
import type { DuplicatesAnswer } from '../../shared/cases/queue-answers.ts'
import { hourMs, minuteMs } from '../../shared/time/civil.ts'
import { caseReader } from './case-reader.ts'
import { queueRow } from './case-queue-row.ts'
import type { CityView } from './city-view.ts'

interface Near {
  caseId: number
  lng: number
  lat: number
  reportedAt: number
}

/** As many as a person compares. */
const mostRows = 20

/**
 * Open cases that look like the same (疑似重复): of its type, within 300 m and 48 hours, nearest first.
 * None for a case without a point, and none for a sensitive one, whose place is not told.
 */
export function caseDuplicates(
  view: CityView,
  { caseId }: { caseId: number },
  asker: Asker,
): DuplicatesAnswer {
  const standing = view.standing()
  const { position, regions } = standing
  const reader = caseReader(view)
  const { row, state } = reader.seen(caseId, standing, asker)
  if (row.withheld || state.point === null) return { rows: [], position }
  const here = state.point
  const span = sameCase.hours * hourMs
  const near = view.database.sqlite
    .prepare<[string, number, number, number], Near>(
      `SELECT case_id AS caseId, lng, lat, reported_at AS reportedAt FROM case_queue
       WHERE type = ? AND reported_at BETWEEN ? AND ? AND lng IS NOT NULL
         AND queue <> 'over' AND case_id <> ?`,
    )
    .all(state.type, state.reportedAt - span, state.reportedAt + span, caseId)
    .map((one) => ({ ...one, metres: metresBetween(here, [one.lng, one.lat]) }))
    .filter(({ metres }) => metres <= sameCase.metres)
    .sort((a, b) => a.metres - b.metres || a.caseId - b.caseId)
  const rules = reader.rules(standing)
  const visible = visibleTo(asker, regions)
  const rows = near.flatMap(({ caseId: other, metres, reportedAt }) => {
    const found = reader.opened(other, standing)
    if (found === null || !visible(found.row)) return []
    return {
      ...queueRow(found, asker, rules, standing),
      metres: Math.round(metres),
      minutesApart: Math.round(Math.abs(reportedAt - state.reportedAt) / minuteMs),
    }
  })
  return { rows: rows.slice(0, mostRows), position }
}
