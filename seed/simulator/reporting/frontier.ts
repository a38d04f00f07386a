import {
  levelIds,
  type Feed,
  type LevelId,
  type Measure,
  type Region,
} from '../../../shared/city/pack.ts'
import { speaksAllDay } from '../outages.ts'
import type { World } from '../world.ts'

/** The regions that one report speaks for, in the order of its values. */
export interface Frontier {
  /** Name in keys: the levels it stands on. */
  name: string
  regions: readonly Region[]
}

const depth = (level: LevelId): number => levelIds.indexOf(level)
const coarser = (a: LevelId, b: LevelId): LevelId => (depth(a) <= depth(b) ? a : b)

/** Knows at which regions each measure is reported. */
export class Frontiers {
  readonly #world: World
  readonly #known = new Map<string, Frontier>()
  readonly #feeds: ReadonlyMap<string, Feed>
  readonly #measures: ReadonlyMap<string, Measure>

  constructor(world: World) {
    this.#world = world
    this.#feeds = new Map(world.pack.feeds.map((f) => [f.id, f]))
    this.#measures = new Map(world.pack.measures.map((m) => [m.id, m]))
  }

  /**
   * Sums are reported at their finest level, but by the day not below the town (grids only where
   * `recent`) and never below the community otherwise; a part never finer than its whole.
   */
  of(measure: Measure, recent: boolean): Frontier {
    if (measure.aggregation === 'none') return this.#at('city', false)
    if (measure.aggregation === 'reported-per-level')
      return this.#at(coarser(measure.finestLevel, 'town'), true)
    return this.#at(this.#sumLevel(measure, recent), false)
  }

  #sumLevel(measure: Measure, recent: boolean): LevelId {
    const feed = this.#feeds.get(measure.feed ?? '')
    const byDay = feed !== undefined && (speaksAllDay(feed) || feed.rhythm === 'day')
    const gridByDay = byDay && recent && measure.finestLevel === 'grid'
    const own = gridByDay ? 'grid' : coarser(measure.finestLevel, byDay ? 'town' : 'community')
    const whole = this.#measures.get(measure.partOf ?? '')
    return whole?.aggregation === 'sum' ? coarser(own, this.#sumLevel(whole, recent)) : own
  }

  /**
   * The regions of a level (or the next coarser one that the pack has), with shallower ones that have
   * no children; `above` adds all levels above.
   */
  #at(wanted: LevelId, above: boolean): Frontier {
    const levels = this.#world.pack.levels.filter((l) => depth(l.id) <= depth(wanted))
    const level = levels.at(-1)?.id ?? 'city'
    const name = `${above ? 'to-' : ''}${level}`
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const { tree } = this.#world
    const regions = tree.all.filter((r) => {
      if (depth(r.level) > depth(level)) return false
      return above || r.level === level || tree.childrenOf(r.id).length === 0
    })
    const frontier = { name, regions }
    this.#known.set(name, frontier)
    return frontier
  }
}
