import type { RegionId, Severity } from '../city/pack.ts'
import type { CaseStage } from './state.ts'

/** One case as lists, the live stream and the map show it (案件行). */
export interface CaseRow {
  caseId: number
  source: string
  number: string
  title: string
  type: string
  typeName: string
  category: string
  severity: Severity
  /** Finest known region; null = 未落点 in the whole city. */
  region: RegionId | null
  regionName: string
  /** WGS84 [lng, lat]; null where unknown or withheld. */
  point: [number, number] | null
  department: string | null
  departmentName: string | null
  stage: CaseStage
  reportedAt: number
  /** The deadline now running (disposal, then closing); null when none runs. */
  deadline: number | null
  closedAt: number | null
  overdue: boolean
  light: 'remind' | 'yellow-card' | 'red-card' | 'supervision' | null
  /** True when type is sensitive and details are withheld at this level. */
  withheld: boolean
}

/** One quarter-hour of the 24-hour strip (时光机). */
export interface RhythmSlot {
  /** Start, UTC ms. */
  from: number
  accepted: number
  severityOne: number
  severityTwo: number
  /** Accepted in the same quarter-hour of the day before; null = missing. */
  yesterday: number | null
  /** Log position at the slot's end: what `at` takes to see the city as known then. */
  position: number | null
}

/** A frame of the live feed (实时帧): at most four a second. */
export interface LiveFrame {
  position: number
  /** The position this frame tells from: what one was told last, or something was missed. */
  since: number
  now: number
  /** Cases that are new or changed in (since, position], newest last; bounded. */
  cases: CaseRow[]
  /** More has changed than `cases` tells: lists have to be asked for again. */
  more: boolean
  /** Which build of the client (客户端版本) the server serves; null = none that it knows. */
  build: string | null
  feeds: { online: number | null; expected: number | null }
  /** Share of the demo's history already loaded, 0–1; null when none is being loaded. */
  backfill: number | null
  /** Position of the last message of a public warning (公共预警); 0 = none yet. */
  warnings: number
}
