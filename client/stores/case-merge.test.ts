import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aCaseRow } from '../../test/a-city-api.ts'
import { isOpen, mergeFrame, openCases, type LiveRow } from './case-merge.ts'
import { mapOrder, streamOrder } from './case-order.ts'

const none: ReadonlyMap<number, LiveRow> = new Map()
const frames = fc.array(
  fc.record({
    position: fc.integer({ min: 1, max: 50 }),
    ids: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 5 }),
  }),
)

describe('merging live frames', () => {
  it('keeps each case once, in its newest state, whatever order frames come in', () => {
    fc.assert(
      fc.property(frames, (given) => {
        let rows = none
        for (const { position, ids } of given)
          rows = mergeFrame(
            rows,
            ids.map((caseId) => aCaseRow({ caseId, number: `at ${position}` })),
            position,
          )
        for (const [caseId, live] of rows) {
          const seen = given.filter(({ ids }) => ids.includes(caseId)).map((f) => f.position)
          expect(live.position).toBe(Math.max(...seen))
          expect(live.row.number).toBe(`at ${live.position}`)
        }
      }),
    )
  })

  it('changes nothing when the same frame comes twice', () => {
    const row = aCaseRow()
    const once = mergeFrame(none, [row], 5)
    expect(mergeFrame(once, [row], 5)).toEqual(once)
  })

  it('keeps no more than it may, and lets go of the longest unchanged', () => {
    let rows = none
    for (let caseId = 1; caseId <= 5; caseId++)
      rows = mergeFrame(rows, [aCaseRow({ caseId })], caseId, 3)
    rows = mergeFrame(rows, [aCaseRow({ caseId: 3 })], 6, 3)
    rows = mergeFrame(rows, [aCaseRow({ caseId: 6 })], 7, 3)
    expect([...rows.keys()]).toEqual([5, 3, 6])
  })
})

describe('open cases', () => {
  it('are those listed, with what the feed has said since', () => {
    const listed = [aCaseRow({ caseId: 1 }), aCaseRow({ caseId: 2 })]
    const live = mergeFrame(
      none,
      [aCaseRow({ caseId: 2, stage: 'closed' }), aCaseRow({ caseId: 3 })],
      11,
    )
    expect(openCases(listed, 10, live).map((row) => row.caseId)).toEqual([1, 3])
  })

  it('trust a newer list more than an older frame', () => {
    const live = mergeFrame(none, [aCaseRow({ caseId: 1, stage: 'accepted' })], 9)
    const listed = [aCaseRow({ caseId: 1, stage: 'handling' })]
    expect(openCases(listed, 10, live)[0]!.stage).toBe('handling')
  })

  it('leave out what is over', () => {
    for (const stage of ['declined', 'closed', 'rated', 'cancelled', 'merged'] as const)
      expect(isOpen(aCaseRow({ stage }))).toBe(false)
    expect(isOpen(aCaseRow({ stage: 'suspended' }))).toBe(true)
  })
})

describe('the order of the stream', () => {
  it('puts the gravest few on top and then the newest first', () => {
    const rows = [
      aCaseRow({ caseId: 1, severity: 4, reportedAt: 10 }),
      aCaseRow({ caseId: 2, severity: 1, reportedAt: 1 }),
      aCaseRow({ caseId: 3, severity: 4, reportedAt: 30 }),
      aCaseRow({ caseId: 4, severity: 2, reportedAt: 2 }),
      aCaseRow({ caseId: 5, severity: 3, reportedAt: 20 }),
    ]
    expect(streamOrder(rows, 10).map((row) => row.caseId)).toEqual([2, 4, 3, 5, 1])
  })

  it('always leaves room for what has just come', () => {
    const grave = Array.from({ length: 20 }, (_, i) =>
      aCaseRow({ caseId: i + 1, severity: 1, reportedAt: i }),
    )
    const fresh = aCaseRow({ caseId: 99, severity: 4, reportedAt: 1000 })
    expect(streamOrder([...grave, fresh], 5).map((row) => row.caseId)).toContain(99)
  })

  it('marks on the map every grave case that has a place, and the newest of the rest', () => {
    const rows = [
      aCaseRow({ caseId: 1, severity: 1, point: null }),
      aCaseRow({ caseId: 2, severity: 2 }),
      ...Array.from({ length: 40 }, (_, i) => aCaseRow({ caseId: 10 + i, reportedAt: i })),
    ]
    const marked = mapOrder(rows).map((row) => row.caseId)
    expect(marked).toHaveLength(31)
    expect(marked[0]).toBe(2)
    expect(marked[1]).toBe(49)
  })
})
