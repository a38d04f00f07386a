import type { Indicator, Measure, RegionId } from '../city/pack.ts'
import { feedState } from '../feeds/standing.ts'
import { resolveWindow, type Window } from '../time/period.ts'
import type { WindowUsed } from './answers.ts'
import { assess, existsAt, shown, windowUsed, type EvaluateContext } from './evaluate.ts'
import type { ExplainAnswer, ExplainFeed, ExplainPart } from './explain-answer.ts'
import { compositeRows } from './explain-composite.ts'
import { ruleWords, statusWordsOf } from './explain-rule.ts'
import { formulaWords, readTerm, termsOf, type Term, type Terms } from './explain-terms.ts'
import { spanFor } from './span.ts'
import { ruleFor } from './status.ts'

/** What is known of feeds beside their measures, as of the same position. */
export interface FeedFacts {
  /** How far the feed has covered by now; null = nothing yet. */
  coveredThrough(feed: string): number | null
  /** The newest fact of the feed among what these terms count for a region, UTC ms; null = none. */
  newest(feed: string, terms: readonly Term[], region: RegionId): number | null
}

/** Everything that says where a figure comes from (口径): the number is `evaluate`'s own. */
export function explainFigure(
  question: { indicator: Indicator; region: RegionId; window: Window },
  facts: FeedFacts,
  ctx: EvaluateContext,
): ExplainAnswer {
  const { indicator, region } = question
  const { value, judgement } = assess(question, ctx)
  const asked = resolveWindow(ctx.zone, question.window, ctx.now)
  const exists = existsAt(indicator, ctx.regions.get(region).level)
  const span = exists ? spanFor(indicator, asked, ctx) : null
  const open = !isWithheld(indicator, ctx)
  const terms: Terms = span === null ? nothing : termsOf(indicator, span, ctx)
  const figure = shown(indicator, region, span, ctx)
  const window = span === null ? value.window : windowUsed(indicator, span, ctx)
  const parts = (of: readonly Term[]) => (open ? of.map((t) => partOf(t, region, window, ctx)) : [])
  return {
    value,
    meta: ctx.catalog.meta(indicator, ruleFor(indicator, window, ctx)),
    formulaWords: formulaWords(indicator, ctx),
    scale: indicator.scale,
    numerator: parts(terms.numerator),
    denominator: parts(terms.denominator),
    components:
      span !== null && indicator.formula === 'composite'
        ? compositeRows(indicator, region, span, value.value, ctx)
        : [],
    feeds: feedsOf(indicator, region, open ? terms : nothing, facts, ctx),
    covered: figure.covered,
    expected: figure.expected,
    statusRule:
      judgement === null
        ? ruleWords(indicator, ruleFor(indicator, { to: ctx.now }, ctx), ctx.catalog)
        : statusWordsOf(indicator, value.value, judgement, ctx.catalog),
    source: sourceOf(indicator, ctx),
    rows: {
      numerator: open ? rowsBehind(indicator, terms.numerator) : null,
      denominator: open ? rowsBehind(indicator, terms.denominator) : null,
    },
  }
}

const nothing: Terms = { numerator: [], denominator: [] }

/** Whether parts and rows of an indicator stay hidden (敏感): its own mark, or that of a measure. */
export const isWithheld = (
  indicator: Indicator,
  { catalog }: Pick<EvaluateContext, 'catalog'>,
): boolean => indicator.sensitive || catalog.measuresOf(indicator).some((m) => m.sensitive)

function partOf(term: Term, region: RegionId, own: WindowUsed, ctx: EvaluateContext): ExplainPart {
  const { measure, sign, lastYear } = term
  const { from, to, label } = term.span
  return {
    measure: measure.id,
    name: lastYear ? `${measure.name}（上年同期）` : measure.name,
    unit: measure.unit,
    kind: measure.kind,
    origin: measure.origin,
    sign,
    value: readTerm(term, region, ctx).value,
    window: lastYear ? { from, to, label, partial: false } : own,
  }
}

/** The kind of rows that one part can be opened to. */
function rowsBehind(
  indicator: Indicator,
  terms: readonly Term[],
): ExplainAnswer['rows']['numerator'] {
  const origins = new Set(terms.map(({ measure }) => measure.origin))
  const [origin] = origins
  if (origins.size !== 1 || origin === 'coverage') return null
  if (origin === 'reported') return 'observations'
  // A list of cases shows one window and no signs.
  return indicator.formula === 'growth' || indicator.formula === 'difference' ? null : 'cases'
}

/** The feeds of all measures behind the figure; a composite's are those of its components. */
function feedsOf(
  indicator: Indicator,
  region: RegionId,
  terms: Terms,
  facts: FeedFacts,
  ctx: EvaluateContext,
): ExplainFeed[] {
  const { catalog, now, zone } = ctx
  const departments = new Map(catalog.pack.departments.map((d) => [d.id, d.name]))
  const all = [...terms.numerator, ...terms.denominator]
  const feeds = new Map(
    measuresBehind(indicator, ctx).flatMap((m) => catalog.feedsOf(m).map((f) => [f.id, f])),
  )
  return [...feeds.values()].map((feed) => {
    const coveredThrough = facts.coveredThrough(feed.id)
    const state = feedState(feed, coveredThrough, now, zone)
    const own = all.filter(({ measure }) => catalog.feedsOf(measure).includes(feed))
    return {
      feed: feed.id,
      name: feed.name,
      department: feed.department,
      departmentName: departments.get(feed.department) ?? feed.department,
      coveredThrough,
      staleAfter: feed.staleAfter,
      late: state === 'late' || state === 'never',
      newest: own.length === 0 ? null : facts.newest(feed.id, own, region),
    }
  })
}

function measuresBehind(indicator: Indicator, { catalog }: EvaluateContext): readonly Measure[] {
  if (indicator.formula !== 'composite') return catalog.measuresOf(indicator)
  return catalog
    .parts(indicator.base ?? indicator.alias ?? indicator.id)
    .flatMap((part) => catalog.measuresOf(catalog.indicator(part.component)))
}

/** Name and reference of the definition's source (口径出处). */
function sourceOf(indicator: Indicator, { catalog }: EvaluateContext): string {
  const keys = indicator.source.split(';').filter((key) => key !== '')
  return keys
    .map((wanted) => {
      const source = catalog.pack.sources?.find(({ key }) => key === wanted)
      if (!source) return wanted
      const { name, reference } = source
      return reference === '' || name.includes(reference) ? name : `${name}（${reference}）`
    })
    .join('、')
}
