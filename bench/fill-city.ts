import type { CityPack } from '../shared/city/pack.ts'
import { caseCounts } from '../shared/cases/counts.ts'
import { RegionTree } from '../shared/regions/tree.ts'
import { makeSimulator } from '../seed/simulator/simulator.ts'
import type { Database } from '../server/db/open.ts'

/** 2026-11-05 noon in the zone of the pack that is measured, and its local-day ordinal. */
export const noon = Date.UTC(2026, 10, 5, 4)
export const today = Math.floor((noon + 8 * 3_600_000) / 86_400_000)
const dayMs = 86_400_000
const slotMs = 900_000

/** A multiplicative congruential generator of numbers in [0, 1): the same for ever. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/**
 * Cases over `days` days (案件), placed in grids, of every type and source: three rows each as whole
 * lives leave them (taken on, closed, rated), one in fifty still open. All are of one commit.
 */
export function fillCases(database: Database, pack: CityPack, cases: number, days: number): void {
  const { sqlite } = database
  const random = seeded(11)
  const grids = new RegionTree(pack.regions).all.filter((r) => r.level === 'grid')
  const sources = pack.caseSources.map((s) => s.key)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const columns = ['reported', 'accepted', 'registered', 'dispatched', 'open', 'dueDisposal']
  const closing = ['disposed', 'disposedOnTime', 'dueClosing', 'closed', 'closedOnTime', 'closings']
  const counts = [...columns, ...closing, 'rated', 'ratedSatisfied', 'reworked'] as const
  for (const count of counts) if (!caseCounts.some((c) => c === count)) throw new Error(count)
  const insert = sqlite.prepare(
    `INSERT INTO case_contribution (position, case_id, slot, day, region, department, type, source,
       severity, ${counts.map((c) => `"${c}"`).join(', ')})
     VALUES (${Array(9 + counts.length)
       .fill('?')
       .join(', ')})`,
  )
  const balance = sqlite.prepare(
    `INSERT INTO balance_change (position, region, type, source, severity, open, overdueOpen,
       supervisedOpen) VALUES (?, ?, ?, ?, ?, 1, 0, 0)`,
  )
  const add = (id: number, slot: number, place: unknown[], amounts: Record<string, number>) => {
    const day = Math.floor((slot * slotMs + 8 * 3_600_000) / dayMs)
    insert.run(cases, id, slot, day, ...place, ...counts.map((c) => amounts[c] ?? 0))
  }
  sqlite.transaction(() => {
    for (let id = 1; id <= cases; id += 1) {
      const type = pick(pack.eventTypes)
      const region = pick(grids).id
      const place = [region, type.lead, type.code, pick(sources), type.severity]
      const slot = Math.floor((noon - (random() ** 0.9 * days + 0.01) * dayMs) / slotMs)
      add(id, slot, place, { reported: 1, accepted: 1, registered: 1, dispatched: 1, open: 1 })
      const due = slot + 20 + Math.floor(random() * 200)
      if (due * slotMs >= noon || random() < 0.02) {
        balance.run(cases, place[0], place[2], place[3], place[4])
        continue
      }
      const late = random() < 0.05 ? 0 : 1
      const disposal = { dueDisposal: 1, disposed: 1, disposedOnTime: late }
      const ending = { dueClosing: 1, closed: 1, closedOnTime: late, closings: 1, open: -1 }
      add(id, due, place, { ...disposal, ...ending })
      add(id, due, place, { rated: 1, ratedSatisfied: random() < 0.9 ? 1 : 0 })
    }
    sqlite.prepare('INSERT INTO commits VALUES (?, ?, ?)').run(cases, noon, noon)
  })()
}

/**
 * What every feed has reported for 37 months (观测), with its coverage, straight into the read models:
 * positions follow `after`, one commit for all. Returns the last position.
 */
export function fillReports({ sqlite }: Database, pack: CityPack, after: number): number {
  const ids = new Map(pack.regions.map((r) => [r.code, r.id]))
  const observation = sqlite.prepare('INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const coverage = sqlite.prepare('INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?)')
  let position = after
  const simulator = makeSimulator(pack, { seed: 1 })
  sqlite.transaction(() => {
    for (const feed of pack.feeds.filter((f) => f.caseSources.length > 0)) {
      position += 1
      coverage.run(position, feed.id, null, noon - 900 * dayMs, noon, noon)
    }
    for (const step of simulator.plan(noon)) {
      if (!step.label.endsWith('观测')) continue
      for (const facts of step.generate()) {
        for (const fact of facts) {
          position += 1
          const published = Number(fact.publishedAt)
          if (fact.type === 'coverage-reported') {
            const until = Math.min(Number(fact.until), noon)
            coverage.run(position, fact.feed, null, Number(fact.from), until, published)
          }
          if (fact.type !== 'observations-reported') continue
          const regions = Buffer.from(Int32Array.from(fact.regions, (c) => ids.get(c) ?? 0).buffer)
          for (const [measure, values] of Object.entries(fact.values)) {
            const blob = Buffer.from(Float64Array.from(values, (v) => v ?? NaN).buffer)
            const [from, to] = [Number(fact.from), Number(fact.to)]
            observation.run(measure, from, to, fact.grain, position, published, regions, blob)
          }
        }
      }
    }
    sqlite.prepare('INSERT INTO commits VALUES (?, ?, ?)').run(position, noon, noon)
  })()
  return position
}
