import {
  analysisGrains,
  analysisMethods,
  analysisViews,
  comparisons,
  indicatorId,
  localDate,
  questionLimits,
  type AnalysisQuestion,
} from './question.ts'

/** A question as the query of an address (地址即问题): readable, and the same question gives the same one. */
export type QuestionQuery = Record<string, string>

/** The query of a question; what is as usual is left out. */
export function toQuery(question: AnalysisQuestion): QuestionQuery {
  const { indicators, regions, from, to, grain, compare, view, methods, at } = question
  return {
    ...(indicators.length > 0 && { i: indicators.join(',') }),
    ...(regions.length > 0 && { r: regions.join(',') }),
    from,
    to,
    grain,
    ...(view !== 'trend' && { view }),
    ...(compare !== 'none' && { vs: compare }),
    ...(methods.length > 0 && { with: methods.join(',') }),
    ...(at !== undefined && { at: String(at) }),
  }
}

/** The question of a query; what is left out or can't be read is as in `usual`, never guessed. */
export function fromQuery(
  query: Readonly<Record<string, unknown>>,
  usual: AnalysisQuestion,
): AnalysisQuestion {
  const at = whole(query.at)
  return {
    indicators:
      'i' in query
        ? some(
            words(query.i).filter((word) => indicatorId.safeParse(word).success),
            questionLimits.indicators,
          )
        : usual.indicators,
    regions:
      'r' in query
        ? some(
            words(query.r).flatMap((word) => whole(word) ?? []),
            questionLimits.regions,
          )
        : usual.regions,
    ...spanOf(query, usual),
    grain: oneOf(analysisGrains, query.grain) ?? usual.grain,
    view: oneOf(analysisViews, query.view) ?? 'trend',
    compare: oneOf(comparisons, query.vs) ?? 'none',
    methods: [...new Set(words(query.with).flatMap((word) => oneOf(analysisMethods, word) ?? []))],
    ...(at !== null && { at }),
  }
}

/** What of an address is too much for one question (超出), in words. */
export function cutShort(query: Readonly<Record<string, unknown>>): string[] {
  const [indicators, regions] = [new Set(words(query.i)).size, new Set(words(query.r)).size]
  const most = questionLimits
  return [
    ...(indicators > most.indicators
      ? [
          `地址里有 ${indicators} 项指标，一次最多问 ${most.indicators} 项，只取前 ${most.indicators} 项`,
        ]
      : []),
    ...(regions > most.regions
      ? [`地址里有 ${regions} 个区域，一次最多问 ${most.regions} 个，只取前 ${most.regions} 个`]
      : []),
  ]
}

/** Both dates stand only together; that a window can't be is the answer's to say. */
function spanOf(
  query: Readonly<Record<string, unknown>>,
  usual: AnalysisQuestion,
): { from: string; to: string } {
  const from = localDate.safeParse(query.from)
  const to = localDate.safeParse(query.to)
  return from.success && to.success
    ? { from: from.data, to: to.data }
    : { from: usual.from, to: usual.to }
}

const words = (value: unknown): string[] =>
  typeof value === 'string' ? value.split(',').filter((word) => word !== '') : []

const some = <T>(values: readonly T[], most: number): T[] => [...new Set(values)].slice(0, most)

function whole(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : 0
  return number > 0 ? number : null
}

const oneOf = <T extends string>(all: readonly T[], value: unknown): T | null =>
  all.find((one) => one === value) ?? null
