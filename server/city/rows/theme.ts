import { z } from 'zod'
import type { Facility, Theme } from '../../../shared/city/pack.ts'
import { levelIds } from '../../../shared/city/pack.ts'
import * as c from '../cells.ts'
import { table } from '../table.ts'

/** Themed maps (专题图) and the overview (总图); `shortName` defaults to the name. */
export const themeTable = table({
  file: 'themes.tsv',
  required: true,
  key: 'id',
  columns: z.object({
    id: c.text,
    name: c.text,
    shortName: c.optionalColumn(c.note),
    field: c.text,
    order: c.integer,
    lead: c.text,
    defaultIndicator: c.text,
    pointLayers: c.list,
  }),
  references: {
    lead: { to: 'departments.tsv' },
    defaultIndicator: { to: 'indicators.tsv' },
    pointLayers: { to: 'facilities.tsv' },
  },
  make: (row): Theme => ({ ...row, shortName: row.shortName === '' ? row.name : row.shortName }),
})

/** Facilities (设施): one point layer each, drawn as a one-character plate. */
export const facilityTable = table({
  file: 'facilities.tsv',
  required: false,
  key: 'id',
  columns: z.object({
    id: c.text,
    name: c.text,
    theme: c.text,
    glyph: c.cell('应为一个汉字', (t) => ([...t].length === 1 ? t : undefined)),
    typicalCount: c.integer,
    finestLevel: c.oneOf(levelIds),
  }),
  references: { theme: { to: 'themes.tsv' } },
  make: (row): Facility => row,
})
