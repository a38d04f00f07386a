import type { CaseCount } from '../cases/counts.ts'
import type { CityPack, Indicator, Measure } from '../city/pack.ts'
import type { ScoreIndicator } from './answers.ts'

/** What scores are counted from (问效计数), a part of the case counts. */
export const scoreCounts = [
  'dueDisposal',
  'disposed',
  'disposedOnTime',
  'overdueUndisposed',
  'extended',
  'dueClosing',
  'closed',
  'closedOnTime',
  'reworked',
  'rated',
  'ratedSatisfied',
] as const satisfies readonly CaseCount[]
export type ScoreCount = (typeof scoreCounts)[number]

/** One rate (案件率) of the table: its counts, and the indicator that judges and prints it. */
export interface ScoreRate {
  numerator: ScoreCount
  denominator: ScoreCount
  indicator: Indicator
  column: ScoreIndicator
}

interface Definition {
  id: string
  name: string
  direction: 'up' | 'down'
  numerator: ScoreCount
  denominator: ScoreCount
  words: readonly [numerator: string, denominator: string, missed: string]
}

const up = 'up'
const down = 'down'
/**
 * The case rates of digital city management, 处置率 first. Source: GB/T 30428, CJJ/T 106. Without
 * 准确派遣率: a wrong dispatch is the dispatcher's, and its case counts for whoever got it next.
 */
const definitions: readonly Definition[] = [
  rate('dispose', '处置率', up, 'disposed', 'dueDisposal', ['处置', '应处置', '未处置']),
  rate('dispose_ontime', '按期处置率', up, 'disposedOnTime', 'dueDisposal', [
    '按期处置',
    '应处置',
    '未按期处置',
  ]),
  rate('close', '结案率', up, 'closed', 'dueClosing', ['结案', '应结案', '未结案']),
  rate('close_ontime', '按期结案率', up, 'closedOnTime', 'dueClosing', [
    '按期结案',
    '应结案',
    '未按期结案',
  ]),
  rate('overdue', '超期待处置率', down, 'overdueUndisposed', 'dueDisposal', [
    '超期待处置',
    '应处置',
    '超期待处置',
  ]),
  rate('rework', '返工率', down, 'reworked', 'dueClosing', ['返工', '应结案', '返工']),
  rate('extension', '延期率', down, 'extended', 'dueDisposal', ['延期', '应处置', '延期']),
  rate('satisfaction', '满意率', up, 'ratedSatisfied', 'rated', ['满意', '有效评价', '不满意']),
]

function rate(
  id: string,
  name: string,
  direction: 'up' | 'down',
  numerator: ScoreCount,
  denominator: ScoreCount,
  words: Definition['words'],
): Definition {
  return { id: `score.${id}`, name, direction, numerator, denominator, words }
}

/**
 * The columns of the table (问效指标). Where the catalogue defines the same rate over all cases its
 * indicator is used, so that a district's cell is that indicator's value; else ours, without thresholds.
 */
export function scoreRates(pack: CityPack): ScoreRate[] {
  const measures = new Map(pack.measures.map((m) => [m.id, m]))
  const counts = (ids: readonly string[], count: ScoreCount): boolean => {
    const [id, ...more] = ids
    const measure = id === undefined ? undefined : measures.get(id)
    return measure !== undefined && more.length === 0 && countsAll(measure, count)
  }
  return definitions.map((definition) => {
    const known = pack.indicators.find(
      (i) =>
        (i.formula === 'ratio' || i.formula === 'share') &&
        !i.sensitive &&
        i.accumulate === 'none' &&
        counts(i.numerator, definition.numerator) &&
        counts(i.denominator, definition.denominator),
    )
    return made(definition, known ?? plain(definition))
  })
}

/** Whether a measure is this count over all cases. */
const countsAll = (m: Measure, count: ScoreCount): boolean =>
  m.origin === 'cases' &&
  m.caseCount === count &&
  [m.caseSources, m.caseCategories, m.caseTypes, m.caseSeverities].every((f) => f.length === 0)

function made(
  { numerator, denominator, words, name }: Definition,
  indicator: Indicator,
): ScoreRate {
  const { threshold } = indicator
  const lines = threshold.kind === 'absolute' ? threshold : null
  return {
    numerator,
    denominator,
    indicator,
    column: {
      id: indicator.id,
      name,
      unit: indicator.unit,
      decimals: indicator.decimals,
      direction: indicator.direction,
      numeratorName: words[0],
      denominatorName: words[1],
      missedName: words[2],
      yellowLine: lines?.yellow ?? null,
      redLine: lines?.red ?? null,
    },
  }
}

/** A rate that the catalogue does not have over all cases: a percentage without thresholds. */
const plain = ({ id, name, direction }: Definition): Indicator => ({
  id,
  theme: '',
  order: 0,
  name,
  formula: 'ratio',
  numerator: [],
  denominator: [],
  scale: 100,
  base: null,
  alias: null,
  unit: '%',
  decimals: 1,
  direction,
  period: 'day',
  accumulate: 'none',
  finestLevel: 'town',
  sensitive: false,
  department: '',
  threshold: {
    kind: 'none',
    yellow: null,
    red: null,
    unit: null,
    base: null,
    alarmSide: null,
    inclusive: false,
    yellowMeasures: [],
    redMeasures: [],
    source: '',
  },
  definition: '',
  definitionVersion: 1,
  source: '',
})
