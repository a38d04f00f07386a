import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Indicator } from '../../shared/city/pack.ts'
import { evaluate, evaluateRegions } from '../../shared/indicators/evaluate.ts'
import type { Grain } from '../../shared/time/period.ts'
import { cityLeader } from '../../test/builders/askers.ts'
import { makeTestCity } from '../../test/demo-city.ts'
import { sensitivePack, tellStory } from '../../test/sensitive-city.ts'
import { caseList } from './case-list.ts'
import { CityView } from './city-view.ts'
import { indicatorBoard } from './indicator-board.ts'

const dayMs = 86_400_000
/** Midnight in Shanghai. */
const on = (year: number, month: number, day = 1): number =>
  Date.UTC(year, month - 1, day) - 8 * 3_600_000
const january = { from: on(2026, 1), to: on(2026, 2) }
const february = { from: on(2026, 2), to: on(2026, 3) }

const register = 'law.cc_active_total'
const petitions = 'dispute.repeat_petition_share'
const pack = sensitivePack(4, (like) => {
  const share = like(petitions)
  const sum: Indicator = {
    ...share,
    ...{ id: 'dispute.legacy_so_far', formula: 'value', numerator: ['petition.rated'] },
    ...{ denominator: [], scale: 1, accumulate: 'ytd' },
  }
  return [sum]
})
let city: ReturnType<typeof makeTestCity>
let reports = 0

beforeEach(() => {
  city = makeTestCity(pack)
})
afterEach(() => city.close())

/** A feed reports districts 2, 3, … for a period; null = that district says nothing. */
function report(
  feed: string,
  { from, to }: { from: number; to: number },
  values: Record<string, (number | null)[]>,
  at = to + dayMs,
  covered = true,
): number {
  const lists = Object.values(values)
  const named = (lists[0] ?? []).flatMap((_, i) => (lists.every((l) => l[i] === null) ? [] : [i]))
  reports += 1
  const head = { source: feed, feed, occurredAt: at, publishedAt: at }
  const codes = named.map((i) => pack.regions[i + 1]?.code ?? '')
  const kept = Object.entries(values).map(([m, list]) => [m, named.map((i) => list[i] ?? null)])
  const facts: unknown[] = [
    {
      ...{ ...head, type: 'observations-reported', key: `o${reports}`, grain: 'month', from, to },
      ...{ regions: codes, values: Object.fromEntries(kept) as object },
    },
  ]
  if (covered) {
    facts.push({ ...head, type: 'coverage-reported', key: `c${reports}`, from, until: to })
  }
  city.clock.time = Math.max(city.clock.time, at)
  expect(city.take(facts).map((v) => v.verdict)).toEqual(facts.map(() => 'accepted'))
  return city.view.position
}

const registered = (period: typeof january, list: (number | null)[], at?: number): number =>
  report('correction-register', period, { 'correction.active': list }, at)

/** What the city and its four districts show for a month: a number, or why not. */
function shownOf(id: string, at: number, position?: number, view = city.view) {
  const standing = view.standing(position)
  const indicator = standing.catalog.indicator(id)
  return [1, 2, 3, 4, 5].map((region) => {
    const value = evaluate({ indicator, region, window: { grain: 'month', at } }, standing)
    return value.value ?? value.absence
  })
}

describe('a sensitive count', () => {
  test('is hidden below ten, with the smallest other one, and the city stays', () => {
    registered(january, [120, 8, 340, 95])
    expect(shownOf(register, january.from)).toEqual([563, 120, 'suppressed', 340, 'suppressed'])
  })

  test('is not published before its whole period was covered', () => {
    report(
      'correction-register',
      january,
      { 'correction.active': [120, 80, 340, 95] },
      on(2026, 2, 2),
      false,
    )
    expect(shownOf(register, january.from)).toEqual(Array(5).fill('no-data'))
    registered(january, [120, 80, 340, 95], on(2026, 2, 3))
    expect(shownOf(register, january.from)).toEqual([635, 120, 80, 340, 95])
  })

  test('keeps its pattern when numbers are corrected, and shows the corrected ones', () => {
    registered(january, [120, 8, 340, 95])
    registered(january, [124, 60, 340, 95], on(2026, 2, 9))
    expect(shownOf(register, january.from)).toEqual([619, 124, 'suppressed', 340, 'suppressed'])
  })

  test('holds back a correction that would show a small count, until one makes it safe', () => {
    registered(january, [120, 8, 340, 95])
    registered(january, [7, 8, 340, 95], on(2026, 2, 9))
    expect(shownOf(register, january.from)).toEqual([563, 120, 'suppressed', 340, 'suppressed'])
    registered(january, [70, 8, 340, 95], on(2026, 2, 12))
    expect(shownOf(register, january.from)).toEqual([513, 70, 'suppressed', 340, 'suppressed'])
  })

  test('takes a late district in without giving away what it adds', () => {
    registered(january, [120, 80, 340, null])
    expect(shownOf(register, january.from)).toEqual([540, 120, 80, 340, 'no-data'])
    registered(january, [null, null, null, 4], on(2026, 2, 9))
    // A city of 544 would tell the 4: the table stays as it was.
    expect(shownOf(register, january.from)).toEqual([540, 120, 80, 340, 'no-data'])
  })

  test('says as of a position what it said then, and after a restart what it said before', () => {
    const first = registered(january, [120, 8, 340, 95])
    const then = shownOf(register, january.from)
    registered(january, [124, 60, 340, 95], on(2026, 2, 9))
    registered(february, [9, 60, 340, 95])
    expect(shownOf(register, january.from, first)).toEqual(then)
    const again = new CityView(city.database, pack, city.clock)
    for (const { from } of [january, february])
      expect(shownOf(register, from, undefined, again)).toEqual(shownOf(register, from))
  })

  test('is the same however the reports came in batches', () => {
    const months = [january, february]
    const span = { from: january.from, to: february.to, daysFrom: on(2026, 2, 20) }
    for (const seed of [1, 2, 3]) {
      const { batches } = tellStory(pack, { seed, quiet: 4, corrections: true }, span)
      const facts = batches.flatMap((batch) => batch.facts)
      const answers = [1, 7, facts.length].map((size) => {
        const other = makeTestCity(pack)
        other.clock.time = february.to + 30 * dayMs
        for (let i = 0; i < facts.length; i += size) other.take(facts.slice(i, i + size))
        const said = months.map(({ from }) =>
          pack.indicators.map((i) => shownOf(i.id, from, undefined, other.view)),
        )
        other.close()
        return said
      })
      expect(answers[1]).toEqual(answers[0])
      expect(answers[2]).toEqual(answers[0])
    }
  })

  test('leaves the months beside it alone: each table has its own pattern', () => {
    registered(january, [120, 8, 340, 95])
    registered(february, [120, 80, 340, 95])
    expect(shownOf(register, february.from)).toEqual([635, 120, 80, 340, 95])
    const { previous } = valueOf(register, 3, { grain: 'month', at: february.from })
    expect(previous).toBeNull()
  })
})

function valueOf(
  id: string,
  region: number,
  window: { grain: Grain; at: number } | { from: number; to: number },
) {
  const standing = city.view.standing()
  return evaluate({ indicator: standing.catalog.indicator(id), region, window }, standing)
}

describe('a sensitive rate', () => {
  const share = (period: typeof january, total: number[], repeated: number[], at?: number) =>
    report('petition-month', period, { 'petition.total': total, 'petition.repeated': repeated }, at)

  test('comes as it is printed, without its parts and without an interval', () => {
    share(january, [300, 200, 110, 70], [77, 33, 22, 11])
    const value = valueOf(petitions, 2, { grain: 'month', at: january.from })
    expect(value).toMatchObject({ value: 25.7, numerator: null, denominator: null })
    const standing = city.view.standing()
    const indicator = standing.catalog.indicator(petitions)
    const window = { grain: 'month' as const, at: january.from }
    for (const figure of evaluateRegions({ indicator, regions: [1, 2, 3], window }, standing))
      expect([figure.interval, figure.numerator, figure.denominator]).toEqual([null, null, null])
  })

  test('is hidden for a small denominator, with the smallest other one; zero is small too', () => {
    share(january, [300, 0, 110, 70], [77, 0, 22, 11])
    const shown = shownOf(petitions, january.from)
    expect(shown).toEqual([22.9, 25.7, 'suppressed', 20, 'suppressed'])
  })

  test('does not tell by its colour what lies behind the printed decimals', () => {
    // 25.03 % would be yellow, 25.0 % is not.
    share(january, [3000, 2000, 1100, 703], [751, 33, 22, 176])
    const standing = city.view.standing()
    const indicator = standing.catalog.indicator(petitions)
    const window = { grain: 'month' as const, at: january.from }
    const value = evaluate({ indicator, region: 2, window }, standing)
    expect([value.value, value.status]).toEqual([25, 'normal'])
  })
})

describe('sensitive figures', () => {
  const asked: [string, { grain: Grain; at: number } | { from: number; to: number }][] = [
    ['a quarter of a monthly one', { grain: 'quarter', at: january.from }],
    ['a year', { grain: 'year', at: january.from }],
    ['a free window', { from: on(2026, 1, 3), to: on(2026, 2, 3) }],
    ['a free window that is just the month', january],
    ['two months', { from: january.from, to: february.to }],
  ]

  test.each(asked)('do not exist for %s', (_, window) => {
    const values = { 'petition.total': [300, 200, 110, 70], 'petition.repeated': [77, 33, 22, 11] }
    report('petition-month', january, values)
    report('petition-month', february, values)
    for (const region of [1, 2]) {
      const value = valueOf(petitions, region, window)
      expect([value.value, value.previous, value.lastYear]).toEqual([null, null, null])
      expect(value.absence).toBe('suppressed')
    }
  })

  test('do not run up from January, where two months would tell the second', () => {
    report('petition-month', january, { 'petition.rated': [300, 200, 110, 70] })
    report('petition-month', february, { 'petition.rated': [300, 200, 110, 70] })
    const window = { grain: 'month' as const, at: february.from }
    expect(valueOf('dispute.legacy_so_far', 1, window).absence).toBe('suppressed')
  })

  test('do not exist below district, nor for the month that is running', () => {
    report('petition-month', january, {
      'petition.total': [300, 200, 110, 70],
      'petition.repeated': [77, 33, 22, 11],
    })
    city.clock.time = on(2026, 2, 20)
    const running = valueOf(petitions, 2, { grain: 'month', at: on(2026, 2, 20) })
    expect(running.window.label).toBe('2026年1月')
    expect(valueOf(petitions, 90, { grain: 'month', at: january.from }).value).toBeNull()
  })

  test('have no list, neither of their numerator nor of their denominator', () => {
    for (const part of ['numerator', 'denominator'] as const)
      expect(() =>
        caseList(city.view, { region: 1, indicator: petitions, part }, cityLeader()),
      ).toThrow(/forbidden/)
  })

  test('come to the board as everywhere: tiles, sparks and sub-regions', () => {
    registered(january, [120, 8, 340, 95])
    registered(february, [120, 80, 340, 95])
    const board = indicatorBoard(city.view, {
      region: 3,
      ...{ theme: 'law', focus: register },
      window: { grain: 'month', at: february.from },
    })
    const tile = board.tiles.find((t) => t.indicator === register)
    expect(tile?.value).toBe(80)
    expect(tile?.spark.slice(-2)).toEqual([null, 80])
  })
})
