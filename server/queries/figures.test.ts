import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { cityLeader } from '../../test/builders/askers.ts'
import { makeTestCity, nantongPack, noon, simulatedFacts } from '../../test/demo-city.ts'
import { contributions } from '../../shared/cases/contributions.ts'
import { fold } from '../../shared/cases/fold.ts'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import { makeWorkingClock } from '../../shared/time/working-clock.ts'
import { caseList } from './case-list.ts'
import { indicatorBoard } from './indicator-board.ts'

const city = makeTestCity()
const { pack, view } = city
const dayMs = 86_400_000
const facts = simulatedFacts(nantongPack(), 12)
const asked: { position: number; answer: unknown }[] = []

const counted = pack.indicators.filter(
  (i) =>
    ['value', 'ratio', 'share', 'mean'].includes(i.formula) &&
    [...i.numerator, ...i.denominator].every(
      (id) => pack.measures.find((m) => m.id === id)?.origin === 'cases',
    ),
)
const places = [
  1,
  2,
  3,
  ...view.epoch.tree
    .childrenOf(2)
    .slice(0, 3)
    .map((r) => r.id),
]
const community = view.epoch.tree.descendantsOf(2, 'community')[0]?.id ?? 0
const grid = view.epoch.tree.childrenOf(community)[0]?.id ?? 0
const boardOf = (region: number, at?: number) =>
  indicatorBoard(view, {
    region,
    theme: 'overview',
    window: { grain: 'day', at: view.standing(at).now },
    at,
  })

beforeAll(() => {
  const size = Math.ceil(facts.length / 12)
  for (let from = 0; from < facts.length; from += size) {
    const batch = facts.slice(from, from + size)
    const published = batch.map((f) => Number(f.publishedAt ?? f.occurredAt))
    city.clock.time = Math.max(...published)
    const refused = city.take(batch).filter((v) => v.verdict === 'rejected')
    expect(refused).toEqual([])
    asked.push({ position: view.position, answer: [boardOf(1), boardOf(2), boardOf(community)] })
  }
  city.clock.time = noon
})
afterAll(() => city.close())

describe('figures of the city', () => {
  it('ends its small line where it says: yesterday for what still grows, now for what stands', () => {
    const ends = new Map(boardOf(1).tiles.map((tile) => [tile.indicator, tile]))
    const [accepted, open] = [ends.get('overview.accepted_today'), ends.get('overview.open')]
    const window = { grain: 'day', at: noon - dayMs } as const
    const indicator = pack.indicators.find(({ id }) => id === 'overview.accepted_today')!
    const yesterday = evaluate({ indicator, region: 1, window }, view.standing()).value
    expect(yesterday).toBeGreaterThan(0)
    expect([accepted?.sparkBack, accepted?.spark.at(-1)]).toEqual([1, yesterday])
    expect([open?.sparkBack, open?.spark.at(-1)]).toEqual([0, open?.value])
  })

  it('has cases to count at all', () => {
    const { tiles } = boardOf(1)
    const reported = tiles.find((t) => t.indicator === 'overview.reported_today')
    expect(reported?.value).toBeGreaterThan(3)
    expect(counted.length).toBeGreaterThan(20)
  })

  it('lists exactly the cases that a number counts, for numerator and denominator', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...counted),
        fc.constantFrom(...places, community, grid),
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom('day' as const, 'week' as const),
        (indicator, region, back, grain) => {
          const window = { grain, at: noon - back * dayMs }
          const standing = view.standing()
          const value = evaluate({ indicator, region, window }, standing)
          if (value.absence === 'not-at-level' || value.absence === 'no-data') return
          for (const part of ['numerator', 'denominator'] as const) {
            const number = part === 'numerator' ? value.numerator : value.denominator
            if (number === null) continue
            const list = caseList(
              view,
              {
                region,
                window,
                indicator: indicator.id,
                part,
                limit: 200,
              },
              cityLeader(),
            )
            expect(list.total).toBe(number)
          }
        },
      ),
      { numRuns: 120, seed: 1 },
    )
  })

  it('adds days up to the week and the week to a free window, for every flow', () => {
    const standing = view.standing()
    for (const indicator of counted) {
      for (const region of [1, 3, community]) {
        const parts = (window: Parameters<typeof evaluate>[0]['window']) =>
          evaluate({ indicator, region, window }, standing)
        const kinds = indicator.numerator.map((id) => standing.catalog.measure(id).kind)
        if (kinds.includes('balance')) continue
        const from = standing.zone.startOfDay(standing.zone.dayOf(noon) - 8)
        const week = parts({ from, to: from + 7 * dayMs })
        let numerator = 0
        for (let day = 0; day < 7; day += 1) {
          numerator +=
            parts({ from: from + day * dayMs, to: from + (day + 1) * dayMs }).numerator ?? 0
        }
        expect([indicator.id, region, numerator]).toEqual([
          indicator.id,
          region,
          week.numerator ?? 0,
        ])
      }
    }
  })

  it('agrees with a naive count over the folded cases', () => {
    const standing = view.standing()
    const rules = {
      clock: makeWorkingClock(pack.calendar, standing.zone),
      limits: pack.limits,
      lights: pack.lights,
    }
    const ids = city.database.sqlite
      .prepare<[], number>('SELECT case_id FROM case_state')
      .pluck()
      .all()
    const from = standing.zone.startOfDay(standing.zone.dayOf(noon) - 7)
    const to = from + 5 * dayMs
    const naive = new Map<string, number>()
    for (const id of ids) {
      const log = city.database.sqlite
        .prepare<
          [number],
          { type: string; body: string; occurredAt: number; source: string; key: string }
        >(
          `SELECT type, body, occurred_at AS occurredAt, source, key FROM log
           WHERE stream = 'case' AND stream_id = ?`,
        )
        .all(id)
      const state = fold(id, log.map((f) => ({ ...f, body: JSON.parse(f.body) })) as never, rules)
      for (const { count, at, amount } of contributions(state)) {
        if (at >= from && at < to) naive.set(count, (naive.get(count) ?? 0) + amount)
      }
    }
    for (const measure of pack.measures.filter((m) => m.origin === 'cases' && m.kind === 'flow')) {
      const filters = [measure.caseSources, measure.caseTypes, measure.caseCategories]
      if (filters.some((f) => f.length > 0) || measure.caseCount === null) continue
      const reading = standing.reader.flow(measure, 1, from, to)
      expect([measure.id, reading.value]).toEqual([measure.id, naive.get(measure.caseCount) ?? 0])
    }
  })

  it('answers as of a position what was answered then', () => {
    for (const { position, answer } of asked) {
      const again = [boardOf(1, position), boardOf(2, position), boardOf(community, position)]
      expect(again).toEqual(answer)
    }
  })

  it('keeps a past answer the same while the log goes on', () => {
    const past = asked[6]
    if (!past) throw new Error('no past')
    boardOf(1, past.position)
    city.clock.time = noon + 60_000
    city.take([
      {
        type: 'case-reported',
        key: 'late-1',
        source: 'hotline',
        occurredAt: noon - 3 * dayMs,
        case: 'late',
        eventType: '0102',
      },
      {
        type: 'case-accepted',
        key: 'late-2',
        source: 'hotline',
        occurredAt: noon - 3 * dayMs + 1,
        case: 'late',
      },
    ])
    expect([boardOf(1, past.position), boardOf(2, past.position)]).toEqual(
      (past.answer as unknown[]).slice(0, 2),
    )
  })
})
