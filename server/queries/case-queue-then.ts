import { fold } from '../../shared/cases/fold.ts'
import { waitingCase } from '../../shared/cases/waiting.ts'
import { DomainError } from '../../shared/errors.ts'
import { factReader } from '../db/facts.ts'
import { caseReader } from './case-reader.ts'
import type { CityView, Standing } from './city-view.ts'
import type { Waiting } from './queue-pick.ts'
import { WaitingTable } from './waiting-table.ts'

/** More changed cases than this are not folded for one answer. */
const mostFolded = 4_000

/**
 * The cases that waited at a past position (时光机): those untouched since, and the others folded anew.
 * Raises `bad-request` where those are too many.
 */
export function queueThen(view: CityView, standing: Standing): Waiting[] {
  const { sqlite } = view.database
  const table = view.waiting.now()
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
  const titleOf = sqlite
    .prepare<[number], string | null>('SELECT title FROM case_state WHERE case_id = ?')
    .pluck()
  const then = new WaitingTable()
  for (const caseId of changed) {
    const state = fold(caseId, facts.ofCase(caseId, 0, standing.position), rules)
    const row = state === null ? null : waitingCase(state)
    if (state === null || row === null) continue
    then.set({ ...row, number: state.number, title: titleOf.get(caseId) ?? null })
  }
  return [
    { table, except: new Set(changed) },
    { table: then, except: new Set() },
  ]
}
