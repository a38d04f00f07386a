import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aFigure, aMeta, aRate } from '../panels/builders.ts'
import { rankingOf } from './ranking.ts'

const order = (ranking: ReturnType<typeof rankingOf>) => ranking.rows.map((row) => row.region)
const ranks = (ranking: ReturnType<typeof rankingOf>) => ranking.rows.map((row) => row.rank)

describe('order', () => {
  it('puts the highest first, the missing last', () => {
    const figures = [aFigure(1, null), aFigure(2, 94.1), aFigure(3, 97.2)]
    const ranking = rankingOf(figures, aRate())
    expect(order(ranking)).toEqual([3, 2, 1])
    expect(ranks(ranking)).toEqual([1, 2, null])
  })

  it('puts the fewest first where down is good', () => {
    const figures = [aFigure(1, 9), aFigure(2, 0), aFigure(3, 4)]
    expect(order(rankingOf(figures, aMeta({ direction: 'down' })))).toEqual([2, 3, 1])
  })

  it('zero has a place, missing and suppressed have none', () => {
    const figures = [aFigure(1, 0), aFigure(2, null, { absence: 'suppressed' })]
    expect(ranks(rankingOf(figures, aMeta()))).toEqual([1, null])
  })
})

describe('ties', () => {
  it('are what prints the same, and the next place is skipped', () => {
    const figures = [aFigure(1, 97.31), aFigure(2, 97.29), aFigure(3, 96)]
    const ranking = rankingOf(figures, aRate())
    expect(ranks(ranking)).toEqual([1, 1, 3])
    expect(ranking.rows.map((row) => row.tied)).toEqual([true, true, false])
  })

  it('keep the order given among themselves', () => {
    expect(order(rankingOf([aFigure(7, 5), aFigure(3, 5)], aMeta()))).toEqual([7, 3])
  })
})

describe('marks', () => {
  it('a count is a bar from zero', () => {
    const { mark, rows } = rankingOf([aFigure(1, 50), aFigure(2, 100), aFigure(3, 0)], aMeta())
    expect(mark).toBe('bar')
    expect(rows.map((row) => row.at)).toEqual([1, 0.5, 0])
  })

  it('a rate is a dot with its interval: fewer cases, wider', () => {
    const few = aFigure(1, 96, { interval: [90.2, 98.4] })
    const many = aFigure(2, 95, { interval: [94.6, 95.4] })
    const { mark, rows } = rankingOf([few, many], aRate())
    expect(mark).toBe('dot')
    const width = (i: number) => rows[i]!.high! - rows[i]!.low!
    expect(width(0)).toBeGreaterThan(width(1))
  })

  it('a rate whose parts are withheld shows no interval', () => {
    expect(rankingOf([aFigure(1, 96)], aRate()).rows[0]).toMatchObject({ low: null, high: null })
  })

  it('below the line is beyond it, on the alarm’s side only', () => {
    const beyond = (meta: ReturnType<typeof aRate>) =>
      rankingOf([aFigure(1, 96), aFigure(2, 94)], meta).rows.map((row) => row.beyond)
    expect(beyond(aRate())).toEqual([false, true])
    expect(beyond(aRate({ alarmSide: 'high' }))).toEqual([true, false])
    expect(beyond(aRate({ yellowLine: null }))).toEqual([false, false])
  })

  it('everything drawn lies on the scale', () => {
    const figure = fc.record({ value: fc.option(fc.integer({ min: 0, max: 100 })), n: fc.nat(500) })
    fc.assert(
      fc.property(fc.array(figure, { maxLength: 12 }), (list) => {
        const figures = list.map(({ value, n }, i) =>
          aFigure(i, value, { interval: value === null ? null : [value - n / 9, value + n / 7] }),
        )
        const { rows, threshold } = rankingOf(figures, aRate())
        const shares = rows.flatMap((row) => [row.at, row.low, row.high]).concat(threshold)
        for (const share of shares) if (share !== null) expect(share >= 0 && share <= 1).toBe(true)
        expect(rows).toHaveLength(list.length)
      }),
    )
  })
})
