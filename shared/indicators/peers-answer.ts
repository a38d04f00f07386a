import type { RegionId } from '../city/pack.ts'
import type { IndicatorMeta, IndicatorValue, RegionFigure } from './answers.ts'

/** One indicator of one region among its peers (对标), all over the same window. */
export interface PeerRow {
  indicator: string
  own: RegionFigure
  /** The region and its siblings in the pack's order; of the city, its districts. */
  peers: RegionFigure[]
  /** The middle of the peers' values (同组中位); null where none has one. */
  median: number | null
  /** The whole city's value. */
  city: number | null
  /** This year's target, or the yellow line, on the value's own scale; null = relative or none. */
  target: number | null
  targetKind: 'target' | 'line' | null
}

/** `indicator.peers`: every indicator of a theme, the region beside its siblings. */
export interface PeersAnswer {
  position: number
  now: number
  region: RegionId
  theme: string
  /** Whom it is compared with: its siblings, or for the city its own districts. */
  group: 'siblings' | 'children'
  rows: PeerRow[]
  /** 在办, 超期 and the on-time rate of the region's cases, where the pack counts them. */
  caseload: { counts: CaseloadCount; value: IndicatorValue; meta: IndicatorMeta }[]
}

/** What a caseload figure counts (案件负荷). */
export type CaseloadCount = 'open' | 'overdue' | 'ontime'
