import type { AlertStep } from '../../shared/alerts/hysteresis.ts'
import type { Indicator, RegionId } from '../../shared/city/pack.ts'
import type { AlertRule, AlertWindow } from '../../shared/events/alert-parts.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { Assessed } from '../../shared/indicators/evaluate.ts'
import type { Judgement } from '../../shared/indicators/status.ts'
import type { Entry } from '../log/entry.ts'

/** Under whose name judged alerts stand in the log. */
export const alertSource = 'thresholds'

/** What a step is about. */
export interface AlertCase {
  indicator: Indicator
  region: RegionId
  /** The open alert's number; null = none. */
  alert: number | null
  /** Position of the last fact of its stream; 0 = none. */
  version: number
}

/**
 * The log entry of a step (预警事实): refused when its stream moved on since `version`, and one fact
 * however often it is sent, for its key names the fact that it follows.
 */
export function alertEntry(
  about: AlertCase,
  step: Exclude<AlertStep, { kind: 'none' }>,
  { value, judgement }: Assessed,
  now: number,
): Entry {
  const { indicator, region, alert, version } = about
  const { from, to, label } = value.window
  const window: AlertWindow = { from, to, label }
  const common = { indicator: indicator.id, region, window, judgedAt: value.position }
  const head = {
    source: alertSource,
    key: `${indicator.id}:${region}:${version}`,
    occurredAt: now,
    publishedAt: now,
  }
  let event: NewFactOf
  if (step.kind === 'clear') {
    const body = { ...common, alert: alert ?? 0, value: value.value, by: step.by }
    event = { type: 'alert-cleared', ...head, body }
  } else {
    const judged = {
      ...common,
      level: step.level,
      value: value.value ?? 0,
      rule: crossedRule(judgement as Judgement, step.level),
    }
    event =
      step.kind === 'level'
        ? { type: 'alert-level-changed', ...head, body: { ...judged, alert: alert ?? 0 } }
        : {
            type: 'alert-raised',
            ...head,
            body: {
              ...judged,
              owner: indicator.department,
              definitionVersion: indicator.definitionVersion,
            },
          }
  }
  return {
    stream: { kind: 'alert', indicator: indicator.id, region },
    expectedVersion: version,
    events: [event],
  }
}

/** The line that was crossed, on the scale that people know it by. */
export function crossedRule(judgement: Judgement, level: 'yellow' | 'red'): AlertRule {
  const { rule, tested, base } = judgement
  const high = rule.alarmSide === 'both' ? (tested ?? 0) >= 0 : rule.alarmSide !== 'low'
  return {
    kind: rule.kind === 'none' ? 'absolute' : rule.kind,
    unit: rule.unit ?? 'value',
    side: high ? 'high' : 'low',
    inclusive: rule.inclusive,
    line: (level === 'red' ? rule.red : rule.yellow) ?? 0,
    tested: tested ?? 0,
    base,
  }
}
