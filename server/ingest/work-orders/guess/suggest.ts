import {
  timeFields,
  usualDateFormats,
  workOrderFields,
  workOrderMapping,
  type WorkOrderField,
} from '../../../../shared/imports/mapping.ts'
import type { WorkOrderDraft } from '../../../../shared/imports/answers.ts'
import type { WorkOrderCity } from '../city.ts'
import type { DroppedColumn } from '../plan.ts'
import { timeReader } from '../row/time-cell.ts'
import { cellText, type SheetCell } from '../../tables/grid.ts'
import type { TableRow } from '../../tables/open-table.ts'
import { plain } from '../../tables/words.ts'
import { synonyms } from './synonyms.ts'

export interface GuessFrom {
  /** File's and sheet's name: where an export says whose it is. */
  name: string
  sheet: string
  headerRow: number
  headers: readonly string[]
  rows: readonly TableRow[]
  dropped: readonly DroppedColumn[]
}

/** How a table would be read (映射建议), by its headers and then by what stands in its columns. */
export function suggestMapping(from: GuessFrom, city: WorkOrderCity): WorkOrderDraft {
  const taken = new Set(from.dropped.map(({ index }) => index))
  const columns: Partial<Record<WorkOrderField, number>> = {}
  const take = (field: WorkOrderField, index: number): void => {
    columns[field] = index
    taken.add(index)
  }
  const most = Math.max(...workOrderFields.map((field) => synonyms[field].length))
  for (let rank = 0; rank < most; rank += 1)
    for (const field of workOrderFields) {
      if (columns[field] !== undefined) continue
      const form = synonyms[field][rank]
      const index = from.headers.findIndex((h, i) => !taken.has(i) && form?.test(plain(h)) === true)
      if (index >= 0) take(field, index)
    }
  byValues(from, city, columns, taken, take)
  if (columns.region === undefined && columns.parentRegion !== undefined) {
    columns.region = columns.parentRegion
    delete columns.parentRegion
  }
  const named = Object.fromEntries(
    Object.entries(columns).map(([field, index]) => [field, nameOf(index, from.headers)]),
  )
  const base = workOrderMapping.parse({
    name: from.name.replace(/\.[a-z]+$/i, '').slice(0, 60) || '工单表',
    source: sourceOf(from, city),
    headerRow: from.headerRow,
    columns: { number: 0, occurredAt: 0 },
    region: { by: regionWay(from, city, columns) },
    type: { by: typeWay(from, city, columns) },
    ...(from.sheet !== '' && { sheet: from.sheet }),
  })
  return { ...base, columns: named }
}

/** Its header, unless two columns have it or none. */
const nameOf = (index: number, headers: readonly string[]): string | number => {
  const name = headers[index] ?? ''
  const twins = headers.filter((header) => plain(header) === plain(name)).length
  return name === '' || twins > 1 || name.length > 120 ? index : name
}

const share = 0.8

function byValues(
  from: GuessFrom,
  city: WorkOrderCity,
  columns: Partial<Record<WorkOrderField, number>>,
  taken: ReadonlySet<number>,
  take: (field: WorkOrderField, index: number) => void,
): void {
  const free = (): number[] => from.headers.flatMap((_, i) => (taken.has(i) ? [] : [i]))
  const find = (fits: (cells: SheetCell[]) => boolean): number | undefined =>
    free().find((index) => {
      const cells = cellsOf(from, index)
      return cells.length > 0 && fits(cells)
    })
  const mostly = (cells: SheetCell[], fits: (cell: SheetCell) => boolean): boolean =>
    cells.filter(fits).length >= cells.length * share
  const read = timeReader(usualDateFormats, city.zone)
  const isTime = (cell: SheetCell): boolean => {
    const at = read(cell)
    return at !== null && at !== 'unread'
  }
  if (columns.number === undefined) {
    const found = find(
      (cells) =>
        new Set(cells.map(cellText)).size === cells.length &&
        mostly(cells, (cell) => isNumber(cellText(cell))),
    )
    if (found !== undefined) take('number', found)
  }
  if (
    columns.occurredAt === undefined &&
    !timeFields.some((field) => columns[field] !== undefined)
  ) {
    const found = find((cells) => mostly(cells, isTime))
    if (found !== undefined) take('occurredAt', found)
  }
  if (columns.region === undefined) {
    const found = find((cells) => mostly(cells, (cell) => isRegion(cellText(cell), city)))
    if (found !== undefined) take('region', found)
  }
}

/** Digits enough for a number, and not as many as a date or a stamp has. */
const isNumber = (text: string): boolean =>
  /^[A-Za-z-]{0,10}\d{6,}$/.test(text) && !/^(19|20)\d{6}(\d{6})?$/.test(text)

const cellsOf = ({ rows }: GuessFrom, index: number): SheetCell[] =>
  rows.slice(0, 100).flatMap(({ cells }) => cells[index] ?? [])

const isRegion = (text: string, { names, tree }: WorkOrderCity): boolean =>
  names.all.has(plain(text)) || tree.byCode(text) !== undefined

function regionWay(
  from: GuessFrom,
  { tree }: WorkOrderCity,
  { region, lng, lat }: Partial<Record<WorkOrderField, number>>,
): 'code' | 'name' | 'coordinates' {
  if (region === undefined) return lng !== undefined && lat !== undefined ? 'coordinates' : 'name'
  const cells = cellsOf(from, region)
  const codes = cells.filter((cell) => tree.byCode(cellText(cell)) !== undefined).length
  return cells.length > 0 && codes >= cells.length / 2 ? 'code' : 'name'
}

function typeWay(
  from: GuessFrom,
  { lookups }: WorkOrderCity,
  { type }: Partial<Record<WorkOrderField, number>>,
): 'code' | 'name' {
  if (type === undefined) return 'name'
  const cells = cellsOf(from, type)
  const codes = cells.filter((cell) => lookups.types.has(cellText(cell))).length
  return cells.length > 0 && codes >= cells.length / 2 ? 'code' : 'name'
}

/** The channel whose name the file, the sheet or a header says; the first of the city where none does. */
function sourceOf({ name, sheet, headers }: GuessFrom, { pack }: WorkOrderCity): string {
  const said = plain(`${name} ${sheet} ${headers.join(' ')}`)
  const found = pack.caseSources.find(({ name: channel }) =>
    [channel, ...(channel.match(/\d{3,}|[\u4e00-\u9fff]{2,4}/g) ?? [])].some((word) =>
      said.includes(plain(word)),
    ),
  )
  return (found ?? pack.caseSources[0])?.key ?? ''
}
