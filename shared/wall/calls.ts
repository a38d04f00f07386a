import type { RegionId, Severity } from '../city/pack.ts'
import type { AlertRule } from '../events/alert-parts.ts'

/** An open event of Ⅰ/Ⅱ (重大事件): a case, or a public warning; known to the wall in [from, to). */
export interface Call {
  id: string
  name: string
  severity: Severity
  region: RegionId
  caseId: number | null
  from: number
  /** Null = it is still open. */
  to: number | null
}

/** A figure that left its usual span and that nobody acknowledged, in [from, to) (待确认的变化). */
export interface Change {
  id: string
  name: string
  theme: string
  indicator: string
  region: RegionId
  level: 'yellow' | 'red'
  /** How far beyond its line, as a share of the line; 0 and more. */
  by: number
  from: number
  to: number | null
}

/** A public warning in force in [from, to) (公共预警). */
export interface Span {
  from: number
  to: number | null
}

/** What the city did that a wall answers to. */
export interface Inputs {
  calls: readonly Call[]
  /** The greatest first. */
  changes: readonly Change[]
  warnings: readonly Span[]
}

export const holds = ({ from, to }: Span, at: number): boolean =>
  from <= at && (to === null || at < to)

/** Gravest first, then newest; a stable order, so that every start decides alike. */
export const graver = (a: Call, b: Call): number =>
  a.severity - b.severity || b.from - a.from || (a.id < b.id ? -1 : 1)

/** Red before yellow, then what went farthest, then newest (变化最大). */
export const greater = (a: Change, b: Change): number =>
  Number(b.level === 'red') - Number(a.level === 'red') ||
  b.by - a.by ||
  b.from - a.from ||
  (a.id < b.id ? -1 : 1)

/** How far a rule was overstepped, as a share of its line; of a line at nought, as it is (变化幅度). */
export function sizeOf({
  side,
  line,
  tested,
}: Pick<AlertRule, 'side' | 'line' | 'tested'>): number {
  const over = side === 'high' ? tested - line : line - tested
  return Math.max(0, line === 0 ? over : over / Math.abs(line))
}
