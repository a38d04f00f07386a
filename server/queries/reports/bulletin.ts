import type { ReportPart } from '../../../shared/reports/document.ts'
import type { CityView } from '../city-view.ts'
import { bulletinAlerts } from './bulletin-alerts.ts'
import { bulletinProblems } from './bulletin-problems.ts'
import { bulletinRanking } from './bulletin-ranking.ts'
import { bulletinTotals } from './bulletin-totals.ts'
import type { Filling } from './report-document.ts'

/** 月度通报, which fills itself: 总体情况, 各地排名, 红黄指标, 突出问题, all of one month as of one position. */
export async function bulletin(view: CityView, filling: Filling): Promise<ReportPart[]> {
  const heading = (text: string): ReportPart => ({ kind: 'heading', text })
  return [
    heading('一、总体情况'),
    ...bulletinTotals(filling),
    heading(`二、各${below(filling)}排名`),
    ...bulletinRanking(view, filling),
    heading('三、红黄指标'),
    ...bulletinAlerts(view, filling),
    heading('四、突出问题'),
    ...(await bulletinProblems(view, filling)),
  ]
}

/** What lies directly below the city is called: 县(市、区). */
function below({ standing: { regions, epoch } }: Filling): string {
  const level = regions.childrenOf(regions.root.id)[0]?.level
  return epoch.pack.levels.find(({ id }) => id === level)?.name ?? '区域'
}
