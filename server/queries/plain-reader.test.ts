import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { makeTestCity, nantongPack, noon, simulatedFacts } from '../../test/demo-city.ts'
import { plainReader } from '../../test/plain-figures.ts'
import { CityView, wideStanding } from './city-view.ts'

const city = makeTestCity()
const { pack, view, database, clock } = city
const dayMs = 86_400_000
const quarterMs = 900_000
const days = 6
const facts = simulatedFacts(nantongPack(), days)
const positions: number[] = []
const folder = mkdtempSync(join(tmpdir(), 'shiyu-mirror-'))
const file = join(folder, 'figures.mirror')
const { tree } = view.epoch
const some = (level: 'district' | 'town' | 'community' | 'grid') =>
  tree.all.filter((r) => r.level === level).map((r) => r.id)
const placeOf = fc.oneof(
  fc.constant(tree.root.id),
  ...(['district', 'town', 'community', 'grid'] as const).map((l) => fc.constantFrom(...some(l))),
)
const kinds = pack.measures.filter((m) => m.origin !== 'coverage')
const instantOf = fc.oneof(
  fc.integer({ min: -days, max: 1 }).map((n) => view.zone.startOfDay(view.zone.dayOf(noon) + n)),
  fc.integer({ min: -days * 96, max: 96 }).map((n) => noon + n * quarterMs),
  fc.integer({ min: -days * dayMs, max: dayMs }).map((n) => noon + n),
)
const yearStart = view.zone.startOfDay(view.zone.dayFromIso('2026-01-01'))
const questionOf = fc.record({
  measure: fc.constantFrom(...kinds),
  region: placeOf,
  from: fc.oneof(instantOf, fc.constant(yearStart)),
  to: instantOf,
  at: fc.nat({ max: 12 }),
})
const hourMs = 4 * quarterMs
const flows = kinds.filter((m) => m.origin === 'cases' && m.kind === 'flow')
const hoursOf = fc
  .record({
    measure: fc.constantFrom(...flows),
    region: fc.constantFrom(tree.root.id, ...some('district')),
    hour: fc.integer({ min: -days * 24, max: 0 }),
    hours: fc.integer({ min: 1, max: 24 }),
    at: fc.nat({ max: 12 }),
  })
  .map(({ hour, hours, ...rest }) => {
    const from = noon + hour * hourMs
    return { ...rest, from, to: from + hours * hourMs }
  })

/** The same reading by the fast reader, by the one for wide questions, and from the stored rows. */
function agree(seen: CityView, numRuns: number, seed: number): void {
  const standings = new Map(
    [...positions, undefined].map((at) => {
      const standing = seen.standing(at)
      const [fast, wide] = [standing.reader, standing.wideReader()]
      return [at, { fast, wide, plain: plainReader(seen, standing) }] as const
    }),
  )
  let given = 0
  fc.assert(
    fc.property(fc.oneof(questionOf, hoursOf), ({ measure, region, from, to, at }) => {
      const readers = standings.get(positions[at])
      if (!readers) throw new Error('no such position')
      const { fast, wide, plain } = readers
      const read = (reader: typeof fast) =>
        measure.kind === 'flow'
          ? reader.flow(measure, region, Math.min(from, to), to)
          : reader.level(measure, region, to)
      const reading = read(fast)
      if (reading.value !== null && reading.value !== 0) given += 1
      expect(reading).toEqual(read(plain))
      expect(read(wide)).toEqual(reading)
      expect(fast.publishedThrough(measure, to)).toBe(plain.publishedThrough(measure, to))
    }),
    { numRuns, seed },
  )
  expect(given).toBeGreaterThan(numRuns / 20)
}

/** Takes facts in batches, asking in between, so that what is kept must follow. */
function take(batch: readonly (typeof facts)[number][]): void {
  const published = batch.map((f) => Number(f.publishedAt ?? f.occurredAt))
  clock.time = Math.max(clock.time, ...published)
  city.take(batch)
}

beforeAll(() => {
  clock.time = 0
  // The hours are in memory before anything is known of them: they must follow.
  expect([...view.epoch.hours.warm(view.zone.dayOf(noon))]).toHaveLength(61)
  const size = Math.ceil(facts.length / 8)
  // The second half first: late history must find its place before what is known.
  const order = [...facts.slice(4 * size), ...facts.slice(0, 4 * size)]
  for (let from = 0; from < order.length; from += size) {
    take(order.slice(from, from + size))
    positions.push(view.position)
    for (const measure of kinds) {
      view.standing().reader.flow(measure, tree.root.id, yearStart, noon)
    }
  }
  clock.time = noon
})
afterAll(() => {
  city.close()
  rmSync(folder, { recursive: true })
})

describe('the fast reader', () => {
  it('reads what the stored rows add up to, now and as of any position', () => {
    agree(view, 600, 3)
  })

  it('takes in a revision, a new region and a running total as they come', () => {
    const feed = pack.feeds.find((f) => f.id === 'hotline-telephony')
    const [district, other] = tree.childrenOf(tree.root.id)
    const today = view.zone.startOfDay(view.zone.dayOf(noon))
    const told = (key: string, publishedAt: number, from: number, values: (number | null)[]) => ({
      ...{ type: 'observations-reported', key, source: 'hotline-telephony', publishedAt },
      ...{ occurredAt: publishedAt, feed: feed?.id, grain: 'day', from, to: from + dayMs },
      regions: [district?.code, other?.code].slice(0, values.length),
      values: { 'hotline.calls_in': values },
    })
    clock.time = noon + 3_000
    const verdicts = city.take([
      told('r1', noon + 1_000, today, [12.375, null]),
      told('r2', noon + 2_000, today, [null, 9_000_000]),
      told('r3', noon + 3_000, today - 2 * dayMs, [7]),
      told('r4', noon + 3_000, today - 500 * dayMs, [-3, 0.1]),
    ])
    expect(verdicts.map((v) => v.verdict)).toEqual(Array(4).fill('accepted'))
    positions.push(view.position)
    agree(view, 300, 5)
    const calls = view.epoch.catalog.measure('hotline.calls_in')
    const { reader } = view.standing()
    const calledIn = [district, other].map(
      (r) => reader.flow(calls, r?.id ?? 0, today, noon + 3_000).value,
    )
    expect(calledIn).toEqual([12.375, 9_000_000])
  })

  it('counts a new case at once in its grid, and never in what was known before', () => {
    const levels = kinds.filter((m) => m.origin === 'cases' && m.kind === 'balance')
    const grid = tree.descendantsOf(tree.root.id, 'grid')[7]
    if (!grid) throw new Error('no grid')
    const line = tree.ancestorsOf(grid.id)
    const readings = (at?: number) => {
      const { reader } = view.standing(at)
      return line.flatMap((region) => [
        ...flows.map((m) => reader.flow(m, region, yearStart, noon - quarterMs).value),
        ...levels.map((m) => reader.level(m, region, noon).value),
      ])
    }
    const past = view.position
    const before = readings()
    expect(readings(past)).toEqual(before)
    const told = { type: 'case-reported', source: 'hotline', eventType: '0102', region: grid.code }
    const old = noon - 3 * dayMs
    city.take([
      { ...told, key: 'new-1', case: 'new-1', occurredAt: old },
      { ...told, type: 'case-accepted', key: 'new-2', case: 'new-1', occurredAt: old + 1 },
    ])
    const after = readings()
    const plain = plainReader(view, view.standing())
    const counted = line.flatMap((region) => [
      ...flows.map((m) => plain.flow(m, region, yearStart, noon - quarterMs).value),
      ...levels.map((m) => plain.level(m, region, noon).value),
    ])
    expect(after).toEqual(counted)
    expect(after).not.toEqual(before)
    expect(readings(past)).toEqual(before)
    positions.push(view.position)
  })

  it('adds up an hour whose minutes are many, for the city and the district', () => {
    const [district] = tree.childrenOf(tree.root.id)
    const told = { source: 'hotline', region: district?.code, eventType: '0102', case: 'slow' }
    const occurredAt = noon - 5 * hourMs
    const accepted = { ...told, occurredAt: noon - 90 * dayMs }
    const measure = view.epoch.catalog.measure('case.accept_dispatch_minutes')
    const minutes = () => {
      const { reader } = wideStanding(view)
      const read = (id: number) => reader.flow(measure, id, occurredAt, occurredAt + hourMs).value
      return [tree.root.id, district?.id ?? 0].map((id) => read(id) ?? 0)
    }
    const before = minutes()
    const department = pack.eventTypes.find(({ code }) => code === '0102')?.lead
    city.take([
      { ...accepted, type: 'case-reported', key: 'slow-r' },
      { ...accepted, type: 'case-accepted', key: 'slow-a' },
      { ...told, occurredAt, type: 'case-dispatched', key: 'slow-d', department },
    ])
    positions.push(view.position)
    const more = minutes().map((sum, i) => sum - (before[i] ?? 0))
    expect(more).toEqual([(90 * dayMs - 5 * hourMs) / 60_000, (90 * dayMs - 5 * hourMs) / 60_000])
    agree(view, 100, 11)
  })

  it('answers the same from a kept mirror, and goes on from there', () => {
    view.keep(file)
    const again = new CityView(database, pack, clock, file)
    expect(again.epoch.hours.cube.content).toEqual(view.epoch.hours.cube.content)
    expect(again.epoch.hours.cube.content.length).toBeGreaterThan(60)
    agree(again, 150, 7)
    for (const measure of kinds.filter((m) => m.kind === 'balance')) {
      const standing = [again, view].map((v) => v.standing().reader.level(measure, 1, noon))
      expect(standing[0]).toEqual(standing[1])
    }
    const late = facts.filter((f) => f.type === 'case-reported').slice(0, 40)
    city.take(late.map((f, i) => ({ ...f, key: `late-${i}`, case: `late-${i}` })))
    again.follow()
    positions.push(again.position)
    agree(again, 150, 9)
    expect(again.position).toBe(view.position)
  })

  it('counts anew where a kept mirror is torn or of another log', () => {
    const other = makeTestCity()
    other.take(facts.slice(0, 400))
    view.keep(file)
    const elsewhere = new CityView(other.database, pack, other.clock, file)
    writeFileSync(file, 'torn')
    const whole = new CityView(database, pack, clock, file)
    const measure = kinds.find((m) => m.caseCount === 'reported' && m.caseSources.length === 0)
    if (!measure) throw new Error('no measure')
    const counted = (seen: CityView) =>
      seen.standing().reader.flow(measure, tree.root.id, yearStart, noon).value
    expect(counted(whole)).toBe(counted(view))
    expect(counted(elsewhere)).toBe(counted(other.view))
    expect(counted(elsewhere)).not.toBe(counted(whole))
    other.close()
  })
})
