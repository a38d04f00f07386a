import type { Indicator, Measure, RegionId } from '../city/pack.ts'
import { resolveWindow, type Window } from '../time/period.ts'
import { absenceWords } from './absence-words.ts'
import type { WindowUsed } from './answers.ts'
import type { ChangeAnswer, ChangePart } from './change-answer.ts'
import {
  bySize,
  contributionsOf,
  type Amounts,
  type Composition,
  type Contributor,
} from './change-parts.ts'
import { existsAt, shown, windowUsed, type EvaluateContext } from './evaluate.ts'
import { compositeRows } from './explain-composite.ts'
import { readTerm, termsOf, type Term } from './explain-terms.ts'
import { isWithheld } from './explain.ts'
import type { Figure } from './formula.ts'
import { addReadings } from './reading.ts'
import { lastYearSpan, previousSpan, spanFor, type Span } from './span.ts'

export interface ChangeQuestion {
  indicator: Indicator
  region: RegionId
  window: Window
  /** Left out: the period before; last year's for a year-to-date figure. */
  base?: Window
  by: 'region' | 'type' | 'department'
}

/** The terms of one window, for the parts that cases are counted by. */
export interface SplitTerms {
  before: readonly Term[]
  after: readonly Term[]
}

/** What case-counted terms add up to by type or department, in both windows; or why not. */
export type SplitCases = (question: {
  by: 'type' | 'department'
  region: RegionId
  numerator: SplitTerms
  /** null: the denominator is not counted from cases. */
  denominator: SplitTerms | null
}) => Promise<Contributor[] | string>

interface Windows {
  before: Span
  after: Span
}

/**
 * Why a figure changed between two windows (为什么变化): parts that sum to the change. Where it cannot be
 * told truthfully there are no parts, and `unavailable` says why.
 */
export async function changeOf(
  question: ChangeQuestion,
  splitCases: SplitCases,
  ctx: EvaluateContext,
): Promise<ChangeAnswer> {
  const { indicator, region, by } = question
  const asked = resolveWindow(ctx.zone, question.window, ctx.now)
  const after = spanFor(indicator, asked, ctx)
  const before = baseSpan(question, after, ctx)
  const was = shown(indicator, region, before, ctx)
  const is = shown(indicator, region, after, ctx)
  const known = was.value !== null && is.value !== null
  const answer: ChangeAnswer = {
    position: ctx.position,
    indicator: indicator.id,
    unit: indicator.unit,
    decimals: indicator.decimals,
    by: indicator.formula === 'composite' ? 'component' : by,
    window: after === null ? asked : windowUsed(indicator, after, ctx),
    base: before === null ? asked : baseWindow(question, before, ctx),
    before: was.value,
    after: is.value,
    change: was.value !== null && is.value !== null ? is.value - was.value : null,
    parts: [],
    unavailable: null,
  }
  if (before === null || after === null || !known) {
    const why = is.value === null ? `本期${absenceOf(is)}` : `对比期${absenceOf(was)}`
    return { ...answer, unavailable: `${why}，无从比较。` }
  }
  if (isWithheld(indicator, ctx)) return { ...answer, unavailable: '敏感指标不作分解。' }
  const parts = await partsOf(question, { before, after }, { was, is }, splitCases, ctx)
  return typeof parts === 'string' ? { ...answer, unavailable: parts } : { ...answer, parts }
}

function baseSpan({ indicator, base }: ChangeQuestion, after: Span | null, ctx: EvaluateContext) {
  if (base !== undefined) return spanFor(indicator, resolveWindow(ctx.zone, base, ctx.now), ctx)
  if (after === null) return null
  return previousSpan(indicator, after, ctx.zone) ?? lastYearSpan(indicator, after, ctx.zone)
}

/** The base as it is called: a comparison period that is cut where the running one stands says so. */
function baseWindow(
  { indicator, base }: ChangeQuestion,
  span: Span,
  ctx: EvaluateContext,
): WindowUsed {
  if (base !== undefined) return windowUsed(indicator, span, ctx)
  const { from, to, label, partial } = span
  return { from, to, label: partial ? `${label}同时段` : label, partial: false }
}

const absenceOf = ({ absence }: Figure): string =>
  absence === 'nothing-due' ? '无事项' : absenceWords[absence ?? 'no-data']

const amountsOf = ({ value, numerator, denominator }: Figure, indicator: Indicator): Amounts =>
  indicator.formula === 'value'
    ? { numerator: value, denominator: null }
    : { numerator, denominator }

async function partsOf(
  question: ChangeQuestion,
  windows: Windows,
  { was, is }: { was: Figure; is: Figure },
  splitCases: SplitCases,
  ctx: EvaluateContext,
): Promise<ChangePart[] | string> {
  const { indicator, by } = question
  if (indicator.formula === 'composite') return byComponent(question, windows, { was, is }, ctx)
  const whole = { before: amountsOf(was, indicator), after: amountsOf(is, indicator) }
  const split =
    by === 'region'
      ? byRegion(question, windows, ctx)
      : await byCases(question, by, windows, splitCases, ctx)
  if (typeof split === 'string') return split
  const restName = by === 'type' ? '其他小类' : undefined
  return contributionsOf(split.composition, indicator.scale, whole, split.parts, restName)
}

interface Split {
  composition: Composition
  parts: Contributor[]
}

/** Whether what regions report of a measure adds up to what their whole reports. */
const addsUp = ({ origin, aggregation }: Measure): boolean =>
  origin === 'cases' || (origin === 'reported' && aggregation === 'sum')

function byRegion(
  { indicator, region }: ChangeQuestion,
  { before, after }: Windows,
  ctx: EvaluateContext,
): Split | string {
  const children = ctx.regions.childrenOf(region)
  const level = children[0]?.level
  if (level === undefined) return '已是最细一级，没有下级可分。'
  if (!existsAt(indicator, level)) return '下级没有这项指标，不能按区域分解。'
  const terms = { before: termsOf(indicator, before, ctx), after: termsOf(indicator, after, ctx) }
  const { numerator, denominator } = terms.after
  if (!numerator.every(({ measure }) => addsUp(measure))) {
    return '各级分别报送，下级之和不等于本级，不能按区域分解。'
  }
  const composition: Composition =
    denominator.length === 0
      ? 'count'
      : denominator.every(({ measure }) => addsUp(measure))
        ? 'ratio'
        : 'numerator'
  const of = (child: RegionId, when: 'before' | 'after'): Amounts => ({
    numerator: totalOf(terms[when].numerator, child, ctx),
    denominator: composition === 'ratio' ? totalOf(terms[when].denominator, child, ctx) : null,
  })
  const parts = children.map(({ id, name }) => ({
    key: String(id),
    name,
    before: of(id, 'before'),
    after: of(id, 'after'),
  }))
  return { composition, parts }
}

function totalOf(
  terms: readonly Term[],
  region: RegionId,
  ctx: Pick<EvaluateContext, 'reader'>,
): number | null {
  const readings = terms.map((term) => {
    const reading = readTerm(term, region, ctx)
    return { ...reading, value: reading.value === null ? null : term.sign * reading.value }
  })
  return addReadings(readings).value
}

async function byCases(
  { indicator, region }: ChangeQuestion,
  by: 'type' | 'department',
  { before, after }: Windows,
  splitCases: SplitCases,
  ctx: EvaluateContext,
): Promise<Split | string> {
  const [first, last] = [termsOf(indicator, before, ctx), termsOf(indicator, after, ctx)]
  const counted = (terms: readonly Term[]) =>
    terms.every(({ measure }) => measure.origin === 'cases')
  if (!counted(last.numerator)) {
    return by === 'type'
      ? '这项指标由部门报送，不分事项类型。'
      : '这项指标由部门报送，不分承办部门。'
  }
  const own = last.denominator.length > 0 && counted(last.denominator)
  const parts = await splitCases({
    by,
    region,
    numerator: { before: first.numerator, after: last.numerator },
    denominator: own ? { before: first.denominator, after: last.denominator } : null,
  })
  if (typeof parts === 'string') return parts
  const composition = own ? 'ratio' : last.denominator.length === 0 ? 'count' : 'numerator'
  return { composition, parts }
}

/** A composite by its components: what each gives or takes in points. */
function byComponent(
  { indicator, region }: ChangeQuestion,
  { before, after }: Windows,
  { was, is }: { was: Figure; is: Figure },
  ctx: EvaluateContext,
): ChangePart[] {
  const first = compositeRows(indicator, region, before, was.value, ctx)
  const last = compositeRows(indicator, region, after, is.value, ctx)
  const parts = last.map((row, i): ChangePart => {
    const old = first[i]
    return {
      key: `${row.role}:${row.indicator}`,
      name: row.name,
      before: old?.value ?? null,
      after: row.value,
      rateEffect: null,
      mixEffect: null,
      effect: (row.points ?? 0) - (old?.points ?? 0),
    }
  })
  return parts.sort(bySize)
}
