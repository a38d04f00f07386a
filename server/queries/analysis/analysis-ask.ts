import type { AnalysisAnswer, AnalysisLine } from '../../../shared/analysis/answers.ts'
import type { AnalysisQuestion } from '../../../shared/analysis/question.ts'
import { itemsOf, pairsOf } from '../../../shared/analysis/selection.ts'
import type { RegionId } from '../../../shared/city/pack.ts'
import { correlation } from '../../statistics/correlation.ts'
import { distribution } from '../../statistics/distribution.ts'
import { wideStanding, type CityView, type Standing } from '../city-view.ts'
import { askedAnnotations } from './annotation-list.ts'
import { basesOf } from './bases.ts'
import { definitionSteps } from './definition-changes.ts'
import { lineNotes } from './line-notes.ts'
import { linesOf } from './lines.ts'
import { scopeOf, type Scope } from './scope.ts'

/**
 * The answer to a question (分析结果) as of one position: every point is what `indicator.series` says.
 * What can't be done is said in `notes`; nothing is raised for a question that only asks for nothing.
 */
export function analysisAsk(
  view: CityView,
  question: AnalysisQuestion,
  sees: (region: RegionId) => boolean,
): AnalysisAnswer {
  const standing = wideStanding(view, question.at)
  const scope = scopeOf(question, standing, sees)
  const lines = comparedLines(view, question, scope, standing)
  const notes = scope.indicators.flatMap((indicator) =>
    lineNotes(
      question,
      scope,
      indicator,
      lines.filter((line) => line.indicator === indicator.id),
      standing,
    ),
  )
  return {
    question,
    position: standing.position,
    now: standing.now,
    grain: question.grain,
    window: scope.window,
    lines,
    annotations: lines.length === 0 ? [] : askedAnnotations(view, scope, standing),
    notes: [...scope.notes, ...notes],
    ...sideBySide(question, scope, lines, standing),
  }
}

function comparedLines(
  view: CityView,
  question: AnalysisQuestion,
  scope: Scope,
  standing: Standing,
): AnalysisLine[] {
  const bare = linesOf(question, scope, standing)
  const { from, to } = scope.window
  const steps = definitionSteps(view.database, standing.position).filter(
    ({ at }) => from < at && at < to,
  )
  return scope.indicators.flatMap((indicator) => {
    const own = bare.filter((line) => line.indicator === indicator.id)
    const bases = basesOf(question.compare, indicator, own, standing)
    const definitionChanges = steps
      .filter((step) => step.indicator === indicator.id)
      .map(({ at, from, to }) => ({ at, from, to }))
    return own.map((line, i): AnalysisLine => {
      const { base = null, baseName = null } = bases[i] ?? {}
      return { ...line, base, baseName, definitionChanges }
    })
  })
}

/** What only scatter and spread show. */
function sideBySide(
  { view }: AnalysisQuestion,
  { indicators, regions }: Scope,
  lines: readonly AnalysisLine[],
  { regions: tree }: Standing,
): Pick<AnalysisAnswer, 'correlation' | 'distributions'> {
  const placed = regions.map((id) => ({ id, level: tree.get(id).level }))
  const [x, y] = indicators
  const none = { correlation: null, distributions: [] }
  if (view === 'spread')
    return {
      ...none,
      distributions: indicators.flatMap(({ id }) => {
        const picked = itemsOf(lines, id, placed)
        if (picked === null) return []
        const values = picked.items.map(({ point }) => point.value)
        return [{ indicator: id, result: distribution(values) }]
      }),
    }
  if (view !== 'scatter' || x === undefined || y === undefined) return none
  const picked = pairsOf(lines, x.id, y.id, placed)
  if (picked === null) return none
  const of = (side: 'x' | 'y') => picked.items.map((pair) => pair[side].value)
  const result = correlation(of('x'), of('y'), picked.over === 'periods')
  return { ...none, correlation: { x: x.id, y: y.id, result } }
}
