import type { RegionId } from '../city/pack.ts'

/** One kind of facility (设施) of a theme in a region. */
export interface FacilityKind {
  id: string
  name: string
  glyph: string
  count: number
}

/** `facility.list`: the theme's facilities as points; `demo` = generated (演示数据). */
export interface FacilityAnswer {
  demo: boolean
  kinds: FacilityKind[]
  /** Parallel columns, so that thousands stay small; `kind` indexes `kinds`. */
  points: { kind: number[]; lng: number[]; lat: number[]; region: RegionId[] }
  /** True when only some of the points are sent at this level; the counts are whole. */
  thinned: boolean
}
