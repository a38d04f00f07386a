import { afterAll, describe, expect, test } from 'vitest'
import type { Indicator, LevelId } from '../../shared/city/pack.ts'
import { levelIds } from '../../shared/city/pack.ts'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import type { Grain } from '../../shared/time/period.ts'
import { noon } from '../../test/demo-city.ts'
import { NaiveCity, type NaiveFigure } from '../../test/naive-city.ts'
import { makeFewRegionsCity } from '../../test/naive-demo.ts'
import { naiveLog } from '../../test/naive-log.ts'
import { dayMs, naivePeriod } from '../../test/naive-windows.ts'

const city = makeFewRegionsCity(20261123, noon - 710 * dayMs)
const standing = city.view.standing()
const naive = new NaiveCity(city.pack, naiveLog(city.database), standing.now)
afterAll(() => city.close())

const regionsAt = (level: LevelId) =>
  city.pack.regions.filter((r) => r.level === level && r.validTo === null)
/** Two regions of each level, the first and the last. */
const places = levelIds.flatMap((level) => {
  const all = regionsAt(level)
  return [...new Set([all[0], all.at(-1)])].flatMap((r) => r ?? [])
})
const ownGrain = ({ period }: Indicator): Grain =>
  period === 'realtime' || period === 'on-event' ? 'day' : period

/** Its own period now and twice before, and every longer one that a screen offers. */
const windowsOf = (indicator: Indicator): { grain: Grain; at: number }[] => {
  const own = ownGrain(indicator)
  const before = naivePeriod(own, noon - 1).from - 1
  const earlier = naivePeriod(own, before).from - 1
  return [
    ...[noon, before, earlier].map((at) => ({ grain: own, at })),
    ...(['day', 'week', 'month', 'quarter', 'year'] as const).map((grain) => ({ grain, at: noon })),
    { grain: 'month', at: noon - 31 * dayMs },
  ]
}

const near = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b)))

/** What differs between the two, in words; empty where they agree. */
function differences(indicator: Indicator, region: number): string[] {
  return windowsOf(indicator).flatMap((window) => {
    const given = evaluate({ indicator, region, window }, standing)
    const worked = naive.figure(indicator.id, region, window.grain, window.at)
    const parts = ['value', 'numerator', 'denominator'] as const
    const wrong: (keyof NaiveFigure)[] = parts.filter((part) => !near(given[part], worked[part]))
    if (given.absence !== worked.absence) wrong.push('absence')
    const spans = given.absence === 'not-at-level' || worked.window === null
    if (
      !spans &&
      (given.window.from !== worked.window?.from || given.window.to !== worked.window.to)
    )
      wrong.push('window')
    if (wrong.length === 0) return []
    const of = (x: object) =>
      JSON.stringify(Object.fromEntries(wrong.map((w) => [w, x[w as never]])))
    return [
      `${indicator.id} ${region} ${window.grain} ${new Date(window.at).toISOString()}: ${of(given)} ≠ ${of(worked)}`,
    ]
  })
}

describe('every indicator at every level where it exists', () => {
  test('is a catalogue of 167 and 16, over a city with cases and reports', () => {
    expect(city.pack.indicators.length).toBeGreaterThanOrEqual(183)
    expect(naive.cases).toBeGreaterThan(1000)
    expect(places.map((r) => r.level)).toEqual([
      'city',
      ...['district', 'district', 'town', 'town', 'community', 'community', 'grid', 'grid'],
    ])
  })

  test.each(city.pack.themes.map((theme) => theme.id))(
    'says in %s what a naive recount of the log says',
    (theme) => {
      const indicators = city.pack.indicators.filter((i) => i.theme === theme)
      const found = indicators.flatMap((indicator) =>
        places.flatMap((place) => differences(indicator, place.id)),
      )
      expect(found).toEqual([])
    },
  )

  test('has a value somewhere for nearly all of them', () => {
    const silent = city.pack.indicators.filter((indicator) =>
      windowsOf(indicator).every(
        (window) => evaluate({ indicator, region: 1, window }, standing).value === null,
      ),
    )
    expect(silent.map((i) => i.id)).toEqual(['peace.homicide_yoy'])
  })

  test('marks a total as partial where its window began before the feeds were heard', () => {
    const indicator = standing.catalog.indicator('overview.reported_today')
    const of = (grain: Grain) =>
      evaluate({ indicator, region: 1, window: { grain, at: noon } }, standing)
    expect([of('week').completeness, of('week').stale]).toEqual([1, false])
    expect([of('quarter').completeness, of('quarter').stale]).toEqual([0, false])
  })

  test('adds sub-regions up to their whole, for everything that adds over regions', () => {
    const { regions, reader } = standing
    const window = { from: noon - 20 * dayMs, to: noon }
    let compared = 0
    for (const measure of city.pack.measures) {
      if (measure.aggregation !== 'sum' || measure.origin === 'coverage') continue
      for (const parent of places) {
        const parts = regions.childrenOf(parent.id)
        const [first] = parts
        if (!first || levelIds.indexOf(first.level) > levelIds.indexOf(measure.finestLevel))
          continue
        const read = (region: number) =>
          (measure.kind === 'flow'
            ? reader.flow(measure, region, window.from, window.to)
            : reader.level(measure, region, window.to)
          ).value
        const values = parts.map((part) => read(part.id))
        const whole = read(parent.id)
        if (whole === null || values.some((value) => value === null)) continue
        const sum = values.reduce<number>((a, b) => a + (b ?? 0), 0)
        // A case that nobody could place any finer counts for the larger region alone.
        const apart = measure.origin === 'cases' ? whole - sum : 0
        expect([measure.id, parent.id, near(sum + apart, whole), apart >= 0]).toEqual([
          ...[measure.id, parent.id, true, true],
        ])
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(400)
  })
})
