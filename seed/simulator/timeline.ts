import type { SourceFact } from '../../shared/events/source-fact.ts'
import type { City } from './case-book.ts'
import { lifeDays } from './process-rates.ts'

/** Everything in the order in which it is published, kept for the days just asked about. */
export class Timeline {
  readonly #city: City
  readonly #feedFacts: (from: number, to: number) => SourceFact[]
  /** Facts of cases by the local day of publication; days before `#floor` were let go. */
  #pending = new Map<number, SourceFact[]>()
  #sorted = new Map<number, SourceFact[]>()
  #floor = Number.POSITIVE_INFINITY
  /** Cases reported up to and including this day are in `#pending`. */
  #through = Number.NEGATIVE_INFINITY

  /** `feedFacts` gives what feeds, not cases, publish in an interval. */
  constructor(city: City, feedFacts: (from: number, to: number) => SourceFact[]) {
    this.#city = city
    this.#feedFacts = feedFacts
  }

  /** All facts published in [from, to), in order; the first call looks back over the life of a case. */
  published(from: number, to: number): SourceFact[] {
    if (!(from < to)) return []
    const { zone } = this.#city.world
    const last = zone.dayOf(to - 1)
    const facts: SourceFact[] = []
    for (let day = zone.dayOf(from); day <= last; day += 1) {
      const list = this.#day(day)
      const start = firstAt(list, from)
      const end = firstAt(list, to)
      if (start === 0 && end === list.length) for (const fact of list) facts.push(fact)
      else facts.push(...list.slice(start, end))
    }
    return facts
  }

  #day(day: number): SourceFact[] {
    const known = this.#sorted.get(day)
    if (known !== undefined) return known
    this.#reach(day)
    const { zone } = this.#city.world
    const facts = this.#pending.get(day) ?? []
    this.#pending.delete(day)
    facts.push(...this.#feedFacts(zone.startOfDay(day), zone.startOfDay(day + 1)))
    facts.sort(byPublication)
    for (const old of this.#sorted.keys()) if (old < day - 1 || old > day) this.#sorted.delete(old)
    this.#sorted.set(day, facts)
    return facts
  }

  /** Makes sure that every case with a fact published on `day` has been drawn. */
  #reach(day: number): void {
    const gone = day < this.#floor
    const far = day - lifeDays > this.#through
    const first = gone || far ? day - lifeDays - 1 : this.#through + 1
    if (gone || far) {
      this.#pending = new Map()
      this.#sorted = new Map()
    }
    for (const old of this.#pending.keys()) if (old < day) this.#pending.delete(old)
    this.#floor = day + 1
    const { zone } = this.#city.world
    for (let reported = first; reported <= day; reported += 1)
      for (const { facts } of this.#city.casesReportedOn(reported))
        for (const fact of facts) {
          const on = zone.dayOf(publishedAt(fact))
          if (on < day) continue
          const list = this.#pending.get(on)
          if (list === undefined) this.#pending.set(on, [fact])
          else list.push(fact)
        }
    this.#through = Math.max(first - 1, day)
  }
}

/** When a simulated fact is published, UTC ms. */
export const publishedAt = (fact: SourceFact): number => Number(fact.publishedAt ?? fact.occurredAt)

/** Order of publication; equals by occurrence, source and key, so that the order is total. */
export function byPublication(a: SourceFact, b: SourceFact): number {
  const apart = publishedAt(a) - publishedAt(b) || Number(a.occurredAt) - Number(b.occurredAt)
  if (apart !== 0) return apart
  if (a.source !== b.source) return a.source < b.source ? -1 : 1
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}

/** Index of the first fact published at or after `ms`. */
function firstAt(facts: readonly SourceFact[], ms: number): number {
  let low = 0
  let high = facts.length
  while (low < high) {
    const middle = (low + high) >> 1
    const fact = facts[middle]
    if (fact !== undefined && publishedAt(fact) < ms) low = middle + 1
    else high = middle
  }
  return low
}
