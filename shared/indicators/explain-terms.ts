import type { Indicator, Measure, RegionId } from '../city/pack.ts'
import type { Reading } from './reading.ts'
import { lastYearSpan, type Span, type SpanContext } from './span.ts'

/** One measure as a formula counts it (公式项): its sign, and the span it is read over. */
export interface Term {
  measure: Measure
  sign: 1 | -1
  span: Span
  /** True for the same period of last year (上年同期), the base of a growth. */
  lastYear: boolean
}

/** The terms that a figure's numerator and denominator add up to (分子项, 分母项). */
export interface Terms {
  numerator: readonly Term[]
  denominator: readonly Term[]
}

/** What `formulaFigure` reads for an indicator over a span; empty for a composite. */
export function termsOf(
  indicator: Indicator,
  span: Span,
  { catalog, zone }: Pick<SpanContext, 'catalog' | 'zone'>,
): Terms {
  const terms = (ids: readonly string[], over: Span, sign: 1 | -1 = 1): Term[] =>
    ids.map((id) => ({ measure: catalog.measure(id), sign, span: over, lastYear: over !== span }))
  const { numerator, denominator } = indicator
  switch (indicator.formula) {
    case 'composite':
      return { numerator: [], denominator: [] }
    case 'value':
      return { numerator: terms(numerator, span), denominator: [] }
    case 'growth': {
      const before = lastYearSpan(indicator, span, zone)
      return {
        numerator: [...terms(numerator, span), ...terms(numerator, before, -1)],
        denominator: terms(numerator, before),
      }
    }
    case 'difference':
      return {
        numerator: [
          ...terms(indicator.base === null ? [] : [indicator.base], span),
          ...terms(numerator, span, -1),
        ],
        denominator: terms(denominator, span),
      }
    default:
      return { numerator: terms(numerator, span), denominator: terms(denominator, span) }
  }
}

/** What a term's measure says of a region, without its sign. */
export const readTerm = (
  { measure, span }: Term,
  region: RegionId,
  { reader }: Pick<SpanContext, 'reader'>,
): Reading =>
  measure.kind === 'flow'
    ? reader.flow(measure, region, span.from, span.to)
    : reader.level(measure, region, span.to)

/** The formula in the city's words (公式): "按期结案数 ÷ 应结案数 × 100". */
export function formulaWords(indicator: Indicator, ctx: Pick<SpanContext, 'catalog'>): string {
  const { catalog } = ctx
  const sum = (ids: readonly string[]): string => {
    const names = ids.map((id) => catalog.measure(id).name)
    return names.length === 1 ? (names[0] ?? '') : `（${names.join(' + ')}）`
  }
  const { numerator, denominator, base, scale } = indicator
  const times = scale === 1 ? '' : ` × ${scale}`
  switch (indicator.formula) {
    case 'composite':
      return '各分项得分 × 权重之和，减去扣分项，按否决项封顶'
    case 'value':
      return numerator.map((id) => catalog.measure(id).name).join(' + ')
    case 'growth':
      return `（${sum(numerator)} − 上年同期）÷ 上年同期${times}`
    case 'difference':
      return `（${sum(base === null ? [] : [base])} − ${sum(numerator)}）÷ ${sum(denominator)}${times}`
    default:
      return `${sum(numerator)} ÷ ${sum(denominator)}${times}`
  }
}
