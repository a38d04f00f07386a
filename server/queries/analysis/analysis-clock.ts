import type { AnalysisNote, ClockAnswer, ClockLine } from '../../../shared/analysis/answers.ts'
import type { AnalysisQuestion } from '../../../shared/analysis/question.ts'
import type { Indicator, RegionId } from '../../../shared/city/pack.ts'
import { shown } from '../../../shared/indicators/evaluate.ts'
import { minuteMs, weekdayOf } from '../../../shared/time/civil.ts'
import { wideStanding, type CityView, type Standing } from '../city-view.ts'
import { addsUp, hoursAt, hoursKeptDays, hoursSince } from './hours.ts'
import { hoursIn, spanOf } from './lines.ts'
import { scopeOf, type Scope } from './scope.ts'

/**
 * Hour × weekday (时段) of plain counts of cases, as far as hours are kept: 60 days, down to district.
 * Whole covered hours only; what is left out is said in `notes`.
 */
export function analysisClock(
  view: CityView,
  question: AnalysisQuestion,
  sees: (region: RegionId) => boolean,
): ClockAnswer {
  const standing = wideStanding(view, question.at)
  const { catalog, regions: tree, zone, now, position } = standing
  // The grain of the question does not matter here: the whole window is looked at by the hour.
  const { notes: asked, ...scope } = scopeOf({ ...question, grain: 'custom' }, standing, sees)
  const notes: AnalysisNote[] = [...asked]
  const counted = scope.indicators.filter((one) => addsUp(one, catalog))
  for (const { id, name } of scope.indicators.filter((one) => !counted.includes(one)))
    notes.push({ code: 'no-hours', words: `${name}没有分时件数，不能看时段`, indicator: id })
  const regions = scope.regions.filter((region) => hoursAt(tree.get(region).level))
  const below = scope.regions.length - regions.length
  if (below > 0)
    notes.push({ code: 'no-hours', words: `分时数据只到县市区一级，${below} 个下级区域未列入` })
  const since = hoursSince(zone, now)
  if (scope.indicators.length > 0 && scope.window.from < since)
    notes.push({ code: 'hours-cut', words: `分时数据只保留 ${hoursKeptDays} 天，更早的未列入` })
  const window = {
    from: Math.max(scope.window.from, since),
    to: Math.max(since, Math.min(scope.window.to, now)),
  }
  const lines = counted.flatMap((one) => clocksOf(one, { ...scope, regions }, standing))
  return { question, position, now, window, lines, notes }
}

function clocksOf(
  indicator: Indicator,
  { regions, window }: Pick<Scope, 'regions' | 'window'>,
  standing: Standing,
): ClockLine[] {
  const { zone, now } = standing
  const lines = regions.map((region): ClockLine => ({
    ...{ indicator: indicator.id, region },
    counts: week(() => null),
    hours: week(() => 0),
  }))
  for (const { from, to } of hoursIn(window, standing)) {
    if (to > now) continue
    const day = weekdayOf(zone.dayOf(from)) - 1
    const hour = Math.floor(zone.msOfDay(from) / (60 * minuteMs))
    const span = spanOf(indicator, { from, to }, standing)
    for (const { region, counts, hours } of lines) {
      const { value } = shown(indicator, region, span, standing)
      const [sums, times] = [counts[day], hours[day]]
      if (value === null || sums === undefined || times === undefined) continue
      sums[hour] = (sums[hour] ?? 0) + value
      times[hour] = (times[hour] ?? 0) + 1
    }
  }
  return lines
}

const week = <T>(cell: () => T): T[][] =>
  Array.from({ length: 7 }, () => Array.from({ length: 24 }, cell))
