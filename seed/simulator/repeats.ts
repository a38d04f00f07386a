import { Dice, mix } from './dice.ts'
import type { Place, Places } from './places.ts'
import { indexAt, sumsOf } from './quantiles.ts'
import type { Source, Volume } from './volume.ts'
import type { World } from './world.ts'

/** One complaint of a chain (重复诉求): the same point and type again within thirty days. */
export interface Repeat {
  source: Source
  /** Index into the volume's types. */
  type: number
  place: Place
  /** 第几次, from 1. */
  ordinal: number
  /** The chain, for wording that stays the same. */
  chain: number
}

const blockDays = 30
/** Repeats per day as a share of all cases; brings 12345 to about 9 % of what it accepts. */
const repeatShare = 0.035
/** Chains of two, three, four complaints. */
const lengths = [0.78, 0.98, 1]
const meanLength = 2.24

/** Hot spots: places whose neighbours complain again, drawn in blocks of thirty days. */
export class Repeats {
  /** Share of all cases that belong to chains. */
  readonly #share: number
  readonly #volume: Volume
  readonly #places: Places
  readonly #seed: number
  readonly #blocks = new Map<number, Map<number, Repeat[]>>()
  readonly #sources: Source[]
  readonly #weights: Float64Array

  constructor(world: World, volume: Volume, places: Places) {
    this.#volume = volume
    this.#places = places
    this.#seed = world.seedOf('repeats')
    this.#sources = volume.sources.filter((s) => s.channel.repeats > 0 && s.share > 0)
    this.#weights = sumsOf(this.#sources.map((s) => s.channel.repeats))
    this.#share = this.#sources.length > 0 ? (repeatShare * meanLength) / (meanLength - 1) : 0
  }

  /** Share of all cases that are chained complaints of this source. */
  shareOf(source: Source): number {
    const total = this.#weights.at(-1) ?? 0
    return total > 0 ? (this.#share * source.channel.repeats) / total : 0
  }

  /** The chained complaints of a day. */
  on(day: number): readonly Repeat[] {
    const index = Math.floor(day / blockDays)
    let block = this.#blocks.get(index)
    if (block === undefined) {
      block = this.#make(index)
      if (this.#blocks.size >= 4) this.#blocks.clear()
      this.#blocks.set(index, block)
    }
    return block.get(day) ?? []
  }

  #make(index: number): Map<number, Repeat[]> {
    const byDay = new Map<number, Repeat[]>()
    const chains = Math.round((this.#share * this.#volume.perDay * blockDays) / meanLength)
    for (let i = 0; i < chains; i += 1) {
      const chain = mix(mix(this.#seed, index), i)
      const dice = new Dice(chain)
      const source =
        this.#sources[indexAt(this.#weights, dice.next() * (this.#weights.at(-1) ?? 0))]
      if (source === undefined) continue
      const types = sumsOf(source.mix)
      const type = indexAt(types, dice.next() * (types.at(-1) ?? 0))
      const place = this.#places.draw(dice)
      const u = dice.next()
      const length = 2 + lengths.findIndex((limit) => u < limit)
      const days = new Set<number>()
      while (days.size < length) days.add(index * blockDays + dice.below(blockDays))
      let ordinal = 0
      for (const day of [...days].sort((a, b) => a - b)) {
        ordinal += 1
        const list = byDay.get(day) ?? []
        list.push({ source, type, place, ordinal, chain })
        byDay.set(day, list)
      }
    }
    return byDay
  }
}
