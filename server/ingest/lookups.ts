import { limitsOf, type Receiver } from '../../shared/city/limits.ts'
import type { CityPack, EventType, Feed, Limit, RegionId } from '../../shared/city/pack.ts'
import type { RegionTree } from '../../shared/regions/tree.ts'
import type { Zone } from '../../shared/time/zone.ts'

/** The pack as ingest asks it, one hash look-up a question. */
export interface Lookups {
  pack: CityPack
  caseSources: ReadonlySet<string>
  types: ReadonlyMap<string, EventType>
  /** Id by id, name or alias. */
  departments: ReadonlyMap<string, string>
  feeds: ReadonlyMap<string, Feed>
  /** Disposal limit of a type as in force at `at`; null for an unknown type. */
  disposalLimit(type: string, at: number): Limit | null
  /** By when a hand-off made at `at` is to be taken; null = no limit. */
  handOffLimit(sender: string, receiver: Receiver, at: number): Limit | null
  /** Measure id → the feed that delivers it. */
  measureFeed: ReadonlyMap<string, string | null>
  /** Region of a code on the local day of `at`; null = not a region of ours then. */
  region(code: string, at: number): RegionId | null
  /** Whether the code is or was ever one of ours. */
  everKnown(code: string): boolean
}

/** Indexes a pack; the result holds for that pack and tree only. */
export function makeLookups(pack: CityPack, tree: RegionTree, zone: Zone): Lookups {
  const departments = new Map<string, string>()
  for (const { id, aliases } of pack.departments)
    for (const alias of aliases) if (!departments.has(alias)) departments.set(alias, id)
  for (const { id, name } of pack.departments) departments.set(name, id)
  for (const { id } of pack.departments) departments.set(id, id)

  // A code with one holder without dates needs no calendar.
  const timeless = new Map<string, RegionId | null>()
  for (const { code, id, validFrom, validTo } of pack.regions)
    timeless.set(code, timeless.has(code) || validFrom !== null || validTo !== null ? null : id)

  const limits = limitsOf(pack)
  const day = (at: number): string => zone.isoDate(zone.dayOf(at))
  return {
    pack,
    disposalLimit: (type, at) => limits.disposal(type, day(at)),
    handOffLimit: (sender, receiver, at) => limits.handOff(sender, receiver, day(at)),
    caseSources: new Set(pack.caseSources.map((source) => source.key)),
    types: new Map(pack.eventTypes.map((type) => [type.code, type])),
    departments,
    feeds: new Map(pack.feeds.map((feed) => [feed.id, feed])),
    measureFeed: new Map(
      pack.measures.filter((m) => m.origin === 'reported').map((m) => [m.id, m.feed]),
    ),
    region: (code, at) => {
      const id = timeless.get(code)
      if (id === undefined) return null
      return id ?? tree.byCode(code, zone.isoDate(zone.dayOf(at)))?.id ?? null
    },
    everKnown: (code) => timeless.has(code),
  }
}

/** `makeLookups`, made anew only when the pack is another object. */
export function lookupsOf(pack: () => CityPack, tree: RegionTree, zone: Zone): () => Lookups {
  let last: Lookups | null = null
  return () => {
    const now = pack()
    if (last?.pack !== now) last = makeLookups(now, tree, zone)
    return last
  }
}
