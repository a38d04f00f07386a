import type { WindowUsed } from './answers.ts'

/** What one sub-region, type or department contributed to a change (变化贡献). */
export interface ChangePart {
  key: string
  name: string
  /** Its own figure in both windows; null = missing or nothing due. */
  before: number | null
  after: number | null
  /** Rate effect (率效应) and mix effect (结构效应) of a ratio; null for counts. */
  rateEffect: number | null
  mixEffect: number | null
  /** What it contributes; all parts of one answer add up to `change`. */
  effect: number
}

/** `indicator.change` (为什么变化): between two windows, parts that sum exactly to the change. */
export interface ChangeAnswer {
  position: number
  indicator: string
  unit: string
  decimals: number
  /** As asked; a composite is always told by its components (分项). */
  by: 'region' | 'type' | 'department' | 'component'
  window: WindowUsed
  base: WindowUsed
  before: number | null
  after: number | null
  change: number | null
  /** Largest first by size; what no part accounts for (`rest`) last. */
  parts: ChangePart[]
  /** Why there are no parts (敏感, 综合指数, 来源不分类…); null when there are. */
  unavailable: string | null
}
