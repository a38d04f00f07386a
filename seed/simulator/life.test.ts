import { describe, expect, it } from 'vitest'
import { loadCityPack } from '../../server/city/load-city-pack.ts'
import type { EventType } from '../../shared/city/pack.ts'
import { dayFromIso, hourMs } from '../../shared/time/civil.ts'
import { makeWorkingClock } from '../../shared/time/working-clock.ts'
import { makeZone } from '../../shared/time/zone.ts'
import { makeSimulator, type SimulatedCase } from './simulator.ts'

const nantong = loadCityPack(new URL('../nantong', import.meta.url).pathname)
const clock = makeWorkingClock(nantong.calendar, makeZone(nantong.zone))
const types = new Map<string, EventType>(nantong.eventTypes.map((t) => [t.code, t]))
const first = dayFromIso('2026-04-01')
const cases: SimulatedCase[] = []
const sim = makeSimulator(nantong, { seed: 11 })
for (let day = first; day < first + 40; day += 1) cases.push(...sim.casesReportedOn(day))

const having = (type: string): number =>
  cases.filter((c) => c.facts.some((fact) => fact.type === type)).length
const share = (type: string): number => having(type) / cases.length

describe('the process', () => {
  it('closes 95 to 96.5 per cent on time by the real limits', () => {
    let due = 0
    let onTime = 0
    for (const { facts } of cases) {
      const [reported] = facts
      let code = reported?.type === 'case-reported' ? reported.eventType : ''
      let deadline = Number.POSITIVE_INFINITY
      let suspendedAt = 0
      for (const fact of facts) {
        const at = Number(fact.occurredAt)
        if (fact.type === 'case-retyped') code = fact.eventType
        if (fact.type === 'case-dispatched')
          deadline = clock.addLimit(
            clock.addLimit(at, types.get(code)?.disposal ?? { amount: 1, unit: 'work-day' }),
            nantong.limits.verification,
          )
        if (fact.type === 'case-extended') deadline = Number(fact.closingDeadline)
        if (fact.type === 'case-suspended') suspendedAt = at
        if (fact.type === 'case-resumed') deadline += at - suspendedAt
        if (fact.type !== 'case-closed') continue
        due += 1
        if (at <= deadline) onTime += 1
      }
    }
    expect(onTime / due).toBeGreaterThan(0.95)
    expect(onTime / due).toBeLessThan(0.967)
  })

  it('leaves 92 to 94 per cent of those asked content, and asks about a third', () => {
    const ratings = cases.flatMap(({ facts }) =>
      facts.flatMap((fact) => (fact.type === 'case-rated' ? [fact.rating] : [])),
    )
    const content = ratings.filter((rating) => rating !== 'dissatisfied').length / ratings.length
    expect(content).toBeGreaterThan(0.92)
    expect(content).toBeLessThan(0.94)
    expect(ratings.length / having('case-closed')).toBeCloseTo(0.33, 1)
  })

  it('takes the side steps that the catalogue leads one to expect', () => {
    expect(share('case-declined')).toBeCloseTo(0.04, 2)
    expect(share('case-merged')).toBeCloseTo(0.015, 2)
    expect(having('case-returned') / having('case-dispatched')).toBeCloseTo(0.04, 2)
    expect(having('case-reworked') / having('case-closed')).toBeCloseTo(0.014, 2)
    expect(having('case-extended') / having('case-dispatched')).toBeCloseTo(0.016, 2)
    const grid = cases.filter((c) => c.source === 'grid')
    const undispatched = grid.filter(
      ({ facts }) =>
        facts.some((f) => f.type === 'case-closed') &&
        !facts.some((f) => f.type === 'case-dispatched'),
    )
    expect(undispatched.length / grid.length).toBeCloseTo(0.58, 1)
    expect(grid.length / cases.length).toBeCloseTo(0.42, 1)
  })

  it('merges only into an earlier case of the same source', () => {
    const reported = new Map(
      cases.map((c) => [`${c.source} ${c.number}`, Number(c.facts[0]?.occurredAt)]),
    )
    let merged = 0
    for (const { source, facts } of cases)
      for (const fact of facts) {
        if (fact.type !== 'case-merged') continue
        merged += 1
        expect(reported.get(`${source} ${fact.into}`)).toBeLessThan(Number(fact.occurredAt))
      }
    expect(merged).toBeGreaterThan(0)
  })

  it('has a grave event in hand most of the time, and never two of the gravest', () => {
    const spans = cases.flatMap(({ facts }) => {
      const [reported] = facts
      const closed = facts.find((fact) => fact.type === 'case-closed')
      if (reported?.type !== 'case-reported' || closed === undefined) return []
      const from = Number(facts[1]?.occurredAt)
      const severity = reported.severity ?? types.get(reported.eventType)?.severity
      return [{ severity, from, to: Number(closed.occurredAt) }]
    })
    const start = makeZone(nantong.zone).startOfDay(first + 5)
    const open = { 1: [] as number[], 2: [] as number[] }
    for (let at = start; at < start + 30 * 24 * hourMs; at += 3 * hourMs)
      for (const severity of [1, 2] as const)
        open[severity].push(
          spans.filter((s) => s.severity === severity && s.from <= at && at < s.to).length,
        )
    expect(Math.max(...open[1])).toBe(1)
    expect(open[1].filter((n) => n === 1).length / open[1].length).toBeGreaterThan(0.6)
    expect(Math.min(...open[2])).toBeGreaterThanOrEqual(1)
    expect(Math.max(...open[2])).toBeLessThanOrEqual(6)
  })

  it('lets some places complain again, with the ordinal', () => {
    const ordinals = cases.flatMap(({ facts: [reported] }) =>
      reported?.type === 'case-reported' && reported.repeat !== undefined ? [reported.repeat] : [],
    )
    expect(ordinals.length / cases.length).toBeCloseTo(0.035, 2)
    expect(ordinals).toContain(3)
  })
})
