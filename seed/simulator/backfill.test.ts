import { describe, expect, it } from 'vitest'
import type { SourceFact } from '../../shared/events/source-fact.ts'
import { dayMs, hourMs } from '../../shared/time/civil.ts'
import { makeZone } from '../../shared/time/zone.ts'
import { makeSimulator } from './simulator.ts'
import { publishedAt } from './timeline.ts'
import { tinyCity } from '../../test/tiny-city.ts'

const pack = tinyCity()
const now = Date.parse('2026-11-23T10:17:00+08:00')
const sim = makeSimulator(pack, { seed: 5, scale: 0.1 })
const steps = sim.plan(now).map((step) => ({ ...step, arrays: [...step.generate()] }))
const all = steps.flatMap((step) => step.arrays.flat())
const name = (fact: SourceFact): string => `${fact.source} ${fact.key}`

describe('the backfill', () => {
  it('tells every fact once and nothing that is published later than now', () => {
    expect(new Set(all.map(name)).size).toBe(all.length)
    expect(all.filter((fact) => publishedAt(fact) >= now)).toEqual([])
    expect(steps.every((step) => step.arrays.every((array) => array.length <= 2000))).toBe(true)
  })

  it('tells all that thirteen months of cases have published', () => {
    const zone = makeZone(pack.zone)
    const expected: string[] = []
    for (let day = zone.dayFromIso('2025-10-23'); day <= zone.dayOf(now); day += 1)
      for (const { facts } of sim.casesReportedOn(day))
        for (const fact of facts) if (publishedAt(fact) < now) expected.push(name(fact))
    const told = new Set(all.filter((fact) => 'case' in fact).map(name))
    expect(expected.filter((key) => !told.has(key))).toEqual([])
    expect(told.size).toBe(expected.length)
  })

  it('loads what the wall needs first, and then the past newest first', () => {
    const kinds = steps.map((step) => step.kind)
    expect(kinds.lastIndexOf('first')).toBeLessThan(kinds.indexOf('history'))
    const months = steps.filter((step) => step.label.endsWith('月案件')).map((step) => step.label)
    expect(months[0]).toBe('2026年10月案件')
    expect(months.at(-1)).toBe('2025年10月案件')
    expect(
      all.some((f) => f.type === 'observations-reported' && publishedAt(f) < now - 1100 * dayMs),
    ).toBe(true)
    expect(steps.every((step) => step.weight > 0)).toBe(true)
  })

  it('keeps the facts of a case together, except in the last 26 hours', () => {
    for (const { label, arrays } of steps) {
      if (label === '近26小时实时数据') {
        const times = arrays.flat().map(publishedAt)
        expect(times).toEqual([...times].sort((a, b) => a - b))
        expect(Math.min(...times)).toBeGreaterThanOrEqual(now - 26 * hourMs)
        continue
      }
      const seen = new Set<string>()
      let current = ''
      for (const fact of arrays.flat()) {
        const id = 'case' in fact ? `${fact.source} ${fact.case}` : current
        if (id !== current) expect(seen.has(id)).toBe(false)
        current = id
        seen.add(id)
      }
    }
  })

  it('covers the last month without a gap, through the seam and on into the live feed', () => {
    const later = now + 3 * hourMs
    const facts = [...all, ...sim.factsPublished(now, later)]
    for (const feed of pack.feeds.filter(
      (f) => f.rhythm === 'realtime' || f.rhythm === 'on-event',
    )) {
      const spans = facts
        .flatMap((f) => (f.type === 'coverage-reported' && f.feed === feed.id ? [f] : []))
        .map((f) => [Number(f.from), Number(f.until)] as const)
        .sort((a, b) => a[0] - b[0])
      let reached = now - 30 * dayMs
      for (const [from, until] of spans) {
        if (until <= reached) continue
        expect(from, `${feed.id} has a gap`).toBeLessThanOrEqual(reached)
        reached = until
      }
      expect(later - reached).toBeLessThan(90 * 60_000)
    }
  })

  it('never claims more than it has told', () => {
    const facts = sim.factsPublished(now - 6 * hourMs, now)
    const covered = new Map<string, number>()
    for (const fact of facts) {
      if (fact.type === 'coverage-reported') covered.set(fact.feed, Number(fact.until))
      const feed = pack.feeds.find((f) => f.caseSources.includes(fact.source))
      if (feed === undefined || !('case' in fact)) continue
      expect(Number(fact.occurredAt)).toBeGreaterThanOrEqual(covered.get(feed.id) ?? 0)
    }
  })
})
