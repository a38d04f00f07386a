import type { Measure, RegionId } from '../../../shared/city/pack.ts'
import { periodOf, type Grain, type Period } from '../../../shared/time/period.ts'
import type { City } from '../case-book.ts'
import { fraction, keyOf, mix } from '../dice.ts'
import * as draw from './drawing.ts'
import { Frontiers, type Frontier } from './frontier.ts'
import { ownFigure } from './own-figures.ts'
import { WholeValues } from './whole-values.ts'

/** One reading of all measures of a feed: a period, and how far it has got (all-day feeds). */
export interface Moment {
  period: Period
  /** Stocks are read at this instant. */
  at: number
  /** Part of the day's flows that has happened by then, 0–1. */
  done: number
  recent: boolean
}

export type Column = Float64Array

/** Draws whole columns of values; parts are drawn from their wholes in every region. */
export class Columns {
  readonly frontiers: Frontiers
  readonly #city: City
  readonly #seed: number
  readonly #wholes: WholeValues
  readonly #measures: ReadonlyMap<string, Measure>
  readonly #classes = new Map<string, Measure[]>()
  readonly #grains: ReadonlyMap<string, Grain>

  constructor(city: City) {
    const { pack } = city.world
    this.#city = city
    this.#seed = city.world.seedOf('measures')
    this.frontiers = new Frontiers(city.world)
    this.#wholes = new WholeValues(city, this.#seed)
    this.#measures = new Map(pack.measures.map((m) => [m.id, m]))
    this.#grains = new Map(pack.feeds.map((f) => [f.id, grainOf(f.rhythm)]))
    for (const m of pack.measures) {
      const parts = pack.measures.filter((p) => p.partOf === m.id && p.origin === 'reported')
      const sum = parts.reduce((total, p) => total + (p.shareTypical ?? 100), 0)
      const together = parts.every((p) => p.feed === m.feed && p.aggregation === m.aggregation)
      if (parts.length > 1 && sum <= 100.5 && together) this.#classes.set(m.id, parts)
    }
  }

  /** Values of a measure for every region of a frontier; `memo` holds one moment's columns. */
  of(measure: Measure, frontier: Frontier, moment: Moment, memo: Map<string, Column>): Column {
    const name = `${measure.id}|${frontier.name}`
    const known = memo.get(name)
    if (known !== undefined) return known
    const column = this.#draw(measure, frontier, moment, memo)
    memo.set(name, column)
    return column
  }

  #draw(measure: Measure, frontier: Frontier, moment: Moment, memo: Map<string, Column>): Column {
    const own = ownFigure(this.#city, measure)
    const { from } = moment.period
    if (own !== undefined)
      return Float64Array.from(frontier.regions, (r) => own(this.#city, r, from, moment.at))
    const whole = this.#measures.get(measure.partOf ?? '')
    if (whole !== undefined && whole.origin === 'reported')
      return this.#parts(measure, whole, frontier, moment, memo)
    const day = this.#dayOf(measure, moment)
    return Float64Array.from(frontier.regions, (r) => this.#wholes.of(measure, r, day, moment))
  }

  #parts(
    measure: Measure,
    whole: Measure,
    frontier: Frontier,
    moment: Moment,
    memo: Map<string, Column>,
  ): Column {
    const wholes = this.#wholeFor(whole, measure, frontier, moment, memo)
    const base = mix(this.#seed, keyOf(measure.id))
    const day = this.#dayOf(measure, moment)
    const frozen = measure.kind !== 'flow' && !this.#isDaily(measure)
    const tick = frozen
      ? 0
      : mix(moment.period.from / 60_000, measure.kind === 'flow' ? 0 : moment.at / 60_000)
    const classes = this.#classes.get(whole.id) ?? []
    const before = classes.slice(0, Math.max(0, classes.indexOf(measure)))
    const taken = before.map((m) => this.of(m, frontier, moment, memo))
    const takenShare = before.reduce((sum, m) => sum + (m.shareTypical ?? 0) / 100, 0)
    return Float64Array.from(frontier.regions, (region, i) => {
      const key = mix(base, region.id)
      const share = draw.shareOn(measure, key, day, mix(key, tick))
      const left = taken.reduce((n, column) => n - (column[i] ?? 0), wholes[i] ?? 0)
      const of = before.length > 0 ? Math.min(1, share / Math.max(1e-9, 1 - takenShare)) : share
      return draw.partOf(measure, left, of, fraction(mix(mix(key, tick), 3)))
    })
  }

  /** The whole over the part's regions and period: added up where it is reported finer. */
  #wholeFor(
    whole: Measure,
    part: Measure,
    frontier: Frontier,
    moment: Moment,
    memo: Map<string, Column>,
  ): Column {
    const grain = this.#grains.get(whole.feed ?? '')
    const finer =
      grain !== undefined &&
      grain !== moment.period.grain &&
      whole.kind === 'flow' &&
      part.kind === 'flow'
    if (finer) {
      const sum = new Float64Array(frontier.regions.length)
      const { zone } = this.#city.world
      for (let at = moment.period.from; at < moment.period.to;) {
        const period = periodOf(zone, grain, at)
        const once = this.#wholeFor(
          whole,
          part,
          frontier,
          { ...moment, period, at: period.to },
          new Map(),
        )
        once.forEach((value, i) => (sum[i] = (sum[i] ?? 0) + value))
        at = period.to
      }
      return sum
    }
    const reported = this.frontiers.of(whole, moment.recent)
    if (reported.name === frontier.name || whole.aggregation !== 'sum')
      return this.of(whole, frontier, moment, memo)
    const column = this.of(whole, reported, moment, memo)
    const { tree } = this.#city.world
    const sums = new Map<RegionId, number>()
    reported.regions.forEach((region, i) => {
      for (const id of tree.ancestorsOf(region.id))
        sums.set(id, (sums.get(id) ?? 0) + (column[i] ?? 0))
    })
    return Float64Array.from(frontier.regions, (region) => sums.get(region.id) ?? 0)
  }

  #isDaily(measure: Measure): boolean {
    return this.#grains.get(measure.feed ?? '') === 'day'
  }

  /** The local day that stands for the moment: a stock's at the end, a flow's in the middle. */
  #dayOf(measure: Measure, { period, at }: Moment): number {
    const { zone } = this.#city.world
    if (period.grain === 'day') return zone.dayOf(period.from)
    return measure.kind === 'flow'
      ? zone.dayOf((period.from + period.to) / 2)
      : zone.dayOf(Math.min(at, period.to) - 1)
  }
}

/** The calendar grain of a feed's reports: all-day feeds are given per day. */
export const grainOf = (rhythm: string): Grain =>
  rhythm === 'realtime' || rhythm === 'on-event' ? 'day' : (rhythm as Grain)
