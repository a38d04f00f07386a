import type { RegionId } from '../city/pack.ts'

/** One alert (预警) of an indicator that crossed its threshold. */
export interface AlertRow {
  alert: number
  indicator: string
  indicatorName: string
  theme: string
  region: RegionId
  regionName: string
  /** The level it stands at now, or stood at when it was cleared. */
  level: 'yellow' | 'red'
  value: number | null
  unit: string
  decimals: number
  /** The rule in words: "低于红线 85". */
  rule: string
  /** The department that owns the indicator. */
  owner: string
  ownerName: string
  windowLabel: string
  raisedAt: number
  /** When it came to the level it stands at. */
  levelAt: number
  acknowledgedAt: number | null
  acknowledgedBy: string | null
  note: string | null
  clearedAt: number | null
  position: number
}

/** `alert.list`, open ones first, red before yellow, newest first. */
export interface AlertList {
  position: number
  now: number
  rows: AlertRow[]
  total: number
}
