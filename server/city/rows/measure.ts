import { z } from 'zod'
import { caseCounts } from '../../../shared/cases/counts.ts'
import { levelIds, type Measure, type Severity } from '../../../shared/city/pack.ts'
import * as c from '../cells.ts'
import { table } from '../table.ts'
import { rhythmOf } from './rhythm.ts'

const severities = c.cell('应为以 ; 分隔的 1、2、3、4', (t): Severity[] | undefined => {
  const found = c.itemsOf(t).map(c.severityOf)
  return found.every((s) => s !== undefined) ? found : undefined
})

/** Measures (度量); `typicalPer` is a rhythm, or `instant` for stocks and balances. */
export const measureTable = table({
  file: 'measures.tsv',
  required: true,
  key: 'id',
  columns: z.object({
    id: c.text,
    name: c.text,
    kind: c.oneOf(['flow', 'stock', 'balance']),
    origin: c.oneOf(['reported', 'cases', 'coverage']),
    feed: c.textOrNull,
    caseCount: c.oneOfOrNull(caseCounts),
    caseSources: c.list,
    caseCategories: c.list,
    caseTypes: c.list,
    caseSeverities: severities,
    unit: c.text,
    aggregation: c.oneOf(['sum', 'reported-per-level', 'none']),
    finestLevel: c.oneOf(levelIds),
    sensitive: c.flag,
    typicalCity: c.numberOrNull,
    typicalPer: c.cell('应为 instant 或报送周期', (t) =>
      t === 'instant' || t === '' ? t : rhythmOf(t),
    ),
    districtLow: c.numberOrNull,
    districtHigh: c.numberOrNull,
    partOf: c.textOrNull,
    shareTypical: c.numberOrNull,
    shareLow: c.numberOrNull,
    shareHigh: c.numberOrNull,
    seasonality: c.oneOf(['none', 'week', 'year', 'both']),
  }),
  references: {
    feed: { to: 'feeds.tsv' },
    caseSources: { to: 'city.json caseSources' },
    caseCategories: { to: 'city.json categories' },
    caseTypes: { to: 'event-types.tsv' },
    partOf: { to: 'measures.tsv' },
  },
  make: (row): Measure => row,
})
