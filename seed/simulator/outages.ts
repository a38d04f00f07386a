import type { Feed } from '../../shared/city/pack.ts'
import { dayMs } from '../../shared/time/civil.ts'
import { Dice, keyOf, mix } from './dice.ts'
import type { World } from './world.ts'

/** When a feed was silent (断线), [from, to). */
export interface Silence {
  from: number
  to: number
}

/** Feeds that speak all day; the others send one report per period. */
export const speaksAllDay = (feed: Feed): boolean =>
  feed.rhythm === 'realtime' || feed.rhythm === 'on-event'

/** Chance of one silence per slot and its length, in days; long enough that a report goes stale. */
interface Habit {
  slotDays: number
  chance: number
  from: number
  to: number
}
const habitOf = (feed: Feed, caseFeeds: number): Habit => {
  if (!speaksAllDay(feed))
    return feed.rhythm === 'day' || feed.rhythm === 'week'
      ? { slotDays: 8, chance: 0.26, from: 3, to: 5 }
      : { slotDays: 24, chance: 0.13, from: 10, to: 19 }
  const ofCases = feed.caseSources.length > 0
  const chance = ofCases ? 2 / 7 / Math.max(caseFeeds, 2) : 0.04
  return { slotDays: 1, chance, from: 28 / 1440, to: 52 / 1440 }
}

/** No periodic feed is silent for longer. */
export const longestSilenceMs = 19 * dayMs

/**
 * Silent feeds: a realtime one for about 40 minutes (a case feed about twice a week over all of
 * them), a daily one for some days, a slower one for up to two weeks, so that a few of them are silent at
 * any time.
 */
export class Outages {
  readonly #seed: number
  readonly #feeds = new Map<string, { key: number; habit: Habit }>()
  #cached = { feed: '', slot: Number.NaN, silence: null as Silence | null }

  constructor(world: World) {
    this.#seed = world.seedOf('outages')
    const caseFeeds = world.pack.feeds.filter((f) => f.caseSources.length > 0).length
    for (const feed of world.pack.feeds)
      this.#feeds.set(feed.id, {
        key: mix(this.#seed, keyOf(feed.id)),
        habit: habitOf(feed, caseFeeds),
      })
  }

  /** The silence of a feed that holds the instant; null = it speaks. */
  at(feed: string, ms: number): Silence | null {
    const known = this.#feeds.get(feed)
    if (known === undefined) return null
    const slot = Math.floor(ms / (known.habit.slotDays * dayMs))
    if (this.#cached.feed !== feed || this.#cached.slot !== slot)
      this.#cached = { feed, slot, silence: silenceIn(mix(known.key, slot), known.habit, slot) }
    const { silence } = this.#cached
    return silence !== null && silence.from <= ms && ms < silence.to ? silence : null
  }

  /** When something ready at `ms` gets out: at once, or in order soon after the silence. */
  passed(feed: string, ms: number): number {
    const silence = this.at(feed, ms)
    if (silence === null) return ms
    const waited = (ms - silence.from) / (silence.to - silence.from)
    return silence.to + 2000 + Math.floor(waited * 60) * 1000
  }

  /** How many feeds are silent at an instant. */
  silentAt(ms: number): number {
    let silent = 0
    for (const feed of this.#feeds.keys()) if (this.at(feed, ms) !== null) silent += 1
    return silent
  }
}

/** A silence begins and ends within its slot, clear of the slot's edges. */
function silenceIn(
  key: number,
  { slotDays, chance, from, to }: Habit,
  slot: number,
): Silence | null {
  const dice = new Dice(key)
  if (!dice.chance(chance)) return null
  const length = Math.floor(dice.between(from, to) * 86_400) * 1000
  const room = slotDays * dayMs - length
  const start = Math.floor((dice.between(0.03, 0.95) * room) / 1000) * 1000
  const begin = slot * slotDays * dayMs + start
  return { from: begin, to: begin + length }
}
