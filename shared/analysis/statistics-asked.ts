import type { AnalysisAnswer, StatisticsQuestion } from './answers.ts'
import { mostTrendLines } from './views/trend.ts'

/** The statistics that lie over an answer on paper (所附统计), as of its position: each method on each line. */
export const statisticsAsked = ({
  question,
  position,
  lines,
}: Pick<AnalysisAnswer, 'question' | 'position' | 'lines'>): StatisticsQuestion[] => {
  const asOf = { ...question, at: position }
  return question.methods.flatMap((method) =>
    lines
      .slice(0, mostTrendLines)
      .map(({ indicator, region }) => ({ question: asOf, method, indicator, region })),
  )
}
