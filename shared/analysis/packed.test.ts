import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anAnswer } from '../../test/an-analysis.ts'
import { packed, unpacked } from './packed.ts'

const sent = <A>(answer: A): A => JSON.parse(JSON.stringify(answer)) as A

test('what is packed, sent and unpacked is the answer', () => {
  const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null })
  const point = fc.record({
    ...{ from: fc.integer(), to: fc.integer(), label: fc.string(), value: number },
    ...{ numerator: number, denominator: number, asOf: number, completeness: number },
    ...{ lastYear: number, stale: fc.boolean(), partial: fc.boolean() },
    absence: fc.constantFrom(null, 'no-data' as const, 'nothing-due' as const),
    status: fc.constantFrom('normal' as const, 'red' as const, 'unknown' as const),
  })
  const [line] = anAnswer().lines
  if (line === undefined) throw new Error('an answer has a line')
  // Lines alike, alike in parts, shorter, longer and empty, one after the other.
  const points = fc.array(point, { maxLength: 4 })
  const changes = fc.array(fc.tuple(points, fc.boolean()), { maxLength: 6 })
  fc.assert(
    fc.property(changes, (drawn) => {
      let before: typeof line.points = []
      const lines = drawn.map(([own, alike], i) => {
        const asBefore = before.map((one) => ({ ...one, value: i }))
        before = alike ? asBefore : own
        return { ...line, region: i, points: before }
      })
      const answer = { ...anAnswer(), lines }
      expect(unpacked(sent(packed(answer)))).toEqual(sent(answer))
    }),
  )
})

test('what is the same in every line is sent once', () => {
  const { lines, ...rest } = anAnswer()
  const [first] = lines
  if (first === undefined) throw new Error('an answer has a line')
  const others = [1, 2, 3].map((region) => ({
    ...first,
    region,
    points: first.points.map((point) => ({ ...point, value: region })),
  }))
  const columns = packed({ ...rest, lines: others }).lines.map((one) => Object.keys(one.columns))
  expect(columns[0]).toHaveLength(13)
  expect(columns.slice(1)).toEqual([['value'], ['value']])
})
