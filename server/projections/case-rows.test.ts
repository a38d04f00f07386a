import { expect, test } from 'vitest'
import type { BodyOf, CaseFactType } from '../../shared/events/index.ts'
import { caseFact, entryOf, mondayMorning } from '../../test/case-facts.ts'
import { memoryLog } from '../../test/memory-log.ts'

const hour = 3_600_000
const disposalDeadline = mondayMorning + 10 * hour
const closingDeadline = mondayMorning + 34 * hour

/** A city of one case, told step by step. */
function oneCase() {
  const { database, log } = memoryLog()
  const tell = <T extends CaseFactType>(type: T, hours: number, body: Partial<BodyOf<T>> = {}) =>
    log.appendNow([entryOf(caseFact(type, 'A', mondayMorning + hours * hour, body))])
  const all = (sql: string) => database.sqlite.prepare(sql).all()
  const dispatched = (region: number | null) => {
    tell('case-reported', 0, { number: 'A', region })
    tell('case-accepted', 0.2)
    tell('case-dispatched', 1, { disposalDeadline, closingDeadline })
  }
  return { tell, all, dispatched }
}

test('a dispatched case is due for a look when time next does something to it', () => {
  const { tell, all, dispatched } = oneCase()
  dispatched(3)
  const [row] = all('SELECT open, overdue, timer_at FROM case_state') as { timer_at: number }[]
  expect(row).toMatchObject({ open: 1, overdue: 0 })
  expect(row?.timer_at).toBeLessThan(disposalDeadline)
  tell('case-resolved', 2)
  tell('case-verified', 2.1)
  tell('case-closed', 2.2)
  expect(all('SELECT open, timer_at FROM case_state')).toEqual([{ open: 0, timer_at: null }])
})

test('a case is overdue in the list exactly when it counts as overdue', () => {
  const { tell, all, dispatched } = oneCase()
  dispatched(3)
  tell('deadline-passed', 10, { clock: 'disposal', deadline: disposalDeadline })
  expect(all('SELECT overdue FROM case_state')).toEqual([{ overdue: 1 }])
  expect(all('SELECT sum(overdueOpen) AS n FROM case_contribution')).toEqual([{ n: 1 }])
  tell('case-resolved', 11)
  tell('case-closed', 12)
  expect(all('SELECT overdue FROM case_state')).toEqual([{ overdue: 0 }])
  expect(all('SELECT sum(overdueOpen) AS n FROM case_contribution')).toEqual([{ n: 0 }])
})

test('a case without a place counts for the city until it is placed', () => {
  const { tell, all } = oneCase()
  const reported = () =>
    all('SELECT region, sum(reported) AS n FROM case_contribution GROUP BY region ORDER BY region')
  tell('case-reported', 0, { number: 'A', region: null })
  expect(reported()).toEqual([{ region: 1, n: 1 }])
  tell('case-relocated', 1, { region: 5 })
  expect(reported()).toEqual([
    { region: 1, n: 0 },
    { region: 5, n: 1 },
  ])
})

test('a count is filed under its quarter-hour and the local day of the pack', () => {
  const { tell, all } = oneCase()
  // 23:50 on Sunday in UTC is 07:50 on Monday in the pack's zone.
  tell('case-reported', -1 / 6, { number: 'A' })
  const slot = Math.floor((mondayMorning - hour / 6) / 900_000)
  const monday = Date.UTC(2026, 10, 2) / 86_400_000
  expect(all('SELECT slot, day FROM case_contribution')).toEqual([{ slot, day: monday }])
})
