import type { Indicator, LevelId, RegionId } from '../city/pack.ts'
import { levelIds } from '../city/pack.ts'
import type { RegionTree } from '../regions/tree.ts'
import { periodOf, resolveWindow, type Grain, type Window } from '../time/period.ts'
import type { BoardTile, IndicatorValue, RegionFigure, WindowUsed } from './answers.ts'
import { figureOf } from './figure.ts'
import { intervalOf } from './interval.ts'
import type { Figure } from './formula.ts'
import { lastYearSpan, previousSpan, spanFor, spanHistory } from './span.ts'
import type { Span } from './span.ts'
import { judge, ruleFor, statusOf, type Judgement } from './status.ts'
import { guard, type GuardContext } from './suppression.ts'

/** Everything a number needs besides the question: what is known as of one position. */
export interface EvaluateContext extends GuardContext {
  regions: RegionTree
  position: number
}

/** Whether an indicator exists at this level, i.e. not below its finest one. */
export const existsAt = (indicator: Indicator, level: LevelId): boolean =>
  levelIds.indexOf(level) <= levelIds.indexOf(indicator.finestLevel)

const absent: Figure = {
  value: null,
  numerator: null,
  denominator: null,
  absence: 'no-data',
  asOf: null,
  covered: 0,
  expected: 0,
  stale: false,
}

/** The guarded figure of a region over a span (可见数值): every reader's way to a number. */
export function shown(
  indicator: Indicator,
  region: RegionId,
  span: Span | null,
  ctx: EvaluateContext,
): Figure {
  const level = ctx.regions.get(region).level
  if (!existsAt(indicator, level)) return { ...absent, absence: 'not-at-level' }
  if (span === null) return absent
  const figure = figureOf(indicator, region, span, ctx)
  return guard(indicator, region, span, span.late ? { ...figure, stale: true } : figure, ctx)
}

const askedWindow = (window: Window, ctx: EvaluateContext) =>
  resolveWindow(ctx.zone, window, ctx.now)

/** What the running period is called; a level is what it is now. */
const running: Record<Grain, string> = {
  hour: '本时',
  day: '今日',
  week: '本周',
  tenday: '本旬',
  month: '本月',
  quarter: '本季',
  term: '本学期',
  year: '本年',
}

/** Whether an indicator says how things stand (在办) rather than what happened. */
export const isLevel = (indicator: Indicator, { catalog }: EvaluateContext): boolean =>
  indicator.formula !== 'composite' && catalog.measuresOf(indicator).every((m) => m.kind !== 'flow')

/** A span as an answer names it (实际时间窗). */
export function windowUsed(indicator: Indicator, span: Span, ctx: EvaluateContext): WindowUsed {
  const { from, to, partial } = span
  if (!partial || span.grain === null) return { from, to, label: span.label, partial }
  // It has ended, but not everything of it was published.
  const over = periodOf(ctx.zone, span.grain, span.periodFrom).to <= ctx.now
  if (over) return { from, to, label: span.label, partial }
  return { from, to, label: isLevel(indicator, ctx) ? '当前' : running[span.grain], partial }
}

const completeness = (figure: Figure): number | null =>
  figure.expected === 0 ? null : figure.covered / figure.expected

/**
 * The value of an indicator (指标求值) for a region and a window as of a position: the one function
 * behind wall, drill-down, API, export and search. Missing is null, never 0.
 */
export const evaluate = (
  question: { indicator: Indicator; region: RegionId; window: Window },
  ctx: EvaluateContext,
): IndicatorValue => assess(question, ctx).value

/** A value and the judgement behind its status (指标研判), for alerts; null = there was nothing to judge. */
export interface Assessed {
  value: IndicatorValue
  judgement: Judgement | null
}

/** `evaluate` with the judgement behind the status. */
export function assess(
  question: { indicator: Indicator; region: RegionId; window: Window },
  ctx: EvaluateContext,
): Assessed {
  const { indicator, region } = question
  const asked = askedWindow(question.window, ctx)
  const span = spanFor(indicator, asked, ctx)
  const figure = shown(indicator, region, span, ctx)
  const there = span !== null && figure.value !== null
  const before = there ? previousSpan(indicator, span, ctx.zone) : null
  const previous = before === null ? null : shown(indicator, region, before, ctx).value
  const yearAgo = there ? lastYearSpan(indicator, span, ctx.zone) : null
  const lastYear = yearAgo === null ? null : shown(indicator, region, yearAgo, ctx).value
  const judgement = span === null ? null : judge(indicator, region, span, figure, lastYear, ctx)
  const value: IndicatorValue = {
    indicator: indicator.id,
    region,
    value: figure.value,
    numerator: figure.numerator,
    denominator: figure.denominator,
    absence: figure.absence,
    window: windowUsed(indicator, span ?? { ...asked, periodFrom: asked.from }, ctx),
    previous,
    lastYear,
    status: judgement?.status ?? 'unknown',
    statusReason: judgement === null ? 'no-value' : judgement.reason,
    asOf: figure.asOf,
    completeness: completeness(figure),
    stale: figure.stale,
    department: indicator.department,
    definitionVersion: indicator.definitionVersion,
    position: ctx.position,
  }
  return { value, judgement }
}

/** The same figure for several regions over one window: a ranking or a map. */
export function evaluateRegions(
  question: { indicator: Indicator; regions: readonly RegionId[]; window: Window },
  ctx: EvaluateContext,
): RegionFigure[] {
  const { indicator } = question
  const span = spanFor(indicator, askedWindow(question.window, ctx), ctx)
  return question.regions.map((region) => {
    const figure = shown(indicator, region, span, ctx)
    const yearAgo =
      span !== null && ruleFor(indicator, span, ctx).kind === 'lastYear'
        ? shown(indicator, region, lastYearSpan(indicator, span, ctx.zone), ctx).value
        : null
    const judged = span !== null && figure.value !== null
    return {
      region,
      value: figure.value,
      numerator: figure.numerator,
      denominator: figure.denominator,
      absence: figure.absence,
      status: judged ? statusOf(indicator, region, span, figure, yearAgo, ctx) : 'unknown',
      stale: figure.stale,
      completeness: completeness(figure),
      interval: intervalOf(indicator, figure),
    }
  })
}

/**
 * The last `n` whole periods' values, oldest first, for a sparkline; null = missing (a gap is a gap).
 * A flow's running period is left out: it would fall off a cliff every morning. A level is what it is.
 */
export function evaluateHistory(
  question: { indicator: Indicator; region: RegionId; window: Window; n: number },
  ctx: EvaluateContext,
): Pick<BoardTile, 'spark' | 'sparkBack'> {
  const { indicator, region, n } = question
  const span = spanFor(indicator, askedWindow(question.window, ctx), ctx)
  if (span === null) return { spark: [], sparkBack: 0 }
  const cut = span.partial && span.grain !== null && !isLevel(indicator, ctx)
  const spans = spanHistory(indicator, span, cut ? n + 1 : n, ctx.zone)
  const drawn = cut ? spans.slice(0, -1) : spans
  return {
    spark: drawn.map((past) => shown(indicator, region, past, ctx).value),
    sparkBack: cut ? 1 : 0,
  }
}
