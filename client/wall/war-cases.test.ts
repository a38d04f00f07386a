import { expect, it } from 'vitest'
import { aCaseRow } from '../../test/case-row.ts'
import { countWords, graveCases, warOrder } from './war-cases.ts'

const rows = [
  aCaseRow({ caseId: 1, severity: 4, deadline: 100 }),
  aCaseRow({ caseId: 2, severity: 1, deadline: 900, reportedAt: 10 }),
  aCaseRow({ caseId: 3, severity: 2, deadline: 50 }),
  aCaseRow({ caseId: 4, severity: 1, deadline: 300, reportedAt: 5 }),
  aCaseRow({ caseId: 5, severity: 1, closedAt: 40 }),
]
const ids = (all: typeof rows) => all.map((row) => row.caseId)

it('战时 is about what is open of Ⅰ and Ⅱ, the newest Ⅰ first', () => {
  expect(ids(graveCases(rows))).toEqual([2, 4, 3])
})

it('lists the gravest first, and of them what runs out first', () => {
  expect(ids(warOrder(rows)).slice(0, 4)).toEqual([4, 2, 5, 3])
})

it('counts what is open, and says so where the list may be cut off', () => {
  expect([countWords(rows, 1), countWords(rows, 2)]).toEqual(['2', '1'])
  const many = Array.from({ length: 60 }, (_, caseId) => aCaseRow({ caseId, severity: 2 }))
  expect(countWords(many, 2)).toBe('60+')
})
