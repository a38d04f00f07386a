import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QueueRow } from '../../shared/cases/queue-answers.ts'
import { aQueue, aQueueRow } from '../../test/case-work.ts'
import type { CaseQueueQuestion } from '../api/city-api.ts'
import { freshIn, readQueue, type QueueWant } from './queue-pages.ts'

const asked = (want: number): QueueWant => ({
  ...{ who: 'demo-duty-officer', filter: 'all', region: 1, text: '', at: null, want },
})
const rowsOf = (ids: readonly number[]): QueueRow[] => ids.map((caseId) => aQueueRow({ caseId }))

/** A queue of so many cases, paged as the server does. */
function aLongQueue(total: number) {
  const questions: CaseQueueQuestion[] = []
  const ids = Array.from({ length: total }, (_, i) => i + 1)
  return {
    questions,
    caseQueue: async (question: CaseQueueQuestion) => {
      questions.push(question)
      const from = Number(question.cursor ?? 0)
      const to = from + (question.limit ?? 50)
      const cursor = to < total ? String(to) : null
      return aQueue({ rows: rowsOf(ids.slice(from, to)), total, cursor })
    },
  }
}

describe('a queue read down', () => {
  it('goes on where it ended, and never asks for what it has', async () => {
    const api = aLongQueue(120)
    const first = await readQueue(api, asked(50), null)
    const more = await readQueue(api, asked(100), { key: asked(50), value: first })
    expect(more.rows).toHaveLength(100)
    expect(api.questions.map(({ cursor, limit }) => [cursor, limit])).toEqual([
      [undefined, 50],
      ['50', 50],
    ])
  })

  it('is read from its top when it is asked again', async () => {
    const api = aLongQueue(700)
    const known = { key: asked(500), value: await readQueue(api, asked(500), null) }
    api.questions.length = 0
    await readQueue(api, asked(500), known)
    expect(api.questions.map(({ cursor }) => cursor)).toEqual([undefined, '200', '400'])
  })
})

describe('what is new in a queue', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 30 })

  it('is never a case that was there, and all that came where the whole is known', () => {
    fc.assert(
      fc.property(ids, ids, (before, after) => {
        const came = freshIn(aQueue({ rows: rowsOf(before) }), aQueue({ rows: rowsOf(after) }))
        expect(came).toEqual(after.filter((id) => !before.includes(id)))
      }),
    )
  })

  it('is not what moved up past the end when another was done', () => {
    const before = aQueue({ rows: rowsOf([1, 2, 3]), cursor: '3' })
    expect(freshIn(before, aQueue({ rows: rowsOf([2, 3, 4]), cursor: '4' }))).toEqual([])
    expect(freshIn(before, aQueue({ rows: rowsOf([2, 9, 3]), cursor: '3' }))).toEqual([9])
  })
})
