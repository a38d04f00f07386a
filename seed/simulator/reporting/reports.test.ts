import { describe, expect, it } from 'vitest'
import { loadCityPack } from '../../../server/city/load-city-pack.ts'
import type { SourceFact } from '../../../shared/events/source-fact.ts'
import { sourceFact } from '../../../shared/events/source-fact.ts'
import { RegionTree } from '../../../shared/regions/tree.ts'
import { dayMs } from '../../../shared/time/civil.ts'
import { makeSimulator } from '../simulator.ts'
import { tinyCity } from '../../../test/tiny-city.ts'

const nantong = loadCityPack(new URL('../../nantong', import.meta.url).pathname)
const tree = new RegionTree(nantong.regions)
const measures = new Map(nantong.measures.map((m) => [m.id, m]))
const codes = new Map(tree.all.map((r) => [r.code, r.id]))
const quarterEnd = Date.parse('2026-03-31T12:00:00+08:00')
const sim = makeSimulator(nantong, { seed: 2 })
const reports = [
  ...sim.observationReports(quarterEnd - 4 * 3_600_000, quarterEnd + 0.9 * dayMs),
  ...sim.observationReports(quarterEnd + 2 * dayMs, quarterEnd + 2 * dayMs + 12 * 3_600_000),
  ...sim.observationReports(quarterEnd + 4 * dayMs, quarterEnd + 4 * dayMs + 6 * 3_600_000),
]

/** Values by measure, report and region; sums are added up to every ancestor. */
function rollUp(facts: readonly SourceFact[]): Map<string, Map<string, Map<number, number>>> {
  const all = new Map<string, Map<string, Map<number, number>>>()
  for (const fact of facts) {
    if (fact.type !== 'observations-reported') continue
    for (const [id, values] of Object.entries(fact.values)) {
      const sums = measures.get(id)?.aggregation === 'sum'
      const byReport = all.get(id) ?? new Map<string, Map<number, number>>()
      const report = `${fact.from} ${fact.to} ${fact.publishedAt}`
      const byRegion = byReport.get(report) ?? new Map<number, number>()
      fact.regions.forEach((code, i) => {
        const region = codes.get(code) ?? 0
        for (const at of sums ? tree.ancestorsOf(region) : [region])
          byRegion.set(at, (byRegion.get(at) ?? 0) + (values[i] ?? 0))
      })
      all.set(id, byReport.set(report, byRegion))
    }
  }
  return all
}

describe('observations', () => {
  const rolled = rollUp(reports)

  it('keep every part within its whole in every region, through the running day too', () => {
    let compared = 0
    for (const part of nantong.measures) {
      const wholes = rolled.get(part.partOf ?? '')
      for (const [report, regions] of rolled.get(part.id) ?? []) {
        const whole = wholes?.get(report)
        for (const [region, value] of whole === undefined ? [] : regions) {
          compared += 1
          expect(value, `${part.id} in ${region}`).toBeGreaterThanOrEqual(0)
          const most = whole?.get(region)
          if (most !== undefined && value > most + 1e-6)
            expect.fail(`${part.id} in ${region}: ${value} of ${most}`)
        }
      }
    }
    expect(compared).toBeGreaterThan(10_000)
  })

  it('add up to about the typical value of the city', () => {
    for (const id of [
      'grid.patrol_due',
      'video.networked',
      'service.due',
      'fire.mixed_suspected',
    ]) {
      const finals = [...(rolled.get(id)?.values() ?? [])]
      const value = Math.max(...finals.map((regions) => regions.get(tree.root.id) ?? 0))
      expect(value / (measures.get(id)?.typicalCity ?? 1), id).toBeGreaterThan(0.8)
      expect(value / (measures.get(id)?.typicalCity ?? 1), id).toBeLessThan(1.35)
    }
  })

  it('are the same whenever they are asked for, and parse', () => {
    const other = makeSimulator(nantong, { seed: 2 })
    other.observationReports(quarterEnd - 9 * dayMs, quarterEnd - 9 * dayMs + 3_600_000)
    const from = quarterEnd
    const hour = sim.observationReports(from, from + 3_600_000)
    expect(other.observationReports(from, from + 3_600_000)).toEqual(hour)
    expect(hour.length).toBeGreaterThan(0)
    for (const fact of hour.slice(0, 20)) expect(sourceFact.parse(fact)).toEqual(fact)
  })

  it('let the calls of a day grow through it', () => {
    const calls = makeSimulator(tinyCity(), { seed: 2 })
      .observationReports(quarterEnd - 12 * 3_600_000, quarterEnd + 13 * 3_600_000)
      .flatMap((fact) =>
        fact.type === 'observations-reported' &&
        fact.feed === 'calls' &&
        fact.from === quarterEnd - 12 * 3_600_000
          ? [(fact.values['calls.in'] ?? []).reduce<number>((sum, n) => sum + (n ?? 0), 0)]
          : [],
      )
    expect(calls.length).toBe(48)
    expect(calls).toEqual([...calls].sort((a, b) => a - b))
    expect(calls.at(-1)).toBeGreaterThan(250)
  })

  it('keep a stock steady from month to month', () => {
    const months = [0, 31, 61].map((days) => {
      const at = quarterEnd + days * dayMs
      return makeSimulator(tinyCity(), { seed: 2 })
        .observationReports(at, at + 14 * dayMs)
        .flatMap((fact) =>
          fact.type === 'observations-reported' && fact.feed === 'monthly' ? [fact.values] : [],
        )
    })
    const lamps = months.map(([values]) => (values?.lamps ?? []).map(Number))
    expect(lamps.every((list) => list.length === 5)).toBe(true)
    lamps[0]?.forEach((value, i) => {
      expect(Math.abs((lamps[2]?.[i] ?? 0) - value)).toBeLessThan(0.03 * value + 2)
    })
  })

  it('come out late from a feed that was silent, and never before the period ended', () => {
    for (const fact of reports) {
      if (fact.type !== 'observations-reported' || !fact.key.includes('/f')) continue
      expect(Number(fact.publishedAt)).toBeGreaterThan(Number(fact.to))
    }
  })
})
