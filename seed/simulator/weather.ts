import { civilFromDay } from '../../shared/time/civil.ts'
import { Dice, fraction, mix } from './dice.ts'
import type { World } from './world.ts'

/** 预警颜色: 0 = 蓝, 1 = 黄, 2 = 橙, 3 = 红. */
export type AlertColour = 0 | 1 | 2 | 3

/** A spell of weather (天气过程) with the alert that was out for it. */
export interface Spell {
  kind: 'storm' | 'heat' | 'cold' | 'wind' | 'typhoon' | 'minor'
  colour: AlertColour
  from: number
  to: number
  /** Decides which districts it reached. */
  key: number
}

/** Chance per five days, January to December: our own default, for a humid temperate coast. */
const habits: Readonly<Record<Exclude<Spell['kind'], 'minor'>, readonly number[]>> = {
  storm: [0.03, 0.04, 0.08, 0.1, 0.14, 0.32, 0.3, 0.24, 0.14, 0.06, 0.04, 0.03],
  heat: [0, 0, 0, 0, 0.04, 0.16, 0.38, 0.38, 0.12, 0, 0, 0],
  cold: [0.34, 0.28, 0.1, 0.02, 0, 0, 0, 0, 0, 0.04, 0.16, 0.32],
  wind: [0.08, 0.1, 0.16, 0.18, 0.1, 0.06, 0.05, 0.05, 0.06, 0.1, 0.12, 0.1],
  typhoon: [0, 0, 0, 0, 0, 0.01, 0.05, 0.09, 0.06, 0.01, 0, 0],
}
const kinds = Object.keys(habits) as (keyof typeof habits)[]

/** What each spell does to the types whose `weather` names it, at full strength. */
const effects: Readonly<Record<Spell['kind'], Readonly<Record<string, number>>>> = {
  storm: { rain: 2.4, wind: 0.8 },
  heat: { heat: 1.4 },
  cold: { cold: 2.6 },
  wind: { wind: 2.2 },
  typhoon: { rain: 4, wind: 5 },
  minor: {},
}

const blockDays = 5

/** The weather of the city, the same whichever day is asked first. */
export class Weather {
  readonly #world: World
  readonly #seed: number
  readonly #blocks = new Map<number, readonly Spell[]>()

  constructor(world: World) {
    this.#world = world
    this.#seed = world.seedOf('weather')
  }

  /** Spells that touch a local day, by start. */
  on(day: number): Spell[] {
    const from = this.#world.zone.startOfDay(day)
    const to = this.#world.zone.startOfDay(day + 1)
    return this.#block(Math.floor(day / blockDays)).filter((s) => s.from < to && s.to > from)
  }

  /** Spells whose alert is out at an instant. */
  at(ms: number): Spell[] {
    const day = this.#world.zone.dayOf(ms)
    return this.#block(Math.floor(day / blockDays)).filter((s) => s.from <= ms && ms < s.to)
  }

  /** Whether a spell reached a region: about six districts in ten. */
  reached(spell: Spell, region: number): boolean {
    return fraction(mix(spell.key, region)) < (spell.kind === 'minor' ? 0.3 : 0.6)
  }

  /** Factor on a type's share on a day. */
  factor(word: string, day: number): number {
    let factor = 1
    for (const spell of this.on(day))
      factor += (effects[spell.kind][word] ?? 0) * (0.5 + 0.25 * spell.colour)
    return factor
  }

  #block(block: number): readonly Spell[] {
    const known = this.#blocks.get(block)
    if (known !== undefined) return known
    const spells = this.#make(block).sort((a, b) => a.from - b.from)
    if (this.#blocks.size > 64) this.#blocks.clear()
    this.#blocks.set(block, spells)
    return spells
  }

  #make(block: number): Spell[] {
    const dice = new Dice(mix(this.#seed, block))
    const { zone } = this.#world
    const first = block * blockDays
    const month = civilFromDay(first + 2).month - 1
    const end = zone.startOfDay(first + blockDays)
    const spells: Spell[] = []
    const add = (kind: Spell['kind'], day: number, hour: number, hours: number): void => {
      const u = dice.next()
      const colour = u < 0.45 ? 0 : u < 0.85 ? 1 : u < 0.98 || kind === 'minor' ? 2 : 3
      const from = zone.startOfDay(day) + Math.floor(hour * 60) * 60_000
      const key = mix(this.#seed, from / 1000)
      const milder = kind === 'minor' ? Math.min(colour, 1) : colour
      const to = Math.min(end, from + Math.floor(hours * 60) * 60_000)
      spells.push({ kind, colour: milder as AlertColour, from, to, key })
    }
    for (const kind of kinds)
      if (dice.chance(habits[kind][month] ?? 0))
        add(kind, first + dice.below(3), dice.between(2, 16), dice.between(20, 64))
    for (let d = 0; d < blockDays; d += 1)
      if (dice.chance(0.3)) add('minor', first + d, dice.between(0, 14), dice.between(4, 10))
    return spells
  }
}
