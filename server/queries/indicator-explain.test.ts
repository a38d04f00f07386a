import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cityLeader } from '../../test/builders/askers.ts'
import { makeTestCity, noon, simulatedFacts } from '../../test/demo-city.ts'
import { periodicFacts } from '../../test/periodic-facts.ts'
import type { ExplainAnswer, ExplainPart } from '../../shared/indicators/explain-answer.ts'
import { indicatorExplain } from './indicator-explain.ts'
import { indicatorObservations } from './indicator-observations.ts'
import { caseList } from './case-list.ts'

const city = makeTestCity()
const { pack, view } = city
const dayMs = 86_400_000
const window = { grain: 'day', at: noon } as const
const explain = (indicator: string, region = 1, asked: object = {}): ExplainAnswer =>
  indicatorExplain(view, { indicator, region, window, ...asked })
const places = [1, 2, 11, view.epoch.tree.childrenOf(2)[0]?.id ?? 0]

beforeAll(() => {
  city.take(periodicFacts(pack, noon - 500 * dayMs, noon - 365 * dayMs))
  city.take(periodicFacts(pack, noon - 130 * dayMs, noon))
  city.take(simulatedFacts(pack, 7))
})
afterAll(() => city.close())

const sum = (parts: readonly ExplainPart[]): number | null =>
  parts.reduce<number | null>(
    (total, { sign, value }) => (total === null || value === null ? null : total + sign * value),
    0,
  )

describe('what stands behind a figure', () => {
  it.each(pack.indicators.map((i) => [i.id]))('parts of %s give its number again', (id) => {
    for (const region of places) {
      const { value, numerator, denominator, components, scale, meta } = explain(id, region)
      if (value.value === null) continue
      if (meta.formula === 'composite') {
        const points = components.reduce((total, c) => total + (c.points ?? NaN), 0)
        expect(points).toBeCloseTo(value.value, 9)
        continue
      }
      if (meta.sensitive) {
        expect([numerator, denominator]).toEqual([[], []])
        continue
      }
      const top = sum(numerator)
      const bottom = sum(denominator)
      if (meta.formula === 'value') expect(top).toBe(value.value)
      else expect((scale * (top ?? NaN)) / (bottom ?? NaN)).toBeCloseTo(value.value, 9)
    }
  })

  it('writes every formula, every rule and every source in words', () => {
    const keys = new Set(pack.sources?.map(({ key }) => key))
    expect(keys.size).toBeGreaterThan(10)
    for (const { id, threshold } of pack.indicators) {
      const { formulaWords, statusRule, source, feeds, meta } = explain(id)
      expect(formulaWords, id).not.toBe('')
      expect(
        source.split('、').every((name) => !keys.has(name)),
        `${id}: ${source}`,
      ).toBe(true)
      if (threshold.kind !== 'none') expect(statusRule, id).toMatch(/为(黄|红)（.+）/)
      expect(statusRule, id).not.toMatch(/undefined|null|NaN/)
      if (id !== 'overview.feed_online_rate') expect(feeds.length, meta.name).toBeGreaterThan(0)
    }
  })

  it('takes growth apart into this year and last', () => {
    const grown = pack.indicators.filter((i) => i.formula === 'growth' && !i.sensitive)
    const known = grown.map(({ id }) => explain(id)).filter((e) => e.value.value !== null)
    expect(known.length).toBeGreaterThan(1)
    for (const { numerator } of known) expect(numerator.map((p) => p.sign)).toEqual([1, -1])
  })

  it('tells red from yellow as a person would say it', () => {
    const { statusRule, value } = explain('overview.close_ontime_rate')
    expect(value.value).not.toBeNull()
    expect(statusRule).toMatch(/^低于 95% 为黄，低于 85% 为红（绝对阈值）。/)
  })

  it('lists the reported rows behind a part, which add up to it', () => {
    let opened = 0
    // What grids report is ten thousand rows a period: of these one is enough.
    const few = pack.indicators.filter((i) => i.finestLevel !== 'grid')
    const one = pack.indicators.filter((i) => i.id === 'grid.patrol_rate')
    for (const { id } of [...few, ...one]) {
      for (const region of [1, 11]) {
        const explained = explain(id, region)
        for (const part of ['numerator', 'denominator'] as const) {
          if (explained.rows[part] !== 'observations') continue
          let cursor: string | undefined
          let total = 0
          let whole: number | null = null
          do {
            const ask = { indicator: id, region, window, part, cursor }
            const page = indicatorObservations(view, ask)
            for (const row of page.rows) total += row.value
            whole = page.total
            cursor = page.cursor ?? undefined
          } while (cursor !== undefined)
          expect([id, part, whole]).toEqual([id, part, sum(explained[part])])
          if (whole === null) continue
          opened += 1
          expect(Math.abs(total - whole), `${id} ${region} ${part}`).toBeLessThanOrEqual(
            1e-9 * Math.max(1, Math.abs(whole)),
          )
        }
      }
    }
    expect(opened).toBeGreaterThan(150)
  })

  it('opens a counted part to its cases', () => {
    const { rows, value } = explain('overview.close_ontime_rate', 2)
    expect(rows).toEqual({ numerator: 'cases', denominator: 'cases' })
    const ask = { region: 2, window, indicator: 'overview.close_ontime_rate' }
    expect(caseList(view, { ...ask, part: 'denominator' }, cityLeader()).total).toBe(
      value.denominator,
    )
  })

  it('shows neither parts nor rows of what is sensitive', () => {
    const sensitive = pack.indicators.filter((i) => i.sensitive)
    expect(sensitive.length).toBeGreaterThan(5)
    for (const { id } of sensitive) {
      for (const region of places) {
        const answer = explain(id, region)
        expect([answer.numerator, answer.denominator]).toEqual([[], []])
        expect(answer.rows).toEqual({ numerator: null, denominator: null })
        expect(answer.feeds.every((feed) => feed.newest === null)).toBe(true)
        for (const part of ['numerator', 'denominator'] as const) {
          const ask = () => indicatorObservations(view, { indicator: id, region, window, part })
          expect(ask).toThrow('forbidden')
        }
      }
    }
  })

  it('names the newest fact, the coverage and the lateness of each feed', () => {
    const { feeds } = explain('overview.accepted_today')
    expect(feeds.map((f) => f.feed)).toContain('hotline-cases')
    for (const feed of feeds) {
      expect(feed.coveredThrough).not.toBeNull()
      expect(feed.newest ?? 0).toBeLessThanOrEqual(noon)
    }
    expect(feeds.some((f) => f.newest !== null && f.newest > noon - 86_400_000)).toBe(true)
  })

  it('explains what is not there: 本级不适用 has no parts to show', () => {
    const grid = view.epoch.tree.descendantsOf(2, 'grid')[0]?.id ?? 0
    const { value, numerator } = explain('overview.peace_index', grid)
    expect([value.absence, numerator]).toEqual(['not-at-level', []])
  })
})
