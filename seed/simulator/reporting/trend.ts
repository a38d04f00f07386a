import type { Measure, RegionId } from '../../../shared/city/pack.ts'
import { civilFromDay } from '../../../shared/time/civil.ts'
import { fraction, keyOf, mix } from '../dice.ts'
import { normalAt } from '../quantiles.ts'
import { yearFraction } from '../seasons.ts'
import type { World } from '../world.ts'

/** The year for which the pack's typical values are meant: our own default. */
const typicalYear = 2026

/** Slow growth of measures (长期趋势): towards the pack's yearly targets where an indicator has them. */
export class Trends {
  readonly #seed: number
  /** Yearly growth by measure and year, as a fraction; from growth indicators and their targets. */
  readonly #aims = new Map<string, { usual: number; byYear: Map<number, number> }>()

  /** The day asked for last: values are drawn region by region of one day. */
  #date = { day: NaN, year: typicalYear, fraction: 0 }

  constructor(world: World) {
    this.#seed = world.seedOf('trend')
    for (const indicator of world.pack.indicators) {
      if (indicator.formula !== 'growth') continue
      const targets = world.pack.targets.filter((t) => t.indicator === indicator.id)
      const byYear = new Map(targets.map((t) => [t.year, t.target / 100]))
      const usual = indicator.direction === 'down' ? -0.03 : 0.052
      for (const id of indicator.numerator) this.#aims.set(id, { usual, byYear })
    }
  }

  /** Factor against the typical value on a day; 1 in the middle of the typical year. */
  factor(measure: Measure, region: RegionId, day: number): number {
    if (this.#date.day !== day) {
      this.#date = { day, year: civilFromDay(day).year, fraction: yearFraction(day) }
    }
    const { year } = this.#date
    const aim = this.#aims.get(measure.id)
    // Plans and targets of a year (年度) stand still within it.
    const within = measure.name.includes('年度') || aim !== undefined ? 0.5 : this.#date.fraction
    let level = 1
    for (let y = typicalYear + 1; y <= year; y += 1) level *= 1 + this.#growth(measure, region, y)
    for (let y = typicalYear; y > year; y -= 1) level /= 1 + this.#growth(measure, region, y)
    return level * (1 + this.#growth(measure, region, year) * (within - 0.5))
  }

  #growth(measure: Measure, region: RegionId, year: number): number {
    const aim = this.#aims.get(measure.id)
    const key = mix(mix(this.#seed, keyOf(measure.id)), region)
    if (aim === undefined)
      return measure.kind === 'flow'
        ? -0.015 + 0.04 * fraction(mix(this.#seed, keyOf(measure.id)))
        : 0.003
    const years = 0.004 * normalAt(fraction(mix(key, year)))
    return (aim.byYear.get(year) ?? aim.usual) + 0.002 + 0.006 * normalAt(fraction(key)) + years
  }
}
