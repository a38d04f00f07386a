import { z } from 'zod'
import { levelIds, type CompositePart, type Target } from '../../../shared/city/pack.ts'
import * as c from '../cells.ts'
import { table } from '../table.ts'

/** What composites (综合指数) are made of. */
export const compositeTable = table({
  file: 'composites.tsv',
  required: false,
  key: null,
  columns: z.object({
    composite: c.text,
    order: c.integer,
    classId: c.text,
    className: c.text,
    role: c.oneOf(['component', 'deduction', 'veto']),
    component: c.text,
    weight: c.number,
    normalisation: c.oneOf(['minmax', 'per-unit', 'cap']),
    worst: c.numberOrNull,
    best: c.numberOrNull,
    perUnitPoints: c.numberOrNull,
    maxPoints: c.numberOrNull,
    condition: c.textOrNull,
    capScore: c.numberOrNull,
  }),
  references: { composite: { to: 'indicators.tsv' }, component: { to: 'indicators.tsv' } },
  make: (row): CompositePart => row,
})

/** Yearly goals (年度目标) of indicators whose thresholdBase is `targets`. */
export const targetTable = table({
  file: 'targets.tsv',
  required: false,
  key: null,
  columns: z.object({
    indicator: c.text,
    year: c.integer,
    level: c.oneOf(levelIds),
    target: c.number,
  }),
  references: { indicator: { to: 'indicators.tsv' }, level: { to: 'city.json levels' } },
  make: (row): Target => row,
})
