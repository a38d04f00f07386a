import type { CityPack, Feed, Measure } from '../../../shared/city/pack.ts'
import { DomainError } from '../../../shared/errors.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { Grain } from '../../../shared/time/period.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import type { ObservedPeriod } from '../../queries/reading/observations.ts'
import { RegionNames } from '../tables/region-names.ts'

/** What was reported before (已报数), as a table is checked against it. */
export interface ReportHistory {
  /** A measure's reports of exactly this period, laid over one another; null = none. */
  known(measure: string, from: number, to: number): ObservedPeriod | null
  /** The last `n` periods of a measure that begin before `before`, newest first. */
  earlier(measure: string, before: number, n: number): readonly ObservedPeriod[]
  /** Position of the last report of a measure that begins at `from`; 0 = none. */
  lastPosition(measure: string, from: number): number
}

/** The city as a table is read by it. */
export interface SheetCity {
  pack: CityPack
  tree: RegionTree
  zone: Zone
  names: RegionNames
  measures: ReadonlyMap<string, Measure>
}

export function sheetCity(pack: CityPack, tree: RegionTree, zone: Zone): SheetCity {
  return {
    pack,
    tree,
    zone,
    names: new RegionNames(tree),
    measures: new Map(pack.measures.map((measure) => [measure.id, measure])),
  }
}

/** The feed of an id. Raises `bad-request` for one that the pack does not have. */
export function feedOf(pack: CityPack, id: string): Feed {
  const feed = pack.feeds.find((one) => one.id === id)
  if (feed) return feed
  throw new DomainError({
    code: 'bad-request',
    params: { what: `接口 ${id.slice(0, 60)} 不在城市包 feeds.tsv 中。` },
  })
}

/** The calendar period that a feed's reports are about; all-day feeds are told per day. */
export const grainOf = ({ rhythm }: Feed): Exclude<Grain, 'hour'> =>
  rhythm === 'realtime' || rhythm === 'on-event' ? 'day' : rhythm
