import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { phraseOf, termsOf } from './bigrams.ts'
import { matchOf, normalise } from './match.ts'

const chongchuan = { name: '崇川区', also: ['320613'], pinyin: ['chong', 'chuan', 'qu'] }
const rankOf = (typed: string) => matchOf(normalise(typed), chongchuan)?.rank ?? null

describe('a name is found', () => {
  it.each([
    ['崇川区', 0],
    ['崇', 1],
    ['川', 2],
    ['320613', 3],
    ['ccq', 4],
    ['ＣＣ', 4],
    ['chongchuan', 5],
    ['chong ch', 5],
    ['chuanq', 5],
  ])('by %s', (typed, rank) => expect(rankOf(typed)).toBe(rank))

  it.each(['通州', 'hongchuan', 'qc', '', '!'])('not by %s', (typed) =>
    expect(rankOf(typed)).toBeNull(),
  )

  it('and the characters that matched are marked', () => {
    expect(matchOf('chuan', chongchuan)?.marks).toEqual([[1, 2]])
    expect(matchOf('川区', chongchuan)?.marks).toEqual([[1, 3]])
  })
})

describe('a text is cut into terms', () => {
  it('as pairs and the last character, other words whole', () => {
    expect(termsOf('路灯不亮，B12栋')).toEqual(['路灯', '灯不', '不亮', '亮', 'b12', '栋'])
  })

  it('so that every stretch of Chinese characters is a phrase of its terms', () => {
    const han = fc.array(fc.constantFrom(...'路灯不亮水管破裂'), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(han, fc.nat(11), fc.nat(11), (chars, a, b) => {
        const [from, to] = [Math.min(a, b) % chars.length, (Math.max(a, b) % chars.length) + 1]
        fc.pre(from < to)
        const asked = phraseOf(chars.slice(from, to).join('')) ?? ''
        const terms = ` ${termsOf(chars.join('')).join(' ')} `
        const phrase = asked.replace(/"/g, '').replace('*', '')
        const found = asked.endsWith('*') ? ` ${phrase}` : ` ${phrase} `
        expect(terms).toContain(found)
      }),
    )
  })
})
