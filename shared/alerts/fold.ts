import type { RegionId } from '../city/pack.ts'
import type { AlertRule, AlertWindow } from '../events/alert-parts.ts'
import type { Fact, FactType } from '../events/index.ts'

/** How an alert stands after some of its facts (预警状态). */
export interface AlertState {
  /** Position of the fact that raised it. */
  alert: number
  indicator: string
  region: RegionId
  level: 'yellow' | 'red'
  /** The value that gave it its level. */
  value: number
  rule: AlertRule
  owner: string
  window: AlertWindow
  definitionVersion: number
  raisedAt: number
  levelPosition: number
  levelAt: number
  acknowledged: { at: number; by: string; position: number } | null
  clearedAt: number | null
  /** Position of its last fact. */
  position: number
}

export type AlertFactType = Extract<FactType, `alert-${string}`>
export type AlertFact = Extract<Fact, { type: AlertFactType }>

export const isAlertFact = (fact: Fact): fact is AlertFact => fact.stream === 'alert'

/**
 * The alert after one more fact. An acknowledgement is of the level that was seen: when a yellow alert
 * turns red, somebody must see it again (our default, 2026-11-23).
 */
export function applyAlertFact(state: AlertState | null, fact: AlertFact): AlertState | null {
  const { position, occurredAt } = fact
  if (fact.type === 'alert-raised') {
    const { indicator, region, level, value, rule, owner, window, definitionVersion } = fact.body
    return {
      ...{ indicator, region, level, value, rule, owner, window, definitionVersion },
      alert: position,
      raisedAt: occurredAt,
      levelPosition: position,
      levelAt: occurredAt,
      acknowledged: null,
      clearedAt: null,
      position,
    }
  }
  if (state === null) return null
  switch (fact.type) {
    case 'alert-level-changed': {
      const { level, value, rule, window } = fact.body
      const acknowledged = level === 'red' ? null : state.acknowledged
      const since = { levelPosition: position, levelAt: occurredAt }
      return { ...state, level, value, rule, window, ...since, acknowledged, position }
    }
    case 'alert-acknowledged': {
      const acknowledged = { at: occurredAt, by: fact.body.byName, position }
      return { ...state, acknowledged: state.acknowledged ?? acknowledged, position }
    }
    case 'alert-cleared':
      return { ...state, clearedAt: state.clearedAt ?? occurredAt, position }
  }
}

/** Which alert a fact speaks of. */
export const alertOf = (fact: AlertFact): number =>
  fact.type === 'alert-raised' ? fact.position : fact.body.alert

/** Every alert of a stream after its facts, in order of position (重放). */
export function foldAlerts(facts: readonly AlertFact[]): Map<number, AlertState> {
  const states = new Map<number, AlertState>()
  for (const fact of facts) {
    const next = applyAlertFact(states.get(alertOf(fact)) ?? null, fact)
    if (next !== null) states.set(next.alert, next)
  }
  return states
}
