import { z } from 'zod'
import type { CityPack, RegionId } from '../../shared/city/pack.ts'
import * as c from './cells.ts'
import { readPackFolder } from './pack-folder.ts'
import { CityPackError, type PackProblem } from './problems.ts'
import { checkReferences, readRaw, table, typedRows } from './table.ts'

/** One facility (设施), or several told as one point. */
export interface FacilityPoint {
  facility: string
  region: RegionId
  lng: number
  lat: number
  count: number
}

const number = (words: string, least: number, most: number) =>
  c.cell(words, (t) => {
    const value = Number(t)
    return t !== '' && value >= least && value <= most ? value : undefined
  })

const pointTable = table({
  file: 'facility-points.tsv',
  required: false,
  key: null,
  columns: z.object({
    facility: c.text,
    region: c.cell('应为区域编号(id)', (t) => (/^[1-9]\d*$/.test(t) ? Number(t) : undefined)),
    lng: number('应为 WGS84 经度', -180, 180),
    lat: number('应为 WGS84 纬度', -90, 90),
    count: c.cell('应为正整数', (t) => (/^[1-9]\d*$/.test(t) ? Number(t) : undefined)),
  }),
  references: { facility: { to: 'facilities.tsv' }, region: { to: 'regions.tsv' } },
  make: (row): FacilityPoint => row,
})

/**
 * The pack's facility points; empty where it has none. They are no part of the pack's versions: no
 * figure is counted from them. Raises `pack-invalid` with every wrong cell.
 */
export function loadFacilityPoints(folder: string, pack: CityPack): FacilityPoint[] {
  const files = readPackFolder(folder)
  if (!files.files.has(pointTable.file)) return []
  const problems: PackProblem[] = []
  const rows = readRaw(files, pointTable, problems)
  const keys = new Map([
    ['facilities.tsv', new Set(pack.facilities.map((f) => f.id))],
    ['regions.tsv', new Set(pack.regions.map((r) => String(r.id)))],
  ])
  checkReferences(pointTable, rows, keys, problems)
  const points = typedRows(pointTable, rows, problems)
  if (problems.length > 0) throw new CityPackError(files.name, problems)
  return points.map(({ value }) => value)
}
