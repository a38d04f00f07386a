import type { LoggedFact } from '../../shared/events/envelope.ts'
import type { BodyOf } from '../../shared/events/index.ts'
import type { targetSetting, thresholdSetting } from '../db/tables.ts'

export type ThresholdSettingRow = typeof thresholdSetting.$inferSelect
export type TargetSettingRow = typeof targetSetting.$inferSelect

/** What a fact sets of a threshold; fields that it leaves out stay the pack's. */
export function thresholdSettingRow(
  fact: LoggedFact<BodyOf<'threshold-set'>>,
): ThresholdSettingRow {
  const { indicator, effectiveFrom, yellow, red, kind, unit, base, alarmSide, inclusive } =
    fact.body
  const rule = JSON.stringify({ yellow, red, kind, unit, base, alarmSide, inclusive })
  return { position: fact.position, indicator, effectiveFrom, rule }
}

/** The target that a fact sets. */
export function targetSettingRow(fact: LoggedFact<BodyOf<'target-set'>>): TargetSettingRow {
  const { indicator, year, level, region, target, effectiveFrom } = fact.body
  return { position: fact.position, indicator, year, level, region, target, effectiveFrom }
}
