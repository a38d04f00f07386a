import { z } from 'zod'
import * as c from '../cells.ts'
import { table } from '../table.ts'

/** Exceptions to Monday–Friday: holidays (放假) and swapped working days (调休上班). */
export const calendarTable = table({
  file: 'calendar.tsv',
  required: false,
  key: 'date',
  columns: z.object({ date: c.isoDate, kind: c.oneOf(['holiday', 'workday']) }),
  references: {},
  make: (row) => row,
})

/** Sources (依据): the keys that `source` columns may name. */
export const sourceTable = table({
  file: 'sources.tsv',
  required: false,
  key: 'key',
  columns: z.object({ key: c.text, name: c.text, reference: c.optionalColumn(c.note) }),
  references: {},
  make: (row) => row,
})
