import { describe, expect, it } from 'vitest'
import { aMeta, aRate, aTile } from './builders.ts'
import { fractionWords, partsWords, thresholdWords } from './card-words.ts'

describe('the card of an indicator', () => {
  it('names its lines as the city set them', () => {
    const words = (changes: Parameters<typeof aRate>[0]) => thresholdWords({ meta: aRate(changes) })
    expect(words({ yellowLine: 95, redLine: 86.5 })).toBe('黄线 95　红线 86.5')
    expect(words({ yellowLine: null, redLine: null })).toBe('相对目标或同期，见口径')
    expect(thresholdWords({ meta: aMeta({ alarmSide: null }) })).toBeNull()
  })

  it('shows what it was divided by what, and nothing where that is withheld', () => {
    expect(fractionWords(aTile({ numerator: 1842, denominator: 1907 }))).toBe('1,842 ÷ 1,907')
    expect(fractionWords(aTile({ numerator: 10.25, denominator: 4 }))).toBe('10.3 ÷ 4')
    expect(fractionWords(aTile())).toBeNull()
  })

  it('says how much of the city a partial total holds', () => {
    expect(partsWords({ known: 8, total: 10, word: '县市区' })).toBe('部分：8/10 县市区')
    expect(partsWords({ known: 10, total: 10, word: '县市区' })).toBeNull()
  })
})
