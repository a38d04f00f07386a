import { describe, expect, it } from 'vitest'
import { somePeers } from '../../test/a-city-api.ts'
import { aRate, aTile } from '../panels/builders.ts'
import { compareChips } from './compare-words.ts'

const row = somePeers({ region: 2 }).rows[0]!

describe('the bar of comparisons', () => {
  it('holds the figure against the city, the middle, last period, last year and its line', () => {
    const chips = compareChips(
      aTile({ meta: aRate(), value: 96, previous: 97, lastYear: null }),
      row,
    )
    expect(chips.map((chip) => `${chip.name} ${chip.figure} ${chip.arrow}${chip.apart}`)).toEqual([
      '全市 95.0 ▲1.0pt',
      '同组中位 95.0 ▲1.0pt',
      '上期 97.0 ▼1.0pt',
      '去年同期 — ',
      '考核线 95.0 ▲1.0pt',
    ])
  })

  it('says nothing of how far, where there is no figure', () => {
    const chips = compareChips(aTile({ meta: aRate(), value: null, absence: 'no-data' }), null)
    expect(chips.every((chip) => chip.apart === '')).toBe(true)
  })
})
