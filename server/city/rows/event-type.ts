import { z } from 'zod'
import { limitUnits, type EventType } from '../../../shared/city/pack.ts'
import * as c from '../cells.ts'
import { table } from '../table.ts'

const share = c.cell('应为 0 到 1 之间的数字', (t) => {
  const n = /^\d+(\.\d+)?$/.test(t) ? Number(t) : Number.NaN
  return n >= 0 && n <= 1 ? n : undefined
})

/** Event types (小类) with lead department, severity and limits. */
export const eventTypeTable = table({
  file: 'event-types.tsv',
  required: true,
  key: 'code',
  columns: z.object({
    code: c.text,
    categoryCode: c.text,
    name: c.text,
    lead: c.text,
    assistants: c.list,
    severity: c.severity,
    sensitive: c.flag,
    signHours: c.positive,
    disposalAmount: c.positive,
    disposalUnit: c.oneOf(limitUnits),
    themes: c.list,
    weight: share,
    season: c.optionalColumn(c.note, 'none'),
    weather: c.optionalColumn(c.note, 'none'),
    source: c.note,
    sourceNote: c.optionalColumn(c.note),
  }),
  references: {
    categoryCode: { to: 'city.json categories' },
    lead: { to: 'departments.tsv' },
    assistants: { to: 'departments.tsv' },
    themes: { to: 'themes.tsv' },
    source: { to: 'sources.tsv' },
  },
  make: ({ categoryCode, disposalAmount, disposalUnit, ...rest }): EventType => ({
    ...rest,
    category: categoryCode,
    disposal: { amount: disposalAmount, unit: disposalUnit },
  }),
})
