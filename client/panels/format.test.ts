import { describe, expect, it } from 'vitest'
import { aMeta, aRate } from './builders.ts'
import { ageOf, deltaOf, figureOf, shareOf, shortLabel, spanOf } from './format.ts'

describe('figures', () => {
  it('have a thousands comma, fixed decimals and a true minus', () => {
    expect(figureOf(12846)).toBe('12,846')
    expect(figureOf(96.4, 1)).toBe('96.4')
    expect(figureOf(100, 1)).toBe('100.0')
    expect(figureOf(-3.25, 2)).toBe('−3.25')
  })

  it('never print minus zero', () => {
    expect(figureOf(-0.001, 1)).toBe('0.0')
    expect(figureOf(-0)).toBe('0')
  })
})

describe('环比 and 同比', () => {
  const count = (value: number | null, base: number | null) =>
    deltaOf({ value, meta: aMeta() }, base)

  it('are percent for counts', () => {
    expect(count(12846, 12448)).toEqual({ direction: 'up', text: '3.2%' })
    expect(count(86, 75)).toEqual({ direction: 'up', text: '15%' })
    expect(count(0, 12)).toEqual({ direction: 'down', text: '100%' })
  })

  it('are percentage points for percentages', () => {
    expect(deltaOf({ value: 96.4, meta: aRate() }, 96.7)).toEqual({
      direction: 'down',
      text: '0.3pt',
    })
  })

  it('are plain differences for anything else', () => {
    const meta = aMeta({ unit: '分', decimals: 2, formula: 'composite' })
    expect(deltaOf({ value: 91.36, meta }, 90.94)).toEqual({ direction: 'up', text: '0.42' })
  })

  it('say 持平 for no change and nothing where they cannot be said', () => {
    expect(count(5, 5)).toEqual({ direction: 'flat', text: '持平' })
    expect(count(0, 0)).toEqual({ direction: 'flat', text: '持平' })
    expect(count(5, 0)).toBeNull()
    expect(count(5, null)).toBeNull()
    expect(count(null, 5)).toBeNull()
  })
})

describe('lengths of time', () => {
  it('shorten an age to its largest unit', () => {
    expect([12_000, 61_000, 7_200_000, 180_000_000].map(ageOf)).toEqual([
      '12秒',
      '1分',
      '2时',
      '2天',
    ])
    expect(ageOf(-500)).toBe('0秒')
  })

  it('count down by the second under a day, by the hour above', () => {
    expect(spanOf(2_530_000)).toBe('00:42:10')
    expect(spanOf(-1_611_000)).toBe('00:26:51')
    expect(spanOf(30 * 3_600_000)).toBe('1天6时')
    expect(spanOf(72 * 3_600_000)).toBe('3天')
  })
})

it('a load is 100% only when it is over', () => {
  expect([0.374, 0.999, 1].map(shareOf)).toEqual(['37%', '99%', '100%'])
})

describe('a window’s label on a tile', () => {
  it('leaves out the year now, keeps another', () => {
    expect(shortLabel('2026年10月', 2026)).toBe('10月')
    expect(shortLabel('2025年10月', 2026)).toBe('2025年10月')
    expect(shortLabel('2026年', 2026)).toBe('2026年')
    expect(shortLabel('2026年第三季度', 2026)).toBe('三季度')
    expect(shortLabel('11月21日', 2026)).toBe('11月21日')
  })

  it('writes spans in figures', () => {
    expect(shortLabel('2026年1月1日至10月31日', 2026)).toBe('1–10月')
    expect(shortLabel('2026年11月16日至22日', 2026)).toBe('11.16–22')
    expect(shortLabel('2026年10月16日至11月2日', 2026)).toBe('10.16–11.2')
    expect(shortLabel('今日至今', 2026)).toBe('今日至今')
  })
})
