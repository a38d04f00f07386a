import type { AnalysisAnswer, ClockAnswer, StatisticsAnswer } from '../answers.ts'
import type { AnalysisView } from '../question.ts'
import { clockPanels } from './clock.ts'
import { heatPanels } from './heat.ts'
import { mapPanels } from './map.ts'
import type { Panel, RefusedPanel, ViewCatalogue, ViewModel, ViewRegion } from './model.ts'
import { multiplesPanels } from './multiples.ts'
import { givenOf, type ViewGiven } from './parts.ts'
import { rankPanels } from './rank.ts'
import { scatterPanels } from './scatter.ts'
import { spreadPanels } from './spread.ts'
import { tablePanels } from './table.ts'
import { trendPanels } from './trend.ts'

const makers: Record<AnalysisView, (given: ViewGiven) => (Panel | RefusedPanel)[]> = {
  trend: trendPanels,
  rank: rankPanels,
  multiples: multiplesPanels,
  heat: heatPanels,
  clock: clockPanels,
  scatter: scatterPanels,
  spread: spreadPanels,
  map: mapPanels,
  table: tablePanels,
}

/** Notes that leave nothing to draw at all. */
const fatal = new Set([
  'no-indicators',
  'no-regions',
  'impossible-window',
  'future-window',
  'too-many-points',
])

/**
 * The view of an answer (视图模型): what screen and file draw, and nothing that is not in the answer; or
 * why it can't be drawn. `statistics` lie over trends and maps, `clock` is what the clock view shows.
 */
export function viewOf(
  answer: AnalysisAnswer,
  catalogue: ViewCatalogue,
  regions: readonly ViewRegion[],
  more: { statistics?: readonly StatisticsAnswer[]; clock?: ClockAnswer | null } = {},
): ViewModel {
  const { view } = answer.question
  const empty = answer.notes.filter(({ code }) => fatal.has(code))
  const hopeless = empty.length > 0 && (view !== 'clock' || more.clock == null)
  if (hopeless) return { kind: 'refused', refused: empty.map(({ words }) => words).join('；') }
  const given = givenOf(answer, catalogue, regions, more)
  if (answer.lines.length === 0 && view !== 'clock') {
    const words = answer.notes.map((note) => note.words).join('；')
    return { kind: 'refused', refused: words === '' ? '没有可画的数据' : words }
  }
  return { kind: view, panels: makers[view](given) } as ViewModel
}
