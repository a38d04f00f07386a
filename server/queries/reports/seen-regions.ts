import { sees, type Asker } from '../../../shared/access/asker.ts'
import type { AnalysisQuestion } from '../../../shared/analysis/question.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { KeptReport } from '../../../shared/reports/report.ts'
import type { KeptQuestion } from './kept-book.ts'

/** The questions that a report asks (所问). */
export const questionsOf = ({ blocks }: Pick<KeptReport, 'blocks'>): AnalysisQuestion[] =>
  blocks.flatMap((block) => ('question' in block ? [block.question] : []))

/** Whether the asker sees all that a question asks about. */
export const seesQuestion = (asker: Asker, tree: RegionTree, question: AnalysisQuestion): boolean =>
  question.regions.every((region) => sees(asker, tree, region))

/** Whether the asker finds a kept question: sees all of it, and it is their own or shared. */
export const findsQuestion = (asker: Asker, tree: RegionTree, row: KeptQuestion): boolean =>
  seesQuestion(asker, tree, row.question) && (row.by === asker.id || row.visibility === 'scope')

/** Whether the asker sees all of a report; a 月度通报 is about the whole city. */
export const seesReport = (
  asker: Asker,
  tree: RegionTree,
  report: Pick<KeptReport, 'blocks' | 'template'>,
): boolean =>
  (report.template !== 'monthly' || sees(asker, tree, tree.root.id)) &&
  questionsOf(report).every((question) => seesQuestion(asker, tree, question))
