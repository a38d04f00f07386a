import type { Measure, Region, RegionId } from '../../../shared/city/pack.ts'
import type { Period } from '../../../shared/time/period.ts'
import type { City } from '../case-book.ts'
import { fraction, keyOf, mix } from '../dice.ts'
import { normalAt, poissonAt } from '../quantiles.ts'
import * as draw from './drawing.ts'
import { populationShares } from './shares.ts'
import { Trends } from './trend.ts'

/** Draws measures that are part of nothing, from their typical values. */
export class WholeValues {
  readonly #city: City
  readonly #seed: number
  readonly #shares: ReadonlyMap<RegionId, number>
  readonly #trends: Trends

  constructor(city: City, seed: number) {
    this.#city = city
    this.#seed = seed
    this.#shares = populationShares(city)
    this.#trends = new Trends(city.world)
  }

  /** A measure that is part of nothing: its typical value, where and when. */
  of(measure: Measure, region: Region, day: number, { period }: { period: Period }): number {
    const typical = measure.typicalCity ?? 0
    const base = mix(this.#seed, keyOf(measure.id))
    const key = mix(base, region.id)
    const local = this.#localMean(measure, region, typical, key)
    const ramp = draw.growsOverTheYear(measure) ? 0.2 + 1.6 * draw.yearToDate(day) : 1
    const mean = local * ramp * this.#trends.factor(measure, region.id, day)
    if (measure.kind !== 'flow') {
      const level = mean * (1 + 0.006 * draw.wander(key, day))
      // A fixed fraction decides which way it is rounded, so that small stocks do not flicker.
      return draw.isCount(measure)
        ? Math.floor(level + fraction(mix(key, 9)))
        : draw.rounded(measure, level)
    }
    const { grain, from } = period
    const seasons = draw.yearlyFactor(measure, base, day)
    const week =
      grain === 'day' ? draw.weeklyFactor(measure, this.#city.world.clock.isWorkday(day)) : 1
    const mood = mix(key, from / 60_000)
    const noise = Math.exp(draw.noiseOf(measure, grain) * normalAt(fraction(mood)))
    const expected = mean * seasons * week * noise * periodScale(measure, period)
    const smooth = draw.isSteady(measure) || !draw.isCount(measure)
    if (smooth) return draw.rounded(measure, expected)
    if (isLevelLike(measure))
      return Math.round(Math.min(expected, (measure.districtHigh ?? expected) * 1.5))
    return poissonAt(expected, fraction(mix(mood, 1)))
  }

  #localMean(measure: Measure, region: Region, typical: number, key: number): number {
    const share = this.#shares.get(region.id) ?? 0
    if (region.id === this.#city.world.tree.root.id) return typical
    if (measure.aggregation !== 'reported-per-level' || !isLevelLike(measure))
      return typical * share
    const low = measure.districtLow ?? typical
    const high = measure.districtHigh ?? typical
    const spread = low > 0 ? Math.log(high / low) / 5 : 0.1
    return Math.min(
      high,
      Math.max(low, typical * Math.exp(spread * normalAt(fraction(mix(key, 2))))),
    )
  }
}

/** Every level has a value of the city's own size: an income, a number of service items. */
const isLevelLike = ({ aggregation, districtHigh, typicalCity }: Measure): boolean =>
  aggregation === 'reported-per-level' && (districtHigh ?? 0) >= 0.5 * (typicalCity ?? 0)

const daysPer: Readonly<Record<string, number>> = {
  day: 1,
  week: 7,
  tenday: 10,
  旬: 10,
  month: 30.4,
  quarter: 91.3,
  term: 182,
  year: 365,
}

function periodScale(measure: Measure, { grain, from, to }: Period): number {
  const per = measure.typicalPer === '旬' ? 'tenday' : measure.typicalPer
  return per === grain ? 1 : (to - from) / 86_400_000 / (daysPer[per] ?? 1)
}
