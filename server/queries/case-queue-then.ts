import { fold } from '../../shared/cases/fold.ts'
import { waitingCase, type WaitingCase } from '../../shared/cases/waiting.ts'
import { DomainError } from '../../shared/errors.ts'
import { factReader } from '../db/facts.ts'
import { caseReader } from './case-reader.ts'
import type { CityView, Standing } from './city-view.ts'

/** More changed cases than this are not folded for one answer. */
const mostFolded = 4_000

const columns: Record<string, keyof WaitingCase> = {
  case_id: 'caseId',
  queue: 'queue',
  sort_at: 'sortAt',
  due_at: 'dueAt',
  region: 'region',
  department: 'department',
  type: 'type',
  supervised: 'supervised',
  extension_asked: 'extensionAsked',
}

/**
 * The queue as it stood at a past position (时光机), as a table to ask like `case_queue`: the rows of
 * cases untouched since, and the others folded anew. Raises `bad-request` where those are too many.
 */
export function queueThen(view: CityView, standing: Standing): { table: string; params: string[] } {
  const { sqlite } = view.database
  const changed = sqlite
    .prepare<[number, number], number>(
      "SELECT DISTINCT stream_id FROM log WHERE position > ? AND +stream = 'case' LIMIT ?",
    )
    .pluck()
    .all(standing.position, mostFolded + 1)
  if (changed.length > mostFolded) {
    const what = `此后变动的案件超过 ${mostFolded} 件，队列不能回放到那时；请改看案件列表`
    throw new DomainError({ code: 'bad-request', params: { field: 'at', what } })
  }
  const rules = caseReader(view).rules(standing)
  const facts = factReader(sqlite)
  const rows = changed.flatMap((caseId) => {
    const state = fold(caseId, facts.ofCase(caseId, 0, standing.position), rules)
    const waiting = state === null ? null : waitingCase(state)
    return waiting === null ? [] : [waiting]
  })
  const names = Object.keys(columns)
  const folded = rows.map((row) => names.map((name) => row[columns[name] ?? 'caseId']))
  const read = names.map((name, i) => `value ->> ${i} AS ${name}`)
  return {
    table: `(SELECT ${names.join(', ')} FROM case_queue
             WHERE case_id NOT IN (SELECT value FROM json_each(?))
             UNION ALL SELECT ${read.join(', ')} FROM json_each(?))`,
    params: [JSON.stringify(changed), JSON.stringify(folded)],
  }
}
