import { minuteMs } from '../../shared/time/civil.ts'
import type { Dice } from './dice.ts'
import type { Outages } from './outages.ts'
import type { Source } from './volume.ts'
import type { World } from './world.ts'

/** Between the end of a batch and its facts, at most. */
const batchDelaySeconds = 45

/** When a source's system passes on what happened: seconds, minutes or by batch, never in a silence. */
export class Publisher {
  readonly #outages: Outages
  readonly #feedOf = new Map<string, string>()

  constructor(world: World, outages: Outages) {
    this.#outages = outages
    for (const feed of world.pack.feeds)
      for (const key of feed.caseSources) this.#feedOf.set(key, feed.id)
  }

  publishedAt({ key, channel }: Source, occurredAt: number, dice: Dice): number {
    const batch = channel.batchMinutes * minuteMs
    const u = dice.next()
    const ready =
      batch > 0
        ? (Math.floor(occurredAt / batch) + 1) * batch + Math.floor(u * batchDelaySeconds) * 1000
        : occurredAt + 1000 + Math.floor(u * u * (channel.lagSeconds - 1)) * 1000
    const feed = this.#feedOf.get(key)
    return feed === undefined ? ready : this.#outages.passed(feed, ready)
  }
}

/** How far behind now a channel can truthfully say that everything was sent. */
export function settledBefore(
  at: number,
  { batchMinutes, lagSeconds }: { batchMinutes: number; lagSeconds: number },
): number {
  if (batchMinutes === 0) return at - (lagSeconds + 5) * 1000
  const batch = batchMinutes * minuteMs
  return Math.floor((at - (batchDelaySeconds + 5) * 1000) / batch) * batch
}
