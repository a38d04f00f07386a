import type { Asker } from '../../shared/access/asker.ts'
import {
  queueFilters,
  type QueueAnswer,
  type QueueFilter,
  type QueueQuestion,
} from '../../shared/cases/queue-answers.ts'
import { DomainError } from '../../shared/errors.ts'
import { caseReader } from './case-reader.ts'
import { queueRow } from './case-queue-row.ts'
import { queueThen } from './case-queue-then.ts'
import { filterSql, placeSql, sortEnd, textSql } from './case-queue-sql.ts'
import type { CityView } from './city-view.ts'

const mostRows = 200
/** Less than this many working minutes left is 即将超期 (our default). */
const soonMinutes = 120

type Counts = Record<QueueFilter, number | null>

/**
 * The cases that wait (待办队列), what will be late first first. Reads open cases alone, however many
 * the city has. Raises `bad-request` for a wrong cursor, or a past further back than can be folded.
 */
export function caseQueue(view: CityView, question: QueueQuestion, asker: Asker): QueueAnswer {
  const standing = view.standing(question.at)
  const { sqlite } = view.database
  const { now, position } = standing
  const reader = caseReader(view)
  const rules = reader.rules(standing)
  const limit = Math.min(question.limit ?? 50, mostRows)
  const then = standing.replay ? queueThen(view, standing) : { table: 'case_queue', params: [] }
  const place = placeSql(standing, question.region)
  const asked = filterSql(question.filter, asker)
  const text = textSql(question.text ?? '', standing)

  const sums = queueFilters.map((filter) => `total(${filterSql(filter, asker).sql}) AS "${filter}"`)
  const counted = sqlite
    .prepare<(string | number)[], Counts>(
      `SELECT ${sums.join(', ')} FROM ${then.table} q WHERE ${place.sql}`,
    )
    .get(
      ...queueFilters.flatMap((f) => filterSql(f, asker).params),
      ...then.params,
      ...place.params,
    )
  const where = `${place.sql} AND ${asked.sql} AND ${text.sql}`
  const params = [...then.params, ...place.params, ...asked.params, ...text.params]
  const soon = Math.round(rules.clock.addWorkMinutes(now, soonMinutes))
  const sum = sqlite
    .prepare<(string | number)[], { total: number; late: number; soon: number }>(
      `SELECT count(*) AS total, total(q.due_at < ?) AS late, total(q.due_at >= ? AND q.due_at < ?) AS soon
       FROM ${then.table} q ${text.join} WHERE ${where}`,
    )
    .get(now, now, soon, ...params)
  const [sortAt, caseId] = cursorOf(question.cursor)
  const page = sqlite
    .prepare<(string | number)[], { caseId: number; sortAt: number }>(
      `SELECT q.case_id AS caseId, q.sort_at AS sortAt FROM ${then.table} q ${text.join}
       WHERE ${where} AND (q.sort_at, q.case_id) > (?, ?)
       ORDER BY q.sort_at, q.case_id LIMIT ?`,
    )
    .all(...params, sortAt, caseId, limit + 1)
  const shown = page.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.flatMap((found) => {
      const opened = reader.opened(found.caseId, standing)
      return opened === null ? [] : [queueRow(opened, asker, rules, standing)]
    }),
    counts: Object.fromEntries(
      queueFilters.map((f) => [f, counted?.[f] ?? 0]),
    ) as QueueAnswer['counts'],
    ...{ late: sum?.late ?? 0, soon: sum?.soon ?? 0, total: sum?.total ?? 0 },
    cursor: last && page.length > limit ? `${last.sortAt}:${last.caseId}` : null,
    ...{ position, now },
  }
}

/** Where the page before ended: the last row's place in the order. */
function cursorOf(cursor: string | undefined): [number, number] {
  if (cursor === undefined) return [-1, -1]
  const [sortAt, caseId] = cursor.split(':').map(Number)
  if (sortAt !== undefined && caseId !== undefined && sortAt <= sortEnd && caseId >= 0)
    return [sortAt, caseId]
  throw new DomainError({ code: 'bad-request', params: { field: 'cursor', found: cursor } })
}
