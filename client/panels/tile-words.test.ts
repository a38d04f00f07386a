import { describe, expect, it } from 'vitest'
import { aMeta, aRate, aTile, noon, zone } from './builders.ts'
import { tileFit } from './tile-fit.ts'
import { spokenTile, tileWords } from './tile-words.ts'

describe('the age of a figure', () => {
  it('is seconds since its feed spoke, for a live one', () => {
    expect(tileWords(aTile(), noon, zone)).toMatchObject({ age: '12秒', live: true })
  })

  it('is its period, for a periodic one', () => {
    const tile = aTile({
      meta: aMeta({ live: false, period: 'month' }),
      window: { from: 0, to: 1, label: '2026年10月', partial: false },
    })
    expect(tileWords(tile, noon, zone)).toMatchObject({ age: '10月', live: false, partial: null })
  })

  it('gives way to 数据截至 when stale, and the severity with it', () => {
    const asOf = Date.parse('2026-11-22T09:40:00+08:00')
    const words = tileWords(aTile({ stale: true, asOf, status: 'red' }), noon, zone)
    expect(words).toMatchObject({ age: '', stale: '数据截至 09:40', severity: null })
  })
})

it('a running period is named unless the indicator’s own name says so', () => {
  expect(tileWords(aTile(), noon, zone).partial).toBeNull()
  expect(tileWords(aTile({ meta: aRate(), value: 96.4 }), noon, zone).partial).toBe('今日至今')
})

it('a status looks like its severity', () => {
  expect(tileWords(aTile({ status: 'yellow' }), noon, zone).severity).toBe(3)
  expect(tileWords(aTile({ status: 'red' }), noon, zone).severity).toBe(1)
  expect(tileWords(aTile({ status: 'unknown' }), noon, zone).severity).toBeNull()
})

it('is spoken in one sentence', () => {
  const tile = aTile({ status: 'yellow' })
  expect(spokenTile(tile, tileWords(tile, noon, zone))).toBe(
    '今日受理 12,846件，今日至今，黄色预警，环比升3.2%',
  )
})

describe('nothing is cut on the narrowest tile', () => {
  const fit = (name: string, unit: string, value: number, more = {}) => {
    const tile = aTile({ value, meta: aRate({ name, unit, ...more }) })
    return tileFit(name, unit, tileWords(tile, noon, zone))
  }

  it('a common name keeps its age beside it', () => {
    expect(fit('按期结案率', '%', 96.4)).toEqual({
      ageBelow: false,
      smallName: false,
      figureScale: 1,
      brokenPartial: false,
    })
  })

  it('a long name sends the age to the second line', () => {
    expect(fit('社区矫正按期报到率', '%', 96.4)).toMatchObject({ ageBelow: true, smallName: false })
    expect(fit('居民人均可支配收入增速', '%', 4.1)).toMatchObject({
      ageBelow: true,
      smallName: true,
    })
  })

  it('a wide figure breaks 今日至今, then shrinks', () => {
    expect(fit('平均派单用时', '分钟', 18.4)).toMatchObject({ brokenPartial: true, figureScale: 1 })
    expect(fit('案件总量', '件', 1284605, { decimals: 0 }).figureScale).toBeLessThan(1)
  })
})

it('a total that misses parts of the city says how many', () => {
  const tile = aTile({ completeness: 0.8 })
  expect(tileWords(tile, noon, zone).partialRegions).toBe('部分 80%')
  expect(tileWords(tile, noon, zone, 2).partialRegions).toBe('缺 2 区')
})
