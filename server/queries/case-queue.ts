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
import { filterSql, placeSql, sortEnd, textSql, type Condition } from './case-queue-sql.ts'
import type { CityView } from './city-view.ts'

const mostRows = 200
/** Less than this many working minutes left is 即将超期 (our default). */
const soonMinutes = 120

/**
 * The cases that wait (待办队列), what will be late first first. Reads open cases alone, however many
 * the city has. Raises `bad-request` for a wrong cursor, or a past further back than can be folded.
 */
export function caseQueue(view: CityView, question: QueueQuestion, asker: Asker): QueueAnswer {
  const standing = view.standing(question.at)
  const reader = caseReader(view)
  const rules = reader.rules(standing)
  const limit = Math.min(question.limit ?? 50, mostRows)
  const asked = {
    sqlite: view.database.sqlite,
    from: standing.replay ? queueThen(view, standing) : { table: 'case_queue', params: [] },
    place: placeSql(standing, question.region),
    filter: filterSql(question.filter, asker),
    text: textSql(question.text ?? '', standing),
  }
  const { now, position } = standing
  const soon = Math.round(rules.clock.addWorkMinutes(now, soonMinutes))
  const page = pageOf(asked, cursorOf(question.cursor), limit + 1)
  const shown = page.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.flatMap(({ caseId }) => {
      const opened = reader.opened(caseId, standing)
      return opened === null ? [] : [queueRow(opened, asker, rules, standing)]
    }),
    counts: countsOf(asked, asker),
    ...sumsOf(asked, now, soon),
    cursor: last && page.length > limit ? `${last.sortAt}:${last.caseId}` : null,
    ...{ position, now },
  }
}

interface Asked {
  sqlite: CityView['database']['sqlite']
  /** The table to ask, and what it takes. */
  from: { table: string; params: string[] }
  place: Condition
  filter: Condition
  text: Condition & { join: string }
}

/** What every filter holds in the region, in one look at it. */
function countsOf({ sqlite, from, place }: Asked, asker: Asker): QueueAnswer['counts'] {
  const filters = queueFilters.map((filter) => ({ filter, ...filterSql(filter, asker) }))
  const counts = filters.map(({ filter, sql }) => `count(*) FILTER (WHERE ${sql}) AS "${filter}"`)
  const row = sqlite
    .prepare<(string | number)[], Record<QueueFilter, number>>(
      `SELECT ${counts.join(', ')} FROM ${from.table} q WHERE ${place.sql}`,
    )
    .get(...filters.flatMap(({ params }) => params), ...from.params, ...place.params)
  return row ?? { intake: 0, dispatch: 0, mine: 0, verify: 0, supervised: 0, extension: 0, all: 0 }
}

/** How many the filter and the words hold, and how many of them are late or nearly so. */
function sumsOf(asked: Asked, now: number, soon: number) {
  const { sql, params, table } = conditionOf(asked)
  const row = asked.sqlite
    .prepare<(string | number)[], { total: number; late: number; soon: number }>(
      `SELECT count(*) AS total, count(*) FILTER (WHERE q.due_at < ?) AS late,
         count(*) FILTER (WHERE q.due_at >= ? AND q.due_at < ?) AS soon
       FROM ${table} WHERE ${sql}`,
    )
    .get(now, now, soon, ...params)
  return row ?? { total: 0, late: 0, soon: 0 }
}

function pageOf(asked: Asked, after: [number, number], most: number) {
  const { sql, params, table } = conditionOf(asked)
  return asked.sqlite
    .prepare<(string | number)[], { caseId: number; sortAt: number }>(
      `SELECT q.case_id AS caseId, q.sort_at AS sortAt FROM ${table}
       WHERE ${sql} AND (q.sort_at, q.case_id) > (?, ?)
       ORDER BY q.sort_at, q.case_id LIMIT ?`,
    )
    .all(...params, ...after, most)
}

const conditionOf = ({ from, place, filter, text }: Asked) => ({
  table: `${from.table} q ${text.join}`,
  sql: `${place.sql} AND ${filter.sql} AND ${text.sql}`,
  params: [...from.params, ...place.params, ...filter.params, ...text.params],
})

/** Where the page before ended: the last row's place in the order. */
function cursorOf(cursor: string | undefined): [number, number] {
  if (cursor === undefined) return [-1, -1]
  const [sortAt, caseId] = cursor.split(':').map(Number)
  if (sortAt !== undefined && caseId !== undefined && sortAt <= sortEnd && caseId >= 0)
    return [sortAt, caseId]
  throw new DomainError({ code: 'bad-request', params: { field: 'cursor', found: cursor } })
}
