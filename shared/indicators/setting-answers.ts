import type { LevelId, RegionId, ThresholdRule } from '../city/pack.ts'

/** The two lines (黄线, 红线) of a threshold; null = no such line. */
export interface Lines {
  yellow: number | null
  red: number | null
}

/** A yearly target (目标) as it stands: of a level, or of one region. */
export interface StandingTarget {
  year: number
  level: LevelId
  /** null = every region of the level that has none of its own. */
  region: RegionId | null
  target: number
}

/** One change (调整) of a threshold or a target; instants in UTC ms. */
export interface SettingStep {
  position: number
  at: number
  /** Who did it, as the audit says; null where it has no name. */
  by: string | null
  effectiveFrom: number
  lines: Lines | null
  target: StandingTarget | null
}

/** What an indicator is judged by (阈值与目标): now, in the pack, and every change since. */
export interface SettingRow {
  indicator: string
  name: string
  theme: string
  themeName: string
  unit: string
  decimals: number
  kind: ThresholdRule['kind']
  /** In force now. */
  lines: Lines
  /** As the pack has them. */
  packed: Lines
  /** In force this year: what was set, else the pack's. */
  targets: StandingTarget[]
  /** Newest first. */
  steps: SettingStep[]
}

/** A version of the city pack (城市包版本) that was ever in force; instants in UTC ms. */
export interface PackVersionRow {
  pack: number
  hash: string
  adoptedAt: number
  effectiveFrom: number
  position: number
}

/** `setting.list`. */
export interface SettingList {
  rows: SettingRow[]
  year: number
  /** Newest first; the first is in force. */
  packs: PackVersionRow[]
  /** How much the pack in force holds, by what it is called. */
  holds: { name: string; count: number }[]
  packId: string
  now: number
}
