import type { RegionId } from '../../shared/city/pack.ts'
import type { Mapping } from './case-fact.ts'
import { mask } from './mask.ts'

export interface GivenPlace {
  region?: string | null
  point?: [number, number] | null
}

export interface Place {
  /** null = unplaced: the case counts for the city as a whole. */
  region: RegionId | null
  regionGiven?: string
  point: [number, number] | null
}

/** A source's place in our regions, at the time of the fact; an unknown code is kept as given. */
export function placeOf(given: GivenPlace, m: Mapping): Place {
  const point = given.point ?? null
  const code = given.region
  if (code === undefined || code === null || code === '') return { region: null, point }
  const region = m.lookups.region(code, m.times.occurredAt)
  if (region !== null) return { region, point }
  const kept = mask(code, m.masked)
  m.notes.push(
    m.lookups.everKnown(code)
      ? {
          code: 'region-not-valid-then',
          field: 'region',
          message: `区域代码 ${kept} 在发生之日无效，原文保留，先计入全市；请改用当日有效的代码改址。`,
        }
      : {
          code: 'unknown-region',
          field: 'region',
          message: `区域代码 ${kept} 不在城市包中，原文保留，先计入全市；请补代码或改址。`,
        },
  )
  return { region: null, regionGiven: kept, point }
}
