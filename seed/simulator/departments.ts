import type { CityPack, RegionId } from '../../shared/city/pack.ts'
import { traitOf, type Dice } from './dice.ts'
import type { World } from './world.ts'

/** How a department works (部门脾气). */
export interface Temper {
  /** Part of the limit it usually needs, and how much that varies. */
  usual: number
  spread: number
  /** Closes just before the deadline, whatever the matter. */
  lastMinute: number
  /** Added to the chance of being on time. */
  onTime: number
  /** Added on rest days: some are overloaded then. */
  restDay: number
  /** Minutes until it signs for an order, in the middle. */
  signMinutes: number
}

const kinds: readonly (Temper & { until: number })[] = [
  {
    until: 0.4,
    usual: 0.3,
    spread: 0.6,
    lastMinute: 0.03,
    onTime: 0.008,
    restDay: 0,
    signMinutes: 12,
  },
  {
    until: 0.74,
    usual: 0.5,
    spread: 0.45,
    lastMinute: 0.08,
    onTime: 0,
    restDay: -0.01,
    signMinutes: 25,
  },
  {
    until: 0.88,
    usual: 0.62,
    spread: 0.35,
    lastMinute: 0.5,
    onTime: 0,
    restDay: 0,
    signMinutes: 45,
  },
  {
    until: 1,
    usual: 0.55,
    spread: 0.55,
    lastMinute: 0.12,
    onTime: -0.018,
    restDay: -0.07,
    signMinutes: 60,
  },
]

/** Departments and districts as they differ, the same for the life of the city. */
export class Departments {
  readonly #seed: number
  readonly #tempers = new Map<string, Temper>()
  readonly #ids: readonly string[]

  constructor(world: World) {
    this.#seed = world.seedOf('departments')
    this.#ids = world.pack.departments.map((d) => d.id)
  }

  temperOf(department: string): Temper {
    let temper = this.#tempers.get(department)
    if (temper === undefined) {
      const u = traitOf(this.#seed, department)
      temper = kinds.find((kind) => u < kind.until) ?? kinds[1]
      if (temper === undefined) throw new RangeError('no temper')
      this.#tempers.set(department, temper)
    }
    return temper
  }

  /** A district's distance from the city in being on time, −0.03 … 0.016. */
  districtOnTime(district: RegionId): number {
    return -0.03 + 0.046 * Math.sqrt(traitOf(this.#seed, `on-time ${district}`))
  }

  /** A district's distance from the city in satisfaction, −0.02 … 0.02. */
  districtSatisfaction(district: RegionId): number {
    return 0.04 * (traitOf(this.#seed, `satisfied ${district}`) - 0.5)
  }

  /** Whom a case goes to first. */
  first(type: CityPack['eventTypes'][number], dice: Dice): string {
    const assist = type.assistants.length > 0 && dice.chance(0.08)
    return assist ? dice.pick(type.assistants) : type.lead
  }

  /** Whom it goes to after `refused` has sent it back; the same one where there is no other. */
  other(type: CityPack['eventTypes'][number], refused: string, dice: Dice): string {
    const others = [type.lead, ...type.assistants].filter((id) => id !== refused)
    if (others.length > 0) return dice.pick(others)
    const any = this.#ids.filter((id) => id !== refused)
    return any.length > 0 ? dice.pick(any) : refused
  }
}
