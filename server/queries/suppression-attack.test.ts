import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CityPack, Indicator } from '../../shared/city/pack.ts'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import { completeSpan, grainOf, lastYearSpan } from '../../shared/indicators/span.ts'
import { periodOf, previousPeriod, type Grain, type Period } from '../../shared/time/period.ts'
import { makeZone } from '../../shared/time/zone.ts'
import { Attacker, type Published } from '../../test/attacker.ts'
import { makeTestCity } from '../../test/demo-city.ts'
import { periodsOf, sensitivePack, tellStory } from '../../test/sensitive-city.ts'
import type { Standing } from './city-view.ts'
import { indicatorBoard } from './indicator-board.ts'

const start = Date.UTC(2024, 11, 31, 16)
const end = Date.UTC(2026, 2, 31, 16)
const span = { from: start, to: end, daysFrom: Date.UTC(2026, 2, 10, 16) }

/** Counts beside rates, growth, other periods and running totals: everything that could betray another. */
const betraying = (like: (id: string) => Indicator): Indicator[] => {
  const rate = like('dispute.repeat_petition_share')
  const count: Indicator = {
    ...rate,
    ...{ id: 'dispute.petitions', formula: 'value', numerator: ['petition.total'] },
    ...{ denominator: [], scale: 1, decimals: 0, threshold: { ...rate.threshold, kind: 'none' } },
  }
  return [
    count,
    { ...count, id: 'dispute.petitions_quarter', period: 'quarter' },
    { ...count, id: 'dispute.petitions_so_far', accumulate: 'ytd' },
    { ...count, id: 'dispute.petitions_yoy', formula: 'growth', base: 'last-year', scale: 100 },
    { ...count, id: 'dispute.repeated', numerator: ['petition.repeated'] },
    { ...count, id: 'dispute.first', numerator: ['petition.first'] },
    { ...count, id: 'dispute.first_more', numerator: ['petition.first', 'petition.rated'] },
  ]
}
const packs = { real: sensitivePack(6), betraying: sensitivePack(6, betraying) }

interface Question {
  indicator: Indicator
  region: number
  from: number
  to: number
  absence: string | null
}

/** Everything that the interface tells of a city: numbers, and where it says 不显示. */
function readEverything(pack: CityPack, standing: Standing, told: (p: Published) => void) {
  const questions: Question[] = []
  const { zone } = standing
  const regions = pack.regions.filter((r) => r.level !== 'town').map((r) => r.id)
  for (const indicator of pack.indicators) {
    const own = grainOf(indicator)
    const asked: ({ from: number; to: number } | { grain: Grain; at: number })[] = []
    for (const grain of ['day', 'tenday', 'month', 'quarter', 'year'] as const) {
      const first = grain === 'day' || grain === 'tenday' ? span.daysFrom : start
      for (let p = periodOf(zone, grain, first); p.from < end; p = periodOf(zone, grain, p.to)) {
        asked.push({ grain, at: p.from }, { from: p.from, to: p.to })
      }
    }
    asked.push({ from: start, to: end }, { grain: own, at: standing.now })
    for (const region of regions) {
      const say = (period: { from: number; to: number }, value: number | null): void => {
        if (value !== null) told({ indicator, region, ...period, value })
      }
      for (const window of asked) {
        const answer = evaluate({ indicator, region, window }, standing)
        const { from, to } = answer.window
        say(answer.window, answer.value)
        expect([answer.numerator, answer.denominator]).toEqual(
          indicator.formula === 'value' ? [answer.value, null] : [null, null],
        )
        if (answer.value === null) {
          const { absence } = answer
          if ('grain' in window && window.grain === own) {
            questions.push({ indicator, region, from, to, absence })
          }
          continue
        }
        expect('grain' in window).toBe(true)
        const before: Period = previousPeriod(zone, periodOf(zone, own, from))
        say(before, answer.previous)
        const whole = { from, to, periodFrom: from, grain: own, label: '', partial: false }
        say(lastYearSpan(indicator, whole, zone), answer.lastYear)
      }
    }
  }
  return questions
}

/** Boards with their sparks and sub-regions, for the city and each district, month by month. */
function readBoards(city: ReturnType<typeof makeTestCity>, told: (p: Published) => void): void {
  const { view, pack } = city
  const standing = view.standing()
  const { zone } = standing
  const regions = pack.regions.filter((r) => r.level !== 'town').map((r) => r.id)
  for (const theme of pack.themes)
    for (const region of regions)
      for (const { from: at } of periodsOf('month', start, end).slice(-3)) {
        const window = { grain: 'month' as const, at }
        const board = indicatorBoard(view, { region, theme: theme.id, window })
        for (const tile of board.tiles) {
          const indicator = standing.catalog.indicator(tile.indicator)
          expect(tile.spark.length === 0 || tile.spark.length === 30).toBe(true)
          const last = completeSpan(indicator, Math.min(board.window.to, standing.now), standing)
          let period: Period | null = last && periodOf(zone, grainOf(indicator), last.from)
          for (const value of [...tile.spark].reverse()) {
            if (period === null) break
            const { from, to } = period
            if (value !== null && tile.window.to - tile.window.from === to - from)
              told({ indicator, region, from, to, value })
            period = previousPeriod(zone, period)
          }
        }
        const focus = standing.catalog.indicator(board.focus)
        for (const child of [...board.children, ...board.grandchildren]) {
          expect(child.interval).toBeNull()
          const { from, to } = board.window
          if (child.value !== null && grainOf(focus) === 'month')
            told({ indicator: focus, region: child.region, from, to, value: child.value })
        }
      }
}

function attackerOf(pack: CityPack, standing: Standing): Attacker {
  const { zone, catalog } = standing
  return new Attacker({
    measure: (id) => catalog.measure(id),
    city: 1,
    districts: pack.regions.filter((r) => r.level === 'district').map((r) => r.id),
    periods: (measure, from, to) => {
      const rhythm = pack.feeds.find((f) => f.id === measure.feed)?.rhythm ?? 'month'
      if (measure.kind === 'flow') return periodsOf(rhythm, from, to).map((p) => p.from)
      return [periodOf(zone, rhythm as Grain, to - 1).from]
    },
    lastYear: (indicator, from, to) => {
      const whole = { from, to, periodFrom: from, grain: grainOf(indicator) }
      return lastYearSpan(indicator, { ...whole, label: '', partial: false }, zone)
    },
  })
}

/** Ten whole numbers at least are possible for everything that is not shown. */
const fewestLeft = 10

function expectNothingFound(
  pack: CityPack,
  attacker: Attacker,
  questions: readonly Question[],
  standing: Standing,
): number {
  let attacked = 0
  const { zone } = standing
  for (const { indicator, region, from, to, absence } of questions) {
    if (absence !== 'suppressed') continue
    const parts = [indicator.numerator, indicator.denominator].filter((ids) => ids.length > 0)
    const spans = [{ from, to }]
    if (indicator.formula === 'growth') {
      const whole = { from, to, periodFrom: from, grain: grainOf(indicator) }
      spans.push(lastYearSpan(indicator, { ...whole, label: '', partial: false }, zone))
    }
    for (const ids of parts)
      for (const s of spans) {
        const found = attacker.bounds(ids, region, s.from, s.to)
        // A year ago may have been published at the time, for itself.
        const known = ids.every((id) => isPublished(pack, standing, id, region, s))
        if (found === null || known) continue
        attacked += 1
        const { least, most } = found
        const left = most - least + 1
        const asked = `${indicator.id} ${ids.join()} of ${region} in ${new Date(s.from).toISOString()}`
        if (left < fewestLeft) throw new Error(`${asked}: between ${least} and ${most}`)
      }
  }
  return attacked
}

/** Whether some count indicator shows exactly this measure there. */
function isPublished(
  pack: CityPack,
  standing: Standing,
  measure: string,
  region: number,
  { from }: { from: number },
): boolean {
  return pack.indicators.some((indicator) => {
    if (indicator.formula !== 'value' || indicator.numerator.join() !== measure) return false
    const window = { grain: grainOf(indicator), at: from }
    const value = evaluate({ indicator, region, window }, standing)
    return value.window.from === from && value.value !== null
  })
}

/** In a table of counts with nothing corrected, what is hidden does not exceed what is shown. */
function applyRule(
  attacker: Attacker,
  questions: readonly Question[],
  known: readonly Published[],
): void {
  for (const { indicator, region, from, to, absence } of questions) {
    if (indicator.id !== 'law.cc_active_total' || absence !== 'suppressed' || region === 1) continue
    const table = known.filter((k) => k.indicator === indicator && k.from === from && k.to === to)
    const districts = table.filter((k) => k.region !== 1).map((k) => k.value)
    if (districts.length > 0) {
      attacker.learnMost(indicator, region, from, to, Math.min(...districts))
    }
  }
}

const anyStory = fc.record({
  seed: fc.nat(),
  quiet: fc.integer({ min: 0, max: 9 }),
  corrections: fc.boolean(),
})

function cityOf(pack: CityPack, story: { seed: number; quiet: number; corrections: boolean }) {
  const city = makeTestCity(pack)
  const told = tellStory(pack, story, span)
  for (const { at, facts } of told.batches) {
    city.clock.time = at + 1000
    const refused = city.take(facts).filter((v) => v.verdict !== 'accepted')
    expect(refused).toEqual([])
  }
  city.clock.time = end + 20 * 86_400_000
  return { city, truth: told.truth }
}

describe.each(Object.entries(packs))('an attack on everything published (%s)', (_, pack) => {
  test('leaves ten possible numbers for every count that is not shown', () => {
    let attacked = 0
    let learned = 0
    fc.assert(
      fc.property(anyStory, fc.double({ min: 0.5, max: 1, noNaN: true }), (story, when) => {
        const { city } = cityOf(pack, story)
        // What is known now, and what was known at some earlier position.
        for (const at of [undefined, Math.floor(city.view.position * when)]) {
          const standing = city.view.standing(at)
          const attacker = attackerOf(pack, standing)
          const known: Published[] = []
          const told = (p: Published): void => {
            attacker.learn(p)
            known.push(p)
          }
          const questions = readEverything(pack, standing, told)
          if (!story.corrections) applyRule(attacker, questions, known)
          learned += known.length
          if (at === undefined) readBoards(city, told)
          attacked += expectNothingFound(pack, attacker, questions, standing)
        }
        city.close()
      }),
      { numRuns: 3, seed: 20261123 },
    )
    expect(attacked).toBeGreaterThan(500)
    expect(learned).toBeGreaterThan(500)
  }, 90_000)
})

describe('the attack', () => {
  const pack = packs.betraying
  const month = { from: start, to: periodOf(makeZone(pack.zone), 'month', start).to }
  const indicator = (id: string): Indicator => {
    const found = pack.indicators.find((i) => i.id === id)
    if (!found) throw new Error(id)
    return found
  }
  const counts = indicator('dispute.petitions')
  const fresh = () => {
    const city = makeTestCity(pack)
    return attackerOf(pack, city.view.standing())
  }
  const tell = (attacker: Attacker, region: number, value: number, i = counts, period = month) =>
    attacker.learn({ indicator: i, region, ...period, value })
  const find = (attacker: Attacker, region: number, ids = counts.numerator) =>
    attacker.bounds(ids, region, month.from, month.to)

  test('finds the only hidden one by subtraction', () => {
    const attacker = fresh()
    const shown = [563, 120, 110, 95, 120, 110]
    shown.forEach((value, i) => tell(attacker, i + 1, value))
    expect(find(attacker, 7)).toEqual({ least: 8, most: 8 })
  })

  test('finds the hidden ones that are nothing together', () => {
    const attacker = fresh()
    const shown = [300, 100, 100, 100]
    shown.forEach((value, i) => tell(attacker, i + 1, value))
    expect(find(attacker, 7)).toEqual({ least: 0, most: 0 })
  })

  test('finds a month between a quarter and its other months', () => {
    const attacker = fresh()
    const zone = makeZone(pack.zone)
    const quarter = periodOf(zone, 'quarter', start)
    tell(attacker, 2, 200, indicator('dispute.petitions_quarter'), quarter)
    for (
      let p = periodOf(zone, 'month', month.to);
      p.to <= quarter.to;
      p = periodOf(zone, 'month', p.to)
    )
      tell(attacker, 2, 97, counts, p)
    expect(find(attacker, 2)).toEqual({ least: 6, most: 6 })
  })

  test('finds a small numerator from a rate and its denominator', () => {
    const attacker = fresh()
    tell(attacker, 2, 120)
    tell(attacker, 2, 2.5, indicator('dispute.repeat_petition_share'))
    expect(find(attacker, 2, ['petition.repeated'])).toEqual({ least: 3, most: 3 })
  })

  test('finds the base of a growth from the count', () => {
    const attacker = fresh()
    const later = samePeriodNextYear(month)
    tell(attacker, 2, 40, counts, later)
    tell(attacker, 2, 150, indicator('dispute.petitions_yoy'), later)
    expect(find(attacker, 2)).toEqual({ least: 16, most: 16 })
  })
})

const samePeriodNextYear = ({ from }: { from: number }) =>
  periodOf(makeZone('Asia/Shanghai'), 'month', from + 370 * 86_400_000)
