import type { Judgement } from '../indicators/status.ts'

/**
 * When an alert is raised, changes its level and is cleared (预警迟滞). Our default, 2026-11-23:
 *
 * - Raised as soon as the status is yellow or red; risen from yellow to red as soon as it is red.
 * - Eased from red to yellow once the value is better than the red line by a tenth of the distance
 *   between the lines; cleared once it is better than the yellow line by as much, or as good as it can be.
 * - Within that margin it stays, unless two whole periods in a row, both later than the one that the
 *   alert speaks of, were normal.
 * - Where no margin lies between the lines (one line only, or two that look at different measures) it
 *   is cleared by time: two whole periods, or 30 minutes without a break for what arrives in real time.
 * - A running count only grows: that it has not tripped yet clears nothing.
 * - Missing, stale and not judged say nothing: they neither raise nor clear, and end a run of normal.
 */
export const marginShare = 0.1
export const calmPeriods = 2
export const calmMs = 30 * 60_000

export type AlertLevel = 'yellow' | 'red'
export type AlertStep =
  | { kind: 'raise'; level: AlertLevel }
  | { kind: 'level'; level: AlertLevel }
  | { kind: 'clear'; by: 'margin' | 'hold' | 'rule-withdrawn' }
  | { kind: 'none' }

/** What is newly known of one indicator in one region. */
export interface Evidence {
  judgement: Pick<
    Judgement,
    'status' | 'reason' | 'badness' | 'yellowAt' | 'redAt' | 'split'
  > | null
  /** Its data are late: no news. */
  stale: boolean
  /** The value cannot get any better: 0 of what should not be, all of what should. */
  best: boolean
  /** A count of a period that is still running. */
  growing: boolean
  /** How long it has been normal without a break, for what arrives in real time; null = it does not. */
  calmForMs: number | null
  /** Whole periods in a row, later than the alert's own, that were normal. Asked only when needed. */
  calmPeriods(): number
}

const none: AlertStep = { kind: 'none' }

/** What follows for an alert (open at `level`, or null = none) from new evidence; pure. */
export function nextStep(level: AlertLevel | null, evidence: Evidence): AlertStep {
  const { judgement, stale } = evidence
  if (judgement === null) return none
  if (level !== null && judgement.reason === 'no-rule')
    return { kind: 'clear', by: 'rule-withdrawn' }
  if (stale || judgement.status === 'unknown') return none
  const { status } = judgement
  if (level === null) return status === 'normal' ? none : { kind: 'raise', level: status }
  if (status === 'red') return level === 'red' ? none : { kind: 'level', level: 'red' }
  if (status === 'yellow') {
    const eased =
      level === 'red' && !evidence.growing && isBeyond(judgement, judgement.redAt, false)
    return eased ? { kind: 'level', level: 'yellow' } : none
  }
  if (!evidence.growing && isBeyond(judgement, judgement.yellowAt, evidence.best)) {
    return { kind: 'clear', by: 'margin' }
  }
  return isCalm(evidence, judgement) ? { kind: 'clear', by: 'hold' } : none
}

type Lines = NonNullable<Evidence['judgement']>

/** Distance that a value must keep from a line; null = no margin lies between the lines. */
export function marginOf({ yellowAt, redAt, split }: Lines): number | null {
  if (split || yellowAt === null || redAt === null || yellowAt === redAt) return null
  return marginShare * Math.abs(redAt - yellowAt)
}

function isBeyond(lines: Lines, line: number | null, best: boolean): boolean {
  const margin = marginOf(lines)
  if (margin === null || line === null || lines.badness === null) return false
  return best || lines.badness <= line - margin
}

function isCalm(evidence: Evidence, lines: Lines): boolean {
  if (marginOf(lines) === null && evidence.calmForMs !== null && !evidence.growing) {
    return evidence.calmForMs >= calmMs
  }
  return evidence.calmPeriods() >= calmPeriods
}
