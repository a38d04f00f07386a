import { z } from 'zod'
import type { Department } from '../../../shared/city/pack.ts'
import * as c from '../cells.ts'
import { table } from '../table.ts'

/** Departments (部门). Other files may name one by id, name or alias. */
export const departmentTable = table({
  file: 'departments.tsv',
  required: true,
  key: 'id',
  columns: z.object({ id: c.text, name: c.text, kind: c.text, field: c.text, aliases: c.list }),
  references: {},
  make: (row): Department => row,
})
