import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTooShort, type Statistic, type Values } from '../../shared/analysis/statistics.ts'
import { anomalies } from './anomalies.ts'
import { changePoints, pelt, shortestLevel } from './change-points.ts'
import { correlation } from './correlation.ts'
import { decompose } from './decompose.ts'
import { distribution } from './distribution.ts'
import { forecast } from './forecast.ts'
import { falseDiscovery, hotSpots } from './hot-spots.ts'

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as T
const { nottem, nile } = read<{ nottem: number[]; nile: number[] }>('r-stl')
const r = read<{
  forecast: { mean: number[]; lower: number[]; upper: number[] }
  getisOrd: { side: number; values: number[]; scores: number[]; q: number[] }
}>('r-others')

const week = { length: 7, name: '周内' }
const year = { length: 12, name: '年内' }
const free = { min: null, max: null }

function told<T extends object>(answer: Statistic<T>): T {
  if (isTooShort(answer as never)) throw new Error((answer as { tooShort: string }).tooShort)
  return answer as T
}
const refusal = (answer: Statistic<object>): string => ('tooShort' in answer ? answer.tooShort : '')

/** Noise without a seed of its own: the same everywhere, and no pattern of seven. */
const noise = (i: number): number => ((i * 2654435761) % 1000) / 500 - 1
const days = (n: number, level: (i: number) => number): number[] =>
  Array.from({ length: n }, (_, i) => level(i) + [0, 1, 2, 1, 0, -9, -8][i % 7]! + noise(i))

describe('decomposition', () => {
  it('adds up to the values and knows the season’s strength', () => {
    const values = days(120, (i) => 100 + i / 10)
    const { trend, seasonal, remainder, seasonalStrength } = told(decompose(values, week, free))
    values.forEach((value, i) => {
      expect(trend[i]! + seasonal[i]! + remainder[i]!).toBeCloseTo(value, 9)
    })
    expect(seasonalStrength).toBeGreaterThan(0.9)
  })

  it('draws no trend of a rate beyond 100 %, and still adds up', () => {
    const rates = Array.from({ length: 120 }, (_, i) => (i < 60 ? 60 + (i % 7) : 100 - (i % 7) / 9))
    const bare = told(decompose(rates, week, free))
    expect(Math.max(...bare.trend.map((value) => value ?? 0))).toBeGreaterThan(100)
    const { trend, seasonal, remainder } = told(decompose(rates, week, { min: 0, max: 100 }))
    rates.forEach((value, i) => {
      expect(trend[i]).toBeLessThanOrEqual(100)
      expect(trend[i]! + seasonal[i]! + remainder[i]!).toBeCloseTo(value, 9)
    })
  })

  it('keeps a gap a gap and says so', () => {
    const values: (number | null)[] = days(60, () => 50)
    values[20] = null
    const answer = decompose(values, week, free)
    expect(told(answer).remainder[20]).toBeNull()
    expect('limits' in answer && answer.limits).toContain('缺 1 期')
  })

  it('refuses what is too short, full of gaps or empty', () => {
    expect(
      refusal(
        decompose(
          days(14, () => 1),
          week,
          free,
        ),
      ),
    ).toBe('历史不足：按周内季节分解至少需要 15 期，现有 14 期')
    const holes = days(60, () => 1).map((value, i) => (i % 5 === 0 && i > 0 ? null : value))
    expect(refusal(decompose(holes, week, free))).toMatch(/^缺值过多/)
    expect(refusal(decompose([null, null], week, free))).toMatch(/历史不足/)
    expect(refusal(decompose([1, 2, 3], null, free))).toMatch(/年度/)
  })
})

describe('change points', () => {
  it('finds the Nile’s break after 1898 and no other', () => {
    const { points } = told(changePoints(nile, null, free))
    expect(points.map((point) => 1871 + point.index)).toEqual([1899])
    expect(points[0]?.before).toBeCloseTo(1097.75, 2)
    expect(points[0]?.after).toBeCloseTo(849.972, 2)
  })

  it('sees a change of level through the week’s rhythm, and none where there is none', () => {
    expect(
      told(
        changePoints(
          days(140, () => 100),
          week,
          free,
        ),
      ).points,
    ).toEqual([])
    const { points, adjusted } = told(
      changePoints(
        days(140, (i) => (i < 80 ? 100 : 110)),
        week,
        free,
      ),
    )
    expect(adjusted).toBe(true)
    expect(points).toHaveLength(1)
    expect(Math.abs((points[0]?.index ?? 0) - 80)).toBeLessThanOrEqual(2)
  })

  it('says nothing of a constant, and splits as well as the search over all splits', () => {
    expect(told(changePoints(new Array<number>(40).fill(3), null, free)).points).toEqual([])
    const small = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 16 })
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 40 }), (values, penalty) => {
        const y = Float64Array.from(values)
        const breaks = pelt(y, penalty, shortestLevel)
        expect(lossOf(y, breaks, penalty)).toBeCloseTo(leastLoss(y, penalty), 6)
      }),
    )
  })
})

function lossOf(y: Float64Array, breaks: readonly number[], penalty: number): number {
  const edges = [0, ...breaks, y.length]
  return edges.slice(1).reduce((sum, end, i) => {
    const level = y.subarray(edges[i], end)
    const mean = level.reduce((total, value) => total + value, 0) / level.length
    return sum + level.reduce((total, value) => total + (value - mean) ** 2, 0)
  }, breaks.length * penalty)
}

function leastLoss(y: Float64Array, penalty: number): number {
  const n = y.length
  let best = lossOf(y, [], penalty)
  for (let a = shortestLevel; a <= n - shortestLevel; a += 1) {
    best = Math.min(best, lossOf(y, [a], penalty))
    for (let b = a + shortestLevel; b <= n - shortestLevel; b += 1) {
      best = Math.min(best, lossOf(y, [a, b], penalty))
    }
  }
  return best
}

describe('anomalies', () => {
  it('finds exactly the days that were planted', () => {
    const values = days(120, () => 100)
    values[40] = values[40]! + 25
    values[77] = values[77]! - 30
    const { points, band } = told(anomalies(values, week, free))
    expect(points.map((point) => point.index)).toEqual([40, 77])
    expect(points[0]?.score).toBeGreaterThan(0)
    expect(points[1]?.score).toBeLessThan(0)
    expect(values[50]! > band[50]!.low && values[50]! < band[50]!.high).toBe(true)
  })

  it('what is usual of a rate is never drawn beyond 100 %', () => {
    const values = days(90, () => 98).map((value) => Math.min(100, value))
    const { expected, band } = told(anomalies(values, week, { min: 0, max: 100 }))
    const drawn = [...expected, ...band.flatMap((one) => [one!.low, one!.high])]
    expect(Math.max(...drawn.map((value) => value ?? 0))).toBe(100)
  })

  it('a Sunday as low as all Sundays is none', () => {
    const quiet = days(70, () => 20)
    expect(told(anomalies(quiet, week, free)).points).toEqual([])
  })
})

describe('forecast', () => {
  it('agrees with R’s MSTL and ETS on the temperatures of Nottingham', () => {
    const { points } = told(forecast(nottem.slice(0, 228), year, 12, free))
    points.forEach(({ value, low, high }, i) => {
      expect(value).toBeCloseTo(r.forecast.mean[i]!, 2)
      expect(Math.abs(low - r.forecast.lower[i]!)).toBeLessThan(0.03)
      expect(Math.abs(high - r.forecast.upper[i]!)).toBeLessThan(0.03)
    })
  })

  it('tells how it did before, and better than last year’s value where there is a pattern', () => {
    const { backTest } = told(forecast(nottem, year, 12, free))
    expect(backTest.folds).toBe(6)
    expect(backTest.meanError).toBeGreaterThan(0.5)
    expect(backTest.scaledError).toBeLessThan(1)
    expect(backTest.covered).toBeGreaterThan(0.8)
  })

  it('stays within its bounds, refuses short data and a missing last period', () => {
    const rates = days(60, () => 99).map((value) => Math.min(100, value))
    const { points } = told(forecast(rates, week, 7, { min: 0, max: 100 }))
    for (const { value, low, high } of points) {
      expect(low).toBeLessThanOrEqual(value)
      expect(value).toBeLessThanOrEqual(high)
      expect(high).toBeLessThanOrEqual(100)
    }
    expect(
      refusal(
        forecast(
          days(20, () => 1),
          week,
          7,
          free,
        ),
      ),
    ).toMatch(/现有 20 期/)
    expect(refusal(forecast([...days(60, () => 1), null], week, 7, free))).toMatch(/最近一期缺值/)
  })

  it('answers a constant with itself, without a claim of being better', () => {
    const { points, backTest } = told(forecast(new Array<number>(50).fill(4), week, 7, free))
    for (const { value } of points) expect(value).toBeCloseTo(4, 4)
    expect(backTest.scaledError).toBeNull()
  })
})

describe('hot spots', () => {
  const { side, values, scores, q } = r.getisOrd
  const grid = values.map((value, id) => ({ id, value, neighbours: besides(id, side) }))

  it('gives Getis and Ord’s scores of their example, and the discoveries that hold', () => {
    const { areas } = told(hotSpots(grid))
    areas.forEach((area, i) => {
      expect(area.score).toBeCloseTo(scores[i]!, 6)
      expect(area.q).toBeCloseTo(q[i]!, 5)
    })
    expect(areas.filter((area) => area.kind === 'hot')).toHaveLength(43)
    expect(areas.filter((area) => area.kind === 'cold')).toHaveLength(35)
  })

  it('leaves out areas without a value and refuses too few', () => {
    const holes = grid.map((area) => (area.id === 0 ? { ...area, value: null } : area))
    expect(told(hotSpots(holes)).areas[0]).toEqual({ id: 0, score: null, q: null, kind: 'none' })
    expect(refusal(hotSpots(grid.slice(0, 10)))).toMatch(/现有 10 个/)
    expect(refusal(hotSpots(grid.map((area) => ({ ...area, value: 5 }))))).toMatch(/数值相同/)
  })

  it('adjusts as Benjamini and Hochberg do', () => {
    expect(falseDiscovery([0.01, 0.04, 0.03, 0.5])).toEqual([0.04, 0.16 / 3, 0.16 / 3, 0.5])
  })
})

function besides(id: number, side: number): number[] {
  const [x, y] = [id % side, Math.floor(id / side)]
  return [
    ...(x > 0 ? [id - 1] : []),
    ...(x < side - 1 ? [id + 1] : []),
    ...(y > 0 ? [id - side] : []),
    ...(y < side - 1 ? [id + side] : []),
  ]
}

describe('correlation', () => {
  // Anscombe's first set (1973): r = 0.81642.
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]

  it('gives Anscombe’s r with its interval', () => {
    const answer = told(correlation(x, y, false))
    expect(answer.r).toBeCloseTo(0.81642, 5)
    expect(answer.interval[0]).toBeCloseTo(0.42439, 4)
    expect(answer.interval[1]).toBeCloseTo(0.95069, 4)
    expect(answer.rankOfChanges).toBeNull()
  })

  it('two things that only grow alike are told apart by their changes', () => {
    const a = Array.from({ length: 40 }, (_, i) => i + noise(i))
    const b = Array.from({ length: 40 }, (_, i) => 2 * i + noise(i * 7 + 3))
    const answer = told(correlation(a, b, true))
    expect(answer.r).toBeGreaterThan(0.95)
    expect(Math.abs(answer.rankOfChanges ?? 1)).toBeLessThan(0.5)
  })

  it('looks only at pairs and refuses few or constant ones', () => {
    expect(refusal(correlation([1, 2, null], [1, null, 3], true))).toMatch(/现有 1 对/)
    expect(
      refusal(
        correlation(
          x,
          x.map(() => 1),
          false,
        ),
      ),
    ).toMatch(/没有变化/)
  })
})

describe('distribution', () => {
  it('counts every value in exactly one bin', () => {
    const some = fc.array(fc.option(fc.double({ noNaN: true, min: -1e6, max: 1e6 })), {
      minLength: 1,
    })
    fc.assert(
      fc.property(some, (values: Values) => {
        const known = values.filter((value) => value !== null)
        if (known.length === 0) {
          expect(refusal(distribution(values))).not.toBe('')
          return
        }
        const { bins, count, missing } = told(distribution(values))
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(count)
        expect(count + missing).toBe(values.length)
      }),
    )
  })

  it('names what lies far out', () => {
    expect(told(distribution([1, 2, 2, 3, 3, 3, 4, 4, 5, 40])).outliers).toEqual([9])
  })
})
