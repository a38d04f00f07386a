import type { Indicator, RegionId } from '../../shared/city/pack.ts'
import type { IndicatorValue } from '../../shared/indicators/answers.ts'
import { isStanding } from '../../shared/indicators/control.ts'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import { grainOf } from '../../shared/indicators/span.ts'
import { ruleFor, type Judgement } from '../../shared/indicators/status.ts'
import { periodOf, type Window } from '../../shared/time/period.ts'
import { calmPeriods } from '../../shared/alerts/hysteresis.ts'
import type { Standing } from '../queries/city-view.ts'

/**
 * The window that an alert speaks of (研判时段): the last answer, i.e. the running day to date or the
 * last published period. A flow under control limits is judged once its day is whole: yesterday.
 */
export function judgedWindow(indicator: Indicator, standing: Standing): Window {
  const { now, zone } = standing
  const grain = grainOf(indicator)
  const rule = ruleFor(indicator, { to: now }, standing)
  if (rule.kind === 'control' && !isStanding(indicator, standing)) {
    return { grain, at: periodOf(zone, grain, now).from - 1 }
  }
  return { grain, at: now }
}

/** Whether a value cannot get any better: none of what should not be, all of what should. */
export function isBest(
  indicator: Indicator,
  { value }: Pick<IndicatorValue, 'value'>,
  { rule }: Pick<Judgement, 'rule'>,
): boolean {
  if (value === null || rule.kind !== 'absolute') return false
  const share = indicator.formula === 'ratio' || indicator.formula === 'share'
  if (rule.alarmSide === 'low') return share && value >= indicator.scale
  return rule.alarmSide === 'high' && indicator.formula !== 'growth' && value === 0
}

/** Whether a value is a count of a period that is still running. */
export const isGrowing = (
  indicator: Indicator,
  { window, denominator }: IndicatorValue,
  standing: Standing,
): boolean =>
  window.partial &&
  denominator === null &&
  indicator.formula === 'value' &&
  !isStanding(indicator, standing)

/**
 * How many of the last whole periods in a row were normal and begin at or after `after`, the end of
 * what the alert speaks of; as many as the rule asks for at most.
 */
export function calmPeriodsOf(
  indicator: Indicator,
  region: RegionId,
  after: number,
  standing: Standing,
): number {
  const { zone, now } = standing
  const grain = grainOf(indicator)
  let end = periodOf(zone, grain, now).from
  for (let calm = 0; calm < calmPeriods; calm += 1) {
    const window = { grain, at: end - 1 }
    const value = evaluate({ indicator, region, window }, standing)
    if (value.stale || value.status !== 'normal') return calm
    // A period that is not published yet answers with the one before.
    const own = periodOf(zone, grain, value.window.to - 1)
    if (own.from < after) return calm
    end = own.from
  }
  return calmPeriods
}
