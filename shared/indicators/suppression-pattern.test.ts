import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide, smallestShown, undecided, type Cell, type Pattern } from './suppression-pattern.ts'

/** A table of districts 2, 3, … whose city, 1, adds them up. */
const tableOf = (counts: readonly number[]): Cell[] => [
  { region: 1, total: true, sizes: [counts.reduce((a, b) => a + b, 0)] },
  ...counts.map((n, i) => ({ region: i + 2, total: false, sizes: [n] })),
]
const hiddenOf = (counts: readonly number[], before: Pattern = undecided): number[] | null => {
  const pattern = decide(before, tableOf(counts))
  return pattern && [...pattern.hidden].sort((a, b) => a - b)
}

describe('the pattern of a published table', () => {
  test('hides nothing where nothing is small', () => {
    expect(hiddenOf([10, 30, 45])).toEqual([])
  })

  test('hides with one small count the smallest other one', () => {
    expect(hiddenOf([120, 8, 340, 95])).toEqual([3, 5])
  })

  test('hides a third when the two hidden ones together are still a small count', () => {
    expect(hiddenOf([0, 0, 200, 25])).toEqual([2, 3, 5])
  })

  test('hides more where the bounds that a reader knows would leave too few numbers', () => {
    // 9 and 10 add up to 19, and nothing hidden can exceed the 11 that would be shown.
    expect(hiddenOf([9, 10, 11, 300])).toEqual([2, 3, 4])
  })

  test('hides the city too where one district is all there is', () => {
    expect(hiddenOf([4])).toEqual([1, 2])
    expect(hiddenOf([4, 0, 2])).toEqual([1, 2, 3, 4])
  })

  test('keeps what was decided when a count is corrected', () => {
    const first = decide(undecided, tableOf([120, 8, 340, 95]))
    expect(hiddenOf([120, 80, 340, 95], first ?? undecided)).toEqual([3, 5])
    expect(hiddenOf([120, 3, 340, 12], first ?? undecided)).toEqual([3, 5])
  })

  test('does not release a correction that would show a small count', () => {
    const first = decide(undecided, tableOf([120, 8, 340, 95]))
    expect(decide(first ?? undecided, tableOf([7, 8, 340, 95]))).toBeNull()
  })

  test('does not release a correction by which the hidden ones together become small', () => {
    const first = decide(undecided, tableOf([120, 8, 340, 95]))
    expect(decide(first ?? undecided, tableOf([120, 1, 340, 2]))).toBeNull()
  })

  test('hides a late small count with another late one, or waits', () => {
    const first = decide(undecided, tableOf([120, 80, 340]))
    expect(hiddenOf([120, 80, 340, 4], first ?? undecided)).toBeNull()
    expect(hiddenOf([120, 80, 340, 4, 60], first ?? undecided)).toEqual([5, 6])
  })

  test('always leaves at least ten possible numbers for what is hidden', () => {
    const counts = fc.array(fc.oneof(fc.nat(12), fc.nat(60), fc.nat(900)), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(counts, (given) => {
        const cells = tableOf(given)
        const pattern = decide(undecided, cells)
        expect(pattern).not.toBeNull()
        const hidden = pattern?.hidden ?? new Set()
        for (const { region, sizes } of cells)
          if ((sizes[0] ?? 0) < smallestShown) expect(hidden.has(region)).toBe(true)
        if (hidden.size === 0 || hidden.has(1)) return
        const parts = given.filter((_, i) => hidden.has(i + 2))
        const most = Math.min(...given.filter((_, i) => !hidden.has(i + 2)))
        const sum = parts.reduce((a, b) => a + b, 0)
        const least = Math.max(0, sum - (parts.length - 1) * most)
        expect(parts.length).toBeGreaterThan(1)
        expect(Math.min(sum, most) - least).toBeGreaterThanOrEqual(smallestShown)
      }),
      { seed: 7, numRuns: 2000 },
    )
  })

  test('never hides what it showed nor shows what it hid, whatever is corrected or comes late', () => {
    const versions = fc.array(fc.array(fc.nat(80), { minLength: 3, maxLength: 6 }), {
      minLength: 2,
      maxLength: 6,
    })
    fc.assert(
      fc.property(versions, (tables) => {
        let pattern = undecided
        let reported = 0
        for (const table of tables) {
          reported = Math.max(reported, table.length)
          const full = [...table, ...Array<number>(reported).fill(30)].slice(0, reported)
          const cells = tableOf(full)
          const next = decide(pattern, cells)
          if (next === null) continue
          for (const region of pattern.shown) expect(next.shown.has(region)).toBe(true)
          for (const region of pattern.hidden) expect(next.hidden.has(region)).toBe(true)
          const added = full.filter((_, i) => next.hidden.has(i + 2) && !pattern.hidden.has(i + 2))
          if (pattern !== undecided && added.length > 0 && !next.hidden.has(1)) {
            expect(added.length).toBeGreaterThan(1)
            expect(added.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(smallestShown)
          }
          for (const { region, sizes } of cells)
            if (next.shown.has(region)) expect(sizes[0]).toBeGreaterThanOrEqual(smallestShown)
          pattern = next
        }
      }),
      { seed: 7, numRuns: 2000 },
    )
  })
})
