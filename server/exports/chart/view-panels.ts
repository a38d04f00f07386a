import type { StatisticsAnswer } from '../../../shared/analysis/answers.ts'
import { statisticsAsked } from '../../../shared/analysis/statistics-asked.ts'
import type { Panel, RefusedPanel, ViewRegion } from '../../../shared/analysis/views/model.ts'
import { viewOf } from '../../../shared/analysis/views/view-of.ts'
import type { LevelId } from '../../../shared/city/pack.ts'
import { boundaryFeatures, loadBoundaries, type BoundaryFeatures } from '../../city/boundaries.ts'
import { analysisAsk } from '../../queries/analysis/analysis-ask.ts'
import { analysisClock } from '../../queries/analysis/analysis-clock.ts'
import { analysisStatistics } from '../../queries/analysis/analysis-statistics.ts'
import { neighboursOf } from '../../queries/analysis/neighbours.ts'
import { runJob, type ResultOf, type StatisticJob } from '../../statistics/run-job.ts'
import { scopeOf, type AskedExport, type ExportCity } from '../asked.ts'

/** The panels of a view, and the outlines that its maps are drawn on. */
export interface ViewPanels {
  panels: (Panel | RefusedPanel)[]
  outlines(level: LevelId): BoundaryFeatures | null
}

/** The view of an export (视图), by the same functions as the screen's. */
export async function viewPanels(city: ExportCity, asked: AskedExport): Promise<ViewPanels> {
  const { view, packFolder } = city
  const { question } = asked
  const standing = view.standing(question.at)
  const { catalog, regions: tree, epoch } = standing
  const sees = scopeOf(asked, standing)
  const answer = analysisAsk(view, question, sees)
  const boundaries = loadBoundaries(packFolder)
  const statistics: StatisticsAnswer[] = []
  for (const one of statisticsAsked(answer))
    statistics.push(
      await analysisStatistics(view, one, sees, {
        run: async <J extends StatisticJob>(job: J) => runJob(job) as ResultOf<J['method']>,
        neighbours: (level) => neighboursOf(boundaries, epoch.pack, level),
      }),
    )
  const clock = question.view === 'clock' ? analysisClock(view, question, sees) : null
  const regions = tree.all.map(({ id, name, level }): ViewRegion => ({ id, name, level }))
  const metas = catalog.pack.indicators.map((indicator) => catalog.meta(indicator))
  const model = viewOf(answer, metas, regions, { statistics, clock })
  return {
    panels:
      model.kind === 'refused'
        ? [{ kind: 'refused', title: '不能画', refused: model.refused }]
        : model.panels,
    outlines: (level) =>
      boundaries === null ? null : boundaryFeatures(boundaries, epoch.pack, level),
  }
}
