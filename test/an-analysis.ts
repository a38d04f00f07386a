import type {
  AnalysisAnswer,
  AnalysisLine,
  ClockAnswer,
  StatisticsAnswer,
} from '../shared/analysis/answers.ts'
import type { AskedAnnotation } from '../shared/analysis/annotations.ts'
import type { AnalysisQuestion } from '../shared/analysis/question.ts'
import type { ViewRegion } from '../shared/analysis/views/model.ts'
import { anIndicatorMeta, aSeriesPoint } from './a-city-api.ts'

const day = 86_400_000

export const aQuestion = (given: Partial<AnalysisQuestion> = {}): AnalysisQuestion => ({
  ...{ indicators: ['overview.close_ontime_rate'], regions: [2, 3] },
  ...{ from: '2026-05-01', to: '2026-06-01', grain: 'day', compare: 'none', view: 'trend' },
  ...{ methods: [] },
  ...given,
})

/** A line through these values, a day each from 2026-05-01; null is a gap. */
export const aLine = (
  region: number,
  values: readonly (number | null)[],
  given: Partial<AnalysisLine> = {},
): AnalysisLine => ({
  ...{ indicator: 'overview.close_ontime_rate', region, definitionVersion: 1, grain: 'day' },
  points: values.map((value, i) =>
    aSeriesPoint({
      ...{ from: mayFirst + i * day, to: mayFirst + (i + 1) * day, label: `5月${i + 1}日` },
      ...{ value, absence: value === null ? 'no-data' : null, lastYear: null },
    }),
  ),
  ...{ base: null, baseName: null, yellowLine: 95, redLine: 85, control: null },
  ...{ shortHistory: false, definitionChanges: [] },
  ...given,
})
/** 2026-05-01 in Shanghai. */
export const mayFirst = Date.parse('2026-04-30T16:00:00Z')

export const anAnnotation = (given: Partial<AskedAnnotation> = {}): AskedAnnotation => ({
  ...{ id: '7', kind: 'policy', from: '2026-05-04', to: null, title: '考核办法施行', note: '' },
  ...{ start: mayFirst + 3 * day, end: mayFirst + 4 * day, by: '分析员', recordedAt: 0 },
  ...{ scope: { regions: [], indicators: [], themes: [] }, mayWithdraw: true },
  concerns: { regions: [2, 3], indicators: ['overview.close_ontime_rate'] },
  ...given,
})

export function anAnswer(given: Partial<AnalysisAnswer> = {}): AnalysisAnswer {
  const question = given.question ?? aQuestion()
  const lines = question.indicators.flatMap((indicator, k) =>
    question.regions.map((region) => aLine(region, wave(region + k), { indicator })),
  )
  return {
    ...{ question, position: question.at ?? 100, now: mayFirst + 31 * day, grain: question.grain },
    ...{ window: { from: mayFirst, to: mayFirst + 31 * day }, lines, annotations: [], notes: [] },
    ...{ correlation: null, distributions: [] },
    ...given,
  }
}

/** Values of 31 days that differ by region, with one day missing. */
export const wave = (seed: number): (number | null)[] =>
  Array.from({ length: 31 }, (_, i) =>
    i === 9 ? null : Math.round((92 + 3 * Math.sin(i / 3 + seed) + (seed % 3)) * 10) / 10,
  )

export const aClockAnswer = (question: AnalysisQuestion = aQuestion()): ClockAnswer => ({
  ...{ question, position: 100, now: mayFirst + 31 * day, notes: [] },
  window: { from: mayFirst, to: mayFirst + 31 * day },
  lines: question.regions.map((region) => ({
    ...{ indicator: question.indicators[0] ?? '', region },
    counts: Array.from({ length: 7 }, (_, d) =>
      Array.from({ length: 24 }, (_, h) =>
        d === 6 && h === 3 ? null : 4 + ((d * 7 + h * 3) % 29),
      ),
    ),
    hours: Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 4)),
  })),
})

export const someRegions: ViewRegion[] = [
  { id: 1, name: '南通市', level: 'city' },
  { id: 2, name: '崇川区', level: 'district' },
  { id: 3, name: '通州区', level: 'district' },
  ...['海门区', '如东县', '启东市', '如皋市', '海安市', '开发区', '苏锡通园区', '通州湾'].map(
    (name, i) => ({ id: 4 + i, name, level: 'district' as const }),
  ),
]

export const someMetas = () => [
  anIndicatorMeta(),
  anIndicatorMeta({ id: 'overview.accepted', name: '受理案件数', unit: '件', decimals: 0 }),
]

/** A forecast of three days with its back-test, on the first region. */
export function aForecast(answer: AnalysisAnswer, region = 2): StatisticsAnswer {
  const line = answer.lines.find((one) => one.region === region)
  const periods = (line?.points ?? []).map(({ from, to, label }) => ({ from, to, label }))
  const end = periods.at(-1)?.to ?? 0
  return {
    ...{ method: 'forecast', position: 100, now: answer.now, region, season: null, periods },
    indicator: line?.indicator ?? '',
    ahead: [0, 1, 2].map((i) => ({
      ...{ from: end + i * day, to: end + (i + 1) * day, label: `6月${i + 1}日` },
    })),
    result: {
      ...{ method: '指数平滑（ETS）', limits: '假定以后与以前一样变动。', level: 0.95 },
      points: [0, 1, 2].map((i) => ({ value: 94 + i / 2, low: 92 - i / 2, high: 96 + i })),
      backTest: { folds: 4, horizon: 3, meanError: 1.2, scaledError: 0.8, covered: 0.92 },
    },
  }
}
