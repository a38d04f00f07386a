import { describe, expect, it } from 'vitest'
import type { FeedStanding } from '../../shared/feeds/answers.ts'
import { aFeedStanding } from '../../test/a-city-api.ts'
import { stripOf, stripWords } from './feed-strip.ts'
import { coveredWords, dueWords, inOrder } from './feed-words.ts'

const zone = 'Asia/Shanghai'
const at = (iso: string): number => Date.parse(`${iso}+08:00`)
const now = at('2026-11-23T15:24:00')
const hour = 3_600_000
const daily = (given: Partial<FeedStanding> = {}) =>
  aFeedStanding({ rhythm: 'day', coveredThrough: at('2026-11-20T00:00:00'), ...given })

describe('a feed in words', () => {
  it('covers through the last whole day, not through the midnight after it', () => {
    expect(coveredWords(daily(), zone, now)).toBe('11月19日')
    expect(
      coveredWords(
        aFeedStanding({ rhythm: 'year', coveredThrough: at('2026-01-01T00:00:00') }),
        zone,
        now,
      ),
    ).toBe('2025年12月31日')
  })

  it('that runs all the time says how long ago it was heard', () => {
    expect(coveredWords(aFeedStanding({ coveredThrough: now - 190_000 }), zone, now)).toBe('3分前')
    expect(coveredWords(aFeedStanding({ coveredThrough: null }), zone, now)).toBe('无数据')
  })

  it('says when it is due, how long is left, or for how long it has been late', () => {
    const dueAt = at('2026-11-24T12:00:00')
    expect(dueWords(daily({ state: 'on-time', dueAt }), zone, now)).toBe('11月24日 12:00 前')
    expect(dueWords(daily({ state: 'due', dueAt: now + 95 * 60_000 }), zone, now)).toBe(
      '还有 1时35分',
    )
    expect(dueWords(daily({ state: 'late', dueAt: now - 50 * hour }), zone, now)).toBe(
      '已迟 2天2时',
    )
    expect(dueWords(aFeedStanding({ staleAfter: 1_800_000 }), zone, now)).toBe('静默不超过 30分')
  })

  it('comes before others when it has been late for longer', () => {
    const feeds = [1, 3, 2].map((days) =>
      daily({ feed: `late-${days}`, state: 'late', dueAt: now - days * 24 * hour }),
    )
    expect(inOrder(feeds, 'late').map((f) => f.feed)).toEqual(['late-3', 'late-2', 'late-1'])
  })
})

describe('the last thirty days of a feed', () => {
  const axis = { from: 0, now: 100 }
  it('are covered, silent, or not due yet, and together the whole', () => {
    const parts = stripOf({ coveredThrough: 80, gaps: [[20, 30]] }, axis)
    expect(parts).toEqual([
      { kind: 'covered', at: 0, width: 0.2 },
      { kind: 'silent', at: 0.2, width: 0.1 },
      { kind: 'covered', at: 0.3, width: 0.5 },
      { kind: 'pending', at: 0.8, width: 0.2 },
    ])
  })

  it('end in silence where it is late', () => {
    const parts = stripOf({ coveredThrough: 60, gaps: [[60, 90]] }, axis)
    expect(parts.map((p) => p.kind)).toEqual(['covered', 'silent', 'pending'])
  })

  it('are nothing for one that never spoke', () => {
    expect(stripOf({ coveredThrough: null, gaps: [] }, axis)).toEqual([])
    expect(stripWords(aFeedStanding({ coveredThrough: null }))).toBe('从未报送')
  })

  it('are said in words for those who do not see them', () => {
    expect(stripWords(aFeedStanding({ gaps: [[0, 36 * hour]] }))).toBe('近30日静默 1 次，共 1.5 天')
  })
})
