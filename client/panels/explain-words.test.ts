import { describe, expect, it } from 'vitest'
import { anExplanation, anIndicatorMeta, anIndicatorValue } from '../../test/a-city-api.ts'
import type { Absence } from '../../shared/indicators/answers.ts'
import {
  absenceWords,
  amountOf,
  explainFacts,
  footWords,
  sumOf,
  valueWords,
} from './explain-words.ts'

const level = () => '区县'
const without = (absence: Absence) => ({
  ...anExplanation(),
  value: anIndicatorValue({ value: null, absence }),
})

describe('the words of a 口径', () => {
  it('tell 不显示, 本级不适用, 本期无事项, 无数据 and 0 apart', () => {
    const said = (['suppressed', 'not-at-level', 'nothing-due', 'no-data'] as const).map(
      (absence) => absenceWords(without(absence), level)!.split('：')[0],
    )
    expect(said).toEqual(['不显示', '本级不适用', '本期无事项', '无数据'])
    const zero = { ...anExplanation(), value: anIndicatorValue({ value: 0 }) }
    expect(absenceWords(zero, level)).toBe(null)
    expect(valueWords(zero)).toBe('0.0')
  })

  it('say that a list adds up only where it does', () => {
    const foot = { part: 'numerator' as const, shown: 1, more: false }
    expect(footWords({ ...foot, total: 1842, number: 1842 })).toBe('合计 1,842 = 分子')
    expect(footWords({ ...foot, total: 1843, number: 1842 })).toContain('正在更新')
    expect(footWords({ ...foot, total: null, number: 5 })).toBe('正在合计')
  })

  it('keep what is missing missing, in a sum too', () => {
    const [part] = anExplanation().numerator
    expect(sumOf([part!, { ...part!, value: null }])).toBe(null)
    expect(sumOf([])).toBe(null)
    expect([amountOf(null), amountOf(0), amountOf(2.5)]).toEqual(['—', '0', '2.50'])
  })

  it('name the day of both ends of a window', () => {
    const [from, to] = [Date.UTC(2026, 10, 22), Date.UTC(2026, 10, 23)]
    const window = { from, to, label: '昨日', partial: false }
    const answer = { ...anExplanation(), value: anIndicatorValue({ window }) }
    const [fact] = explainFacts(answer, to + 60_000, 'UTC')
    expect(fact?.words).toBe('昨日 11月22日 00:00 起，11月23日 00:00 止')
  })

  it('mark a running period, a late feed and a partial total', () => {
    const answer = {
      ...anExplanation(),
      meta: anIndicatorMeta(),
      value: anIndicatorValue({ stale: true, completeness: 0.9 }),
      ...{ covered: 9, expected: 10 },
    }
    const facts = new Map(explainFacts(answer, 0, 'UTC').map((f) => [f.name, f.words]))
    expect(facts.get('时间窗')).toContain('未满期')
    expect(facts.get('数据截至')).toContain('已陈旧')
    expect(facts.get('完整性')).toBe('部分 9/10（90%）')
  })
})
