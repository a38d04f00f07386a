import type { AnalysisQuestion } from '../../../shared/analysis/question.ts'
import type { RegionId } from '../../../shared/city/pack.ts'
import type { ReportDocument, ReportPart } from '../../../shared/reports/document.ts'
import { followed } from '../../../shared/reports/follow.ts'
import type { ReportBlock, ReportContent } from '../../../shared/reports/report.ts'
import type { Period } from '../../../shared/time/period.ts'
import type { CityView, Standing } from '../city-view.ts'
import { bulletin } from './bulletin.ts'
import { summaryParts, tableParts } from './block-parts.ts'

/** What a report is filled from: the period it is of, one standing, and what may be seen. */
export interface Filling {
  period: Period
  standing: Standing
  /** 演示数据: what the city reports is not real. */
  demo: boolean
  sees(region: RegionId): boolean
}

/** A report filled for a period (成文), as of one position; a 月度通报 writes its sections first. */
export async function reportDocument(
  view: CityView,
  report: ReportContent,
  filling: Filling,
): Promise<ReportDocument> {
  const { period, standing } = filling
  const { position, now, epoch } = standing
  const own = report.template === 'monthly' ? await bulletin(view, filling) : []
  return {
    title: report.name,
    issuer: epoch.pack.title,
    period: { key: period.key, label: period.label, from: period.from, to: period.to },
    ...{ template: report.template, paper: report.paper, position, now, demo: filling.demo },
    parts: [...own, ...report.blocks.flatMap((block) => partsOf(view, block, filling))],
  }
}

function partsOf(view: CityView, block: ReportBlock, filling: Filling): ReportPart[] {
  if (block.kind === 'heading' || block.kind === 'text') return [block]
  const { period, standing } = filling
  const { zone } = standing
  const moved: AnalysisQuestion = block.follow
    ? followed(block.question, zone.dayOf(period.to), zone)
    : block.question
  const question = { ...moved, at: moved.at ?? standing.position }
  const { kind, caption } = block
  if (kind === 'question') return [{ kind, caption, question }]
  const asked = { question, caption, sees: filling.sees }
  return kind === 'table' ? tableParts(view, asked) : summaryParts(view, asked)
}
