import { z } from 'zod'
import {
  classMethods,
  formulas,
  levelIds,
  type ClassRule,
  type Indicator,
} from '../../../shared/city/pack.ts'
import * as c from '../cells.ts'
import { table } from '../table.ts'
import { rhythm } from './rhythm.ts'

const side = c.cell('应为 high、low、both 或 none', (t) =>
  t === 'none' || t === '' ? null : (['high', 'low', 'both'] as const).find((s) => s === t),
)

const ascending = (breaks: readonly number[]): boolean =>
  breaks.length > 0 &&
  breaks.length <= 5 &&
  breaks.every((b, i) => Number.isFinite(b) && (i === 0 || b > breaks[i - 1]!))

/** Class method (分级方法) of the map: a word, or `manual:` and its breaks. */
const classes = c.cell(
  '应为 natural、quantile、equal，或 manual: 加 1 到 5 个升序断点，如 manual:85;90;95',
  (t): ClassRule | undefined => {
    const [word, list] = t.split(':')
    const method = classMethods.find((m) => m === word)
    if (method !== 'manual')
      return method && list === undefined ? { method, breaks: [] } : undefined
    const items = c.itemsOf(list ?? '')
    const breaks = items.map((item) => (item === '' ? NaN : Number(item)))
    return ascending(breaks) ? { method, breaks } : undefined
  },
)

/** Indicators (指标) with thresholds. `definitionVersion` defaults to 1. */
export const indicatorTable = table({
  file: 'indicators.tsv',
  required: true,
  key: 'id',
  columns: z.object({
    id: c.text,
    theme: c.text,
    order: c.integer,
    name: c.text,
    formula: c.oneOf(formulas),
    numerator: c.list,
    denominator: c.list,
    scale: c.number,
    base: c.textOrNull,
    alias: c.textOrNull,
    unit: c.text,
    decimals: c.cell('应为 0 到 6 的整数', (t) => (/^[0-6]$/.test(t) ? Number(t) : undefined)),
    direction: c.oneOf(['up', 'down', 'neutral']),
    period: rhythm,
    accumulate: c.oneOf(['none', 'ytd']),
    finestLevel: c.oneOf(levelIds),
    sensitive: c.flag,
    department: c.text,
    thresholdKind: c.oneOf(['absolute', 'target', 'lastYear', 'plan', 'control', 'none']),
    yellow: c.numberOrNull,
    red: c.numberOrNull,
    thresholdUnit: c.oneOfOrNull(['value', 'pt', 'percent', 'sigma']),
    thresholdBase: c.textOrNull,
    alarmSide: side,
    thresholdInclusive: c.flag,
    yellowMeasure: c.list,
    redMeasure: c.list,
    thresholdSource: c.note,
    classes: c.optionalColumn(classes, 'natural'),
    definition: c.text,
    definitionVersion: c.optionalColumn(c.integer, '1'),
    source: c.note,
  }),
  references: {
    theme: { to: 'themes.tsv' },
    numerator: { to: 'measures.tsv' },
    denominator: { to: 'measures.tsv' },
    base: { to: 'measures.tsv', or: ['last-year', 'previous'] },
    alias: { to: 'indicators.tsv' },
    department: { to: 'departments.tsv' },
    thresholdBase: {
      to: 'indicators.tsv',
      or: ['targets', 'last-year', 'plan-to-date', 'weekly-seasonal'],
    },
    yellowMeasure: { to: 'measures.tsv' },
    redMeasure: { to: 'measures.tsv' },
    thresholdSource: { to: 'sources.tsv' },
    source: { to: 'sources.tsv' },
  },
  make: (row): Indicator => ({
    id: row.id,
    theme: row.theme,
    order: row.order,
    name: row.name,
    formula: row.formula,
    numerator: row.numerator,
    denominator: row.denominator,
    scale: row.scale,
    base: row.base,
    alias: row.alias,
    unit: row.unit,
    decimals: row.decimals,
    direction: row.direction,
    period: row.period,
    accumulate: row.accumulate,
    finestLevel: row.finestLevel,
    sensitive: row.sensitive,
    department: row.department,
    threshold: {
      kind: row.thresholdKind,
      yellow: row.yellow,
      red: row.red,
      unit: row.thresholdUnit,
      base: row.thresholdBase,
      alarmSide: row.alarmSide,
      inclusive: row.thresholdInclusive,
      yellowMeasures: row.yellowMeasure,
      redMeasures: row.redMeasure,
      source: row.thresholdSource,
    },
    classes: row.classes,
    definition: row.definition,
    definitionVersion: row.definitionVersion,
    source: row.source,
  }),
})
