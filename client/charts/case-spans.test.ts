import { expect, it } from 'vitest'
import { aCaseRow } from '../../test/case-row.ts'
import { caseSpans, spanAfter, spanBefore } from './case-spans.ts'

const now = Date.parse('2026-06-18T06:32:00Z')
const hour = 3_600_000
const spanOf = (given: Parameters<typeof aCaseRow>[0]) =>
  caseSpans([aCaseRow({ reportedAt: now - hour, ...given })], now).lines[0]!

it('a case runs from its report to now, and on to its deadline', () => {
  const line = spanOf({ deadline: now + hour })
  expect(line.from).toBeCloseTo((spanBefore - hour) / (spanBefore + spanAfter))
  expect(line.until).toBeCloseTo((spanBefore + hour) / (spanBefore + spanAfter))
  expect([line.begins, line.ends, line.lateFrom]).toEqual([true, true, null])
})

it('one that is late has no time left, and shows since when', () => {
  const line = spanOf({ deadline: now - hour / 2 })
  expect(line.until).toBeNull()
  expect(line.lateFrom).toBeGreaterThan(line.from)
})

it('what lies beyond the span is cut there and said so', () => {
  const line = spanOf({ reportedAt: now - 40 * hour, deadline: now + 40 * hour })
  expect([line.from, line.begins, line.until, line.ends]).toEqual([0, false, 1, false])
  expect(spanOf({ deadline: null })).toMatchObject({ until: null, lateFrom: null })
})

it('the axis names whole hours inside the span', () => {
  for (const { at, share } of caseSpans([], now).marks) {
    expect(at % (2 * hour)).toBe(0)
    expect(share).toBeGreaterThanOrEqual(0)
    expect(share).toBeLessThanOrEqual(1)
  }
})
