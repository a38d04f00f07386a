import {
  alertOf,
  applyAlertFact,
  foldAlerts,
  type AlertFact,
  type AlertState,
} from '../../shared/alerts/fold.ts'
import type { alert } from '../db/tables.ts'

export type AlertVersionRow = typeof alert.$inferSelect

/** A new version of an alert, and the position of the version that it replaces (null = the first). */
export interface AlertDelta {
  row: AlertVersionRow
  replaces: number | null
}

/** The versions that fresh facts of one stream add, given those known before, in order of position. */
export function alertDeltas(
  known: readonly AlertFact[],
  fresh: readonly AlertFact[],
): AlertDelta[] {
  const states = foldAlerts(known)
  return fresh.flatMap((fact) => {
    const before = states.get(alertOf(fact)) ?? null
    const after = applyAlertFact(before, fact)
    if (after === null) return []
    states.set(after.alert, after)
    return [{ row: rowOf(after), replaces: before?.position ?? null }]
  })
}

const rowOf = (state: AlertState): AlertVersionRow => ({
  position: state.position,
  alert: state.alert,
  indicator: state.indicator,
  region: state.region,
  level: state.level,
  value: state.value,
  rule: JSON.stringify(state.rule),
  owner: state.owner,
  windowFrom: state.window.from,
  windowTo: state.window.to,
  windowLabel: state.window.label,
  definitionVersion: state.definitionVersion,
  raisedAt: state.raisedAt,
  levelPosition: state.levelPosition,
  levelAt: state.levelAt,
  acknowledgedAt: state.acknowledged?.at ?? null,
  acknowledgedBy: state.acknowledged?.by ?? null,
  acknowledgedPosition: state.acknowledged?.position ?? null,
  clearedAt: state.clearedAt,
  until: null,
})
