import type { Indicator, RegionId } from '../city/pack.ts'
import { compositeFigure } from './composite.ts'
import { formulaFigure, type Figure } from './formula.ts'
import type { Span, SpanContext } from './span.ts'

/** The figure of any indicator; composites are built from figures of their components. */
export const figureOf = (
  indicator: Indicator,
  region: RegionId,
  span: Span,
  ctx: SpanContext,
): Figure =>
  indicator.formula === 'composite'
    ? compositeFigure(indicator, region, span, ctx)
    : formulaFigure(indicator, region, span, ctx)
