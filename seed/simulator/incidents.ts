import type { EventType } from '../../shared/city/pack.ts'
import { hourMs } from '../../shared/time/civil.ts'
import { Dice, mix } from './dice.ts'
import { indexAt, sumsOf } from './quantiles.ts'
import type { Source, Volume } from './volume.ts'
import type { World } from './world.ts'

/** A grave event (Ⅰ, Ⅱ): few, whatever the scale, so that the city always has something in hand. */
export interface Incident {
  source: Source
  type: EventType
  severity: 1 | 2
  reportedAt: number
  /** Closed after so long. */
  lifeMs: number
}

/** Chance of one Ⅰ a day; with its life, one is open about three quarters of the time, never two. */
const firstClassPerDay = 0.92
/** Ⅱ are spread over the day so that two to five are open. */
const secondClassPerDay = 3

/** The calendar of grave events. */
export class Incidents {
  readonly #world: World
  readonly #volume: Volume
  readonly #seed: number
  readonly #types: EventType[]
  readonly #weights: Float64Array

  constructor(world: World, volume: Volume) {
    this.#world = world
    this.#volume = volume
    this.#seed = world.seedOf('incidents')
    const known = world.pack.eventTypes.filter((t) => t.weight > 0)
    const gravest = Math.min(...known.map((t) => t.severity))
    this.#types = known.filter((t) => t.severity <= Math.max(2, gravest) && !t.sensitive)
    if (this.#types.length === 0) this.#types = known
    this.#weights = sumsOf(volume.sources.map((s) => s.channel.urgent))
  }

  on(day: number): Incident[] {
    if (this.#types.length === 0 || !((this.#weights.at(-1) ?? 0) > 0)) return []
    const start = this.#world.zone.startOfDay(day)
    const length = this.#world.zone.startOfDay(day + 1) - start
    const list: Incident[] = []
    const first = this.#firstClassAt(day)
    if (first !== null) {
      const dice = new Dice(mix(mix(this.#seed, day), 11))
      const next = this.#firstClassAt(day + 1)
      const life = dice.between(17, 26) * hourMs
      const gap = next === null ? life : next - first - hourMs / 3
      list.push(this.#make(dice, 1, first, Math.min(life, gap)))
    }
    for (let i = 0; i < secondClassPerDay; i += 1) {
      const dice = new Dice(mix(mix(this.#seed, day), 20 + i))
      const at = start + Math.floor(((i + dice.between(0.1, 0.9)) / secondClassPerDay) * length)
      list.push(this.#make(dice, 2, at, dice.between(16, 30) * hourMs))
    }
    return list
  }

  #firstClassAt(day: number): number | null {
    const dice = new Dice(mix(mix(this.#seed, day), 10))
    if (!dice.chance(firstClassPerDay)) return null
    const start = this.#world.zone.startOfDay(day)
    const length = this.#world.zone.startOfDay(day + 1) - start
    return start + Math.floor(dice.between(0.25, 0.75) * length)
  }

  #make(dice: Dice, severity: 1 | 2, reportedAt: number, lifeMs: number): Incident {
    const total = this.#weights.at(-1) ?? 0
    const source = this.#volume.sources[indexAt(this.#weights, dice.next() * total)]
    if (source === undefined) throw new RangeError('a city without sources')
    return {
      source,
      type: dice.pick(this.#types),
      severity,
      reportedAt,
      lifeMs: Math.floor(lifeMs),
    }
  }
}
