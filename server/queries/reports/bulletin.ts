import { setImmediate as breath } from 'node:timers/promises'
import type { ReportPart } from '../../../shared/reports/document.ts'
import type { CityView } from '../city-view.ts'
import { bulletinAlerts } from './bulletin-alerts.ts'
import { bulletinProblems } from './bulletin-problems.ts'
import { bulletinRanking } from './bulletin-ranking.ts'
import { bulletinTotals } from './bulletin-totals.ts'
import type { Filling } from './report-document.ts'

/**
 * 月度通报, which fills itself: 总体情况, 各地排名, 红黄指标, 突出问题, all of one month as of one position.
 * Others are answered between its sections.
 */
export async function bulletin(view: CityView, filling: Filling): Promise<ReportPart[]> {
  const sections: [string, () => ReportPart[] | Promise<ReportPart[]>][] = [
    ['一、总体情况', () => bulletinTotals(filling)],
    [`二、各${below(filling)}排名`, () => bulletinRanking(view, filling)],
    ['三、红黄指标', () => bulletinAlerts(view, filling)],
    ['四、突出问题', () => bulletinProblems(view, filling)],
  ]
  const parts: ReportPart[] = []
  for (const [text, fill] of sections) {
    await breath()
    parts.push({ kind: 'heading', text }, ...(await fill()))
  }
  return parts
}

/** What lies directly below the city is called: 县(市、区). */
function below({ standing: { regions, epoch } }: Filling): string {
  const level = regions.childrenOf(regions.root.id)[0]?.level
  return epoch.pack.levels.find(({ id }) => id === level)?.name ?? '区域'
}
