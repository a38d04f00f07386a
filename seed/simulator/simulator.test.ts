import { describe, expect, it } from 'vitest'
import { loadCityPack } from '../../server/city/load-city-pack.ts'
import { sourceFact } from '../../shared/events/source-fact.ts'
import { dayMs, dayFromIso } from '../../shared/time/civil.ts'
import { makeZone } from '../../shared/time/zone.ts'
import { makeSimulator } from './simulator.ts'
import { publishedAt } from './timeline.ts'
import { tinyCity } from '../../test/tiny-city.ts'
import { titleLength } from './wording.ts'

const nantong = loadCityPack(new URL('../nantong', import.meta.url).pathname)
const march = dayFromIso('2026-03-09')

describe('cases of a day', () => {
  it('are the same bytes for the same seed, whatever was asked before', () => {
    const once = makeSimulator(nantong, { seed: 7, scale: 0.03 })
    const again = makeSimulator(nantong, { seed: 7, scale: 0.03 })
    const backwards = [march + 40, march + 1, march].map((day) => again.casesReportedOn(day))
    const forwards = [march, march + 1, march + 40].map((day) => once.casesReportedOn(day))
    expect(JSON.stringify(backwards.reverse())).toBe(JSON.stringify(forwards))
  })

  it('are others for another seed', () => {
    const a = makeSimulator(nantong, { seed: 7, scale: 0.03 }).casesReportedOn(march)
    const b = makeSimulator(nantong, { seed: 8, scale: 0.03 }).casesReportedOn(march)
    expect(JSON.stringify(a)).not.toBe(JSON.stringify(b))
  })

  it('tell each fact once, in order, published no sooner than it happened, on their own day', () => {
    const sim = makeSimulator(nantong, { seed: 7, scale: 0.03 })
    const zone = makeZone(nantong.zone)
    const keys = new Set<string>()
    const wrong: string[] = []
    let facts = 0
    for (let day = march; day < march + 12; day += 1)
      for (const { number, source, facts: life } of sim.casesReportedOn(day)) {
        let last = 0
        let happened = 0
        for (const fact of life) {
          const published = publishedAt(fact)
          const at = Number(fact.occurredAt)
          const ours = fact.source === source && 'case' in fact && fact.case === number
          if (!ours || published < last || published < at || at <= happened) wrong.push(fact.key)
          last = published
          happened = at
          keys.add(`${fact.source} ${fact.key}`)
          facts += 1
        }
        if (zone.dayOf(Number(life[0]?.occurredAt)) !== day) wrong.push(number)
      }
    expect(wrong).toEqual([])
    expect(facts).toBeGreaterThan(10_000)
    expect(keys.size).toBe(facts)
  })

  it('parse as source facts, name no number, and have short titles', () => {
    const sim = makeSimulator(nantong, { seed: 7, scale: 0.03 })
    for (let day = march; day < march + 360; day += 45)
      for (const { facts } of sim.casesReportedOn(day).filter((_, i) => i % 9 === 0))
        for (const fact of facts) {
          expect(sourceFact.parse(fact)).toEqual(fact)
          const { title = '', description = '' } = ('text' in fact && fact.text) || {}
          expect(`${title} ${description}`).not.toMatch(/\d{7}/)
          expect([...title].length).toBeLessThanOrEqual(titleLength)
        }
  })
})

describe('the volume', () => {
  it('stays within ten per cent of the typical volume over a year, at any scale', () => {
    const typical = nantong.measures.find((m) => m.id === 'case.reported')?.typicalCity ?? 0
    for (const scale of [0.05, 0.02]) {
      const sim = makeSimulator(nantong, { seed: 3, scale })
      let cases = 0
      let days = 0
      for (let day = march; day < march + 364; day += 13) {
        cases += sim.casesReportedOn(day).length
        days += 1
      }
      expect(cases / days / (typical * scale)).toBeGreaterThan(0.9)
      expect(cases / days / (typical * scale)).toBeLessThan(1.1)
    }
  })
})

describe('what is published', () => {
  it('is the same in slices and at once, sorted and within the interval', () => {
    const from = Date.parse('2026-03-09T21:50:00+08:00')
    const to = from + dayMs / 6
    const whole = makeSimulator(tinyCity(), { seed: 5, scale: 0.2 }).factsPublished(from, to)
    const live = makeSimulator(tinyCity(), { seed: 5, scale: 0.2 })
    live.factsPublished(to + 3 * dayMs, to + 3 * dayMs + 1)
    const sliced = []
    for (let at = from; at < to; at += 7_000)
      sliced.push(...live.factsPublished(at, Math.min(at + 7_000, to)))
    expect(sliced).toEqual(whole)
    expect(whole.length).toBeGreaterThan(100)
    expect(whole.every((fact) => publishedAt(fact) >= from && publishedAt(fact) < to)).toBe(true)
    const times = whole.map(publishedAt)
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  it('holds every fact of the cases, of whatever day', () => {
    const sim = makeSimulator(tinyCity(), { seed: 5, scale: 0.2 })
    const zone = makeZone('Asia/Shanghai')
    const from = zone.startOfDay(march)
    const to = zone.startOfDay(march + 3)
    const expected = []
    for (let day = march - 80; day < march + 3; day += 1)
      for (const { facts } of sim.casesReportedOn(day))
        for (const fact of facts)
          if (publishedAt(fact) >= from && publishedAt(fact) < to)
            expected.push(`${fact.source} ${fact.key}`)
    const told = sim
      .factsPublished(from, to)
      .flatMap((fact) => ('case' in fact ? [`${fact.source} ${fact.key}`] : []))
    expect(told.sort()).toEqual(expected.sort())
  })
})
