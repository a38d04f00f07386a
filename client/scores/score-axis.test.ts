import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { ScoreCell, ScoreTable } from '../../shared/scores/answers.ts'
import { aScoreCell, aScoreTable } from '../../test/a-city-api.ts'
import { axisOf, endsOf, markOf, placeOn } from './score-axis.ts'
import { inGroups } from './score-order.ts'
import { changeWords, placeWords, spokenCell, valueWords } from './score-words.ts'

const tableOf = (cells: Partial<ScoreCell>[], direction: 'up' | 'down' = 'up'): ScoreTable => {
  const table = aScoreTable()
  return {
    ...table,
    indicators: table.indicators.map((column) => ({ ...column, direction })),
    groups: [{ name: 'a', medians: [null], ranked: [cells.length] }],
    rows: cells.map((cell, i) => ({
      ...{ key: String(i), name: `部门${i}`, group: 'a', region: null },
      cells: [aScoreCell(cell)],
    })),
  }
}
const column = aScoreTable().indicators[0]!

describe('the axis of a column', () => {
  it('has better on the right, also where less is better', () => {
    const values = [{ value: 2 }, { value: 6 }]
    const up = axisOf(tableOf(values), 0)!
    const down = axisOf(tableOf(values, 'down'), 0)!
    expect(placeOn(up, 6)).toBeGreaterThan(placeOn(up, 2))
    expect(placeOn(down, 2)).toBeGreaterThan(placeOn(down, 6))
    expect(endsOf(down)).toEqual([...endsOf(up)].reverse())
  })

  it('never leaves 0 to 100 per cent', () => {
    const axis = axisOf(tableOf([{ value: 99.9 }, { value: 100 }]), 0)!
    expect(axis.high).toBe(100)
    expect(axisOf(tableOf([{ value: 0 }, { value: 0.2 }]), 0)!.low).toBe(0)
  })

  it('is not stretched by one small row among many; that row is marked as beyond', () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ value: 95 + i / 10 }))
    const axis = axisOf(tableOf([{ value: 40 }, ...many]), 0)!
    expect(axis.low).toBeGreaterThan(90)
    expect(markOf(axis, aScoreCell({ value: 40 }))).toMatchObject({ at: 0, beyond: 'left' })
  })

  it('is absent where nothing is ranked', () => {
    expect(axisOf(tableOf([{ places: null }]), 0)).toBeNull()
    expect(markOf(null, aScoreCell())).toBeNull()
  })

  it('keeps every mark on it, dot within interval', () => {
    const percent = fc.double({ min: 0, max: 100, noNaN: true })
    fc.assert(
      fc.property(percent, percent, percent, fc.boolean(), (a, b, c, turned) => {
        const [low, value, high] = [a, b, c].sort((x, y) => x - y) as [number, number, number]
        const mark = markOf(
          { low: 30, high: 70, turned },
          aScoreCell({ value, interval: [low, high] }),
        )!
        const { from, to } = mark.interval!
        expect(0 <= from && from <= mark.at && mark.at <= to && to <= 1).toBe(true)
      }),
    )
  })
})

it('rows stand best first within their group, the unranked last; turned round, worst first', () => {
  const table = tableOf([{ value: 90 }, { value: 99, places: null }, { value: 95 }])
  const keys = (worst: boolean) => inGroups(table, 0, worst)[0]?.rows.map((row) => row.key)
  expect(keys(false)).toEqual(['2', '0', '1'])
  expect(keys(true)).toEqual(['0', '2', '1'])
  const down = tableOf([{ value: 3 }, { value: 1 }], 'down')
  expect(inGroups(down, 0, false)[0]?.rows.map((row) => row.key)).toEqual(['1', '0'])
})

describe('a cell in words', () => {
  it('says its places as a span, ties as ties, too few cases as such', () => {
    expect(placeWords(aScoreCell({ places: [2, 4] }), 10)).toBe('2–4/10')
    expect(placeWords(aScoreCell({ places: [3, 3] }), 10)).toBe('3/10')
    expect(placeWords(aScoreCell({ places: [1, 10] }), 10)).toBe('并列')
    expect(placeWords(aScoreCell({ places: null, denominator: 4 }), 10)).toBe('件数不足')
    expect(placeWords(aScoreCell({ places: null, denominator: 0 }), 10)).toBe('')
  })

  it('tells missing from nothing due', () => {
    const none = { value: null, places: null }
    expect(valueWords(aScoreCell({ ...none, denominator: null }), column)).toBe('无数据')
    expect(valueWords(aScoreCell({ ...none, denominator: 0 }), column)).toBe('—')
  })

  it('is read aloud with its severity', () => {
    const cell = aScoreCell({ value: 84, numerator: 84, status: 'red', places: [4, 5] })
    expect(spokenCell('环卫处', cell, column, 5)).toBe(
      '环卫处 按期结案率 84.0% 84/100 件 名次 4–5/5 Ⅰ级',
    )
  })

  it('says its change in points, with a true minus', () => {
    expect(changeWords(aScoreCell({ value: 94, previous: 95.2 }), column)).toBe('−1.2')
    expect(changeWords(aScoreCell({ value: 96, previous: 96.01 }), column)).toBe('持平')
    expect(changeWords(aScoreCell({ previous: null }), column)).toBeNull()
  })
})
