import type { Indicator, RegionId, ThresholdRule } from '../city/pack.ts'
import type { Status, StatusReason } from './answers.ts'
import { controlBase, hasControl, isStanding } from './control.ts'
import { formulaFigure, type Figure } from './formula.ts'
import { settingsOver, type TargetInForce } from './settings.ts'
import type { Span, SpanContext } from './span.ts'
import { guard, isSensitive } from './suppression.ts'
import { civilFromDay } from '../time/civil.ts'
import { periodOf } from '../time/period.ts'

/**
 * A rate of a period that is still running is judged from this denominator on: before dawn a handful
 * of lapses would turn every wall red. Source: our default, 2026-11-22.
 */
export const fewestJudged = 30

/** A verdict (研判) with what it rests on. All numbers are null where there is no verdict. */
export interface Judgement {
  status: Status
  /** Why there is no verdict; null when there is one. */
  reason: StatusReason | null
  /** The rule that was in force when the period ended. */
  rule: ThresholdRule
  /** What was tested against the lines, in the rule's unit: the value, or its distance from `base`. */
  tested: number | null
  /** Target, last year's value, plan to date, or mean of the same weekday; null for absolute rules. */
  base: number | null
  /** How bad that is, rising; `yellowAt` and `redAt` are the lines on the same scale. */
  badness: number | null
  yellowAt: number | null
  redAt: number | null
  /** True where yellow and red look at different measures, so that no margin lies between them. */
  split: boolean
}

/** What is in force for an indicator at the end of a span (现行阈值). */
export const ruleFor = (
  indicator: Indicator,
  span: Pick<Span, 'to'>,
  ctx: Pick<SpanContext, 'settings'>,
): ThresholdRule => ctx.settings?.rule(indicator, span.to - 1) ?? indicator.threshold

/** 黄, 红 or 正常 of a figure; see `judge`. */
export const statusOf = (
  indicator: Indicator,
  region: RegionId,
  span: Span,
  figure: Figure,
  lastYear: number | null,
  ctx: SpanContext,
): Status => judge(indicator, region, span, figure, lastYear, ctx).status

/**
 * Judges a figure (状态研判) by the rule in force when its period ended: a threshold changed today
 * does not repaint last month. 'unknown' with its reason where there is nothing to judge by.
 *
 * A running day is judged with care: a rate from 30 due on; a count on its high side at any time, on
 * its low side and against control limits only once the day is whole.
 */
export function judge(
  indicator: Indicator,
  region: RegionId,
  span: Span,
  figure: Figure,
  lastYear: number | null,
  ctx: SpanContext,
): Judgement {
  const rule = ruleFor(indicator, span, ctx)
  const { value } = figure
  if (rule.kind === 'none' || (rule.yellow === null && rule.red === null))
    return without(rule, 'no-rule')
  if (value === null) return without(rule, 'no-value')
  const counting = span.partial && !isStanding(indicator, ctx)
  if (counting && figure.denominator !== null && figure.denominator < fewestJudged) {
    return without(rule, 'too-few')
  }
  const growing = counting && figure.denominator === null && indicator.formula === 'value'
  if (growing && (rule.kind === 'control' || rule.alarmSide === 'low'))
    return without(rule, 'running')
  if (rule.kind === 'control' && counting) return without(rule, 'running')
  if (rule.yellowMeasures.length + rule.redMeasures.length > 0) {
    // Such measures are read as they are: a verdict on them would tell what suppression withholds.
    if (isSensitive(indicator, ctx.catalog)) return without(rule, 'no-rule')
    return byMeasures(rule, region, span, value, ctx)
  }
  const found = testedOf(indicator, rule, region, span, value, lastYear, ctx)
  if (typeof found === 'string') return without(rule, found)
  return verdict(rule, found.tested, found.base)
}

/** Nothing to judge by, and why. */
function without(rule: ThresholdRule, reason: StatusReason): Judgement {
  return { ...undecided, rule, reason }
}

const undecided = {
  status: 'unknown' as const,
  tested: null,
  base: null,
  badness: null,
  yellowAt: null,
  redAt: null,
  split: false,
}

/** Puts a tested number on one rising scale, whichever side alarms. */
function verdict(rule: ThresholdRule, tested: number, base: number | null): Judgement {
  const low = rule.alarmSide === 'low'
  const badness = low ? -tested : rule.alarmSide === 'both' ? Math.abs(tested) : tested
  const yellowAt = lineAt(rule, rule.yellow)
  const redAt = lineAt(rule, rule.red)
  const status = trips(rule, badness, redAt)
    ? 'red'
    : trips(rule, badness, yellowAt)
      ? 'yellow'
      : 'normal'
  return { status, reason: null, rule, tested, base, badness, yellowAt, redAt, split: false }
}

/** Control limits are given as distances, whichever way; all others as numbers on the tested scale. */
const lineAt = (rule: ThresholdRule, limit: number | null): number | null =>
  limit !== null && rule.alarmSide === 'low' && rule.kind !== 'control' ? -limit : limit

const trips = (rule: ThresholdRule, badness: number, line: number | null): boolean =>
  line !== null && (rule.inclusive ? badness >= line : badness > line)

/** Where measures are named, their sum is tested; a side without measures tests the value. */
function byMeasures(
  rule: ThresholdRule,
  region: RegionId,
  span: Span,
  value: number,
  ctx: SpanContext,
): Judgement {
  const sum = (ids: readonly string[]): number | null => {
    if (ids.length === 0) return value
    let total = 0
    for (const id of ids) {
      const measure = ctx.catalog.measure(id)
      const reading =
        measure.kind === 'flow'
          ? ctx.reader.flow(measure, region, span.from, span.to)
          : ctx.reader.level(measure, region, span.to)
      if (reading.value === null) return null
      total += reading.value
    }
    return total
  }
  const forRed = sum(rule.redMeasures)
  const forYellow = sum(rule.yellowMeasures)
  if (forRed === null || forYellow === null) return { ...undecided, rule, reason: 'no-value' }
  const red = verdict({ ...rule, yellow: null }, forRed, null)
  const decided = red.status === 'red' ? red : verdict({ ...rule, red: null }, forYellow, null)
  return { ...decided, rule, split: true }
}

/** The number that the lines are tested against and its base, or why there is none. */
function testedOf(
  indicator: Indicator,
  rule: ThresholdRule,
  region: RegionId,
  span: Span,
  value: number,
  lastYear: number | null,
  ctx: SpanContext,
): { tested: number; base: number | null } | StatusReason {
  switch (rule.kind) {
    case 'lastYear': {
      if (lastYear === null) return 'no-base'
      if (rule.unit === 'pt') return { tested: value - lastYear, base: lastYear }
      if (lastYear === 0) return 'no-base'
      return { tested: (100 * (value - lastYear)) / Math.abs(lastYear), base: lastYear }
    }
    case 'target': {
      const target = targetOf(indicator, region, span, ctx)
      if (target === null) return 'no-base'
      if (rule.unit !== 'percent') return { tested: value - target, base: target }
      if (target === 0) return 'no-base'
      return { tested: (100 * (value - target)) / Math.abs(target), base: target }
    }
    case 'plan': {
      const year = periodOf(ctx.zone, 'year', span.to - 1)
      const due = (100 * (span.to - year.from)) / (year.to - year.from)
      return { tested: value - due, base: due }
    }
    case 'control': {
      if (!hasControl(ctx.regions.get(region).level)) return 'no-rule'
      const base = controlBase(indicator, region, span, ctx)
      if (base === null) return 'short-history'
      return { tested: (value - base.mean) / base.sigma, base: base.mean }
    }
    default:
      return { tested: value, base: null }
  }
}

/** This year's target (目标), or the value of the indicator that serves as one; null = none is set. */
export function targetOf(
  indicator: Indicator,
  region: RegionId,
  span: Span,
  ctx: SpanContext,
): number | null {
  const { base } = ruleFor(indicator, span, ctx)
  if (base !== null && base !== 'targets') {
    const aim = ctx.catalog.indicator(base)
    return guard(aim, region, span, formulaFigure(aim, region, span, ctx), ctx).value
  }
  return targetInForce(indicator, region, span, ctx)?.target ?? null
}

/** The yearly target in force when a span ended (年度目标), and the level it was set for; null = none. */
export function targetInForce(
  indicator: Indicator,
  region: RegionId,
  span: Pick<Span, 'to'>,
  ctx: SpanContext,
): TargetInForce | null {
  const { year } = civilFromDay(ctx.zone.dayOf(span.to - 1))
  const settings = ctx.settings ?? settingsOver(ctx.catalog.pack)
  const place = { region, level: ctx.regions.get(region).level }
  return settings.target(indicator, place, year, span.to - 1)
}
