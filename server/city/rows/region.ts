import { z } from 'zod'
import { levelIds, type Region } from '../../../shared/city/pack.ts'
import * as c from '../cells.ts'
import { table } from '../table.ts'

const id = c.cell('应为正整数编号，终身不变、不复用', (t) =>
  /^[1-9]\d*$/.test(t) ? Number(t) : undefined,
)
const idOrNull = c.cell('应为另一区域的编号(id)或留空', (t) =>
  t === '' ? null : /^[1-9]\d*$/.test(t) ? Number(t) : undefined,
)
const degrees = (most: number) =>
  c.cell(`应为 WGS84 经纬度(不超过 ±${most})或留空`, (t) => {
    if (t === '') return null
    const value = Number(t)
    return Math.abs(value) <= most ? value : undefined
  })

const shared = {
  id,
  code: c.text,
  name: c.text,
  parent: idOrNull,
  lng: degrees(180),
  lat: degrees(90),
  validFrom: c.isoDateOrNull,
  validTo: c.isoDateOrNull,
  successor: idOrNull,
}

/** City to community; `parent` and `successor` are ids, since codes may change hands. */
export const regionTable = table({
  file: 'regions.tsv',
  required: true,
  key: null,
  columns: z.object({
    ...shared,
    level: c.oneOf(levelIds),
    kind: c.oneOf(['admin', 'functional']),
  }),
  references: {},
  make: ({ parent, successor, ...rest }): Region => ({
    ...rest,
    parentId: parent,
    successorId: successor,
  }),
})

/** Grids (网格), apart because they are many and are redrawn yearly. */
export const gridTable = table({
  file: 'grids.tsv',
  required: false,
  key: null,
  columns: z.object(shared),
  references: {},
  make: ({ parent, successor, ...rest }): Region => ({
    ...rest,
    level: 'grid',
    kind: 'admin',
    parentId: parent,
    successorId: successor,
  }),
})
