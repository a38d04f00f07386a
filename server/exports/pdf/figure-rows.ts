import { placeOf, type Cell, type Print, type TableRow } from '../table/columns.ts'
import type { PrintedColumn } from './table.ts'

/** What of a row is printed; everything is in the attached file. */
export const figureColumns: readonly PrintedColumn[] = [
  { name: '区域', share: 0.18, align: 'left' },
  { name: '期', share: 0.2, align: 'left' },
  { name: '数值', share: 0.14, align: 'right' },
  { name: '缺值原因', share: 0.12, align: 'left' },
  { name: '上年同期', share: 0.14, align: 'right' },
  { name: '对比值', share: 0.14, align: 'right' },
  { name: '状态', share: 0.08, align: 'left' },
]

const at = {
  indicator: placeOf('指标'),
  region: placeOf('区域'),
  period: placeOf('期'),
  value: placeOf('数值'),
  unit: placeOf('单位'),
  absence: placeOf('缺值原因'),
  status: placeOf('状态'),
  lastYear: placeOf('上年同期'),
  base: placeOf('对比值'),
  baseName: placeOf('对比'),
  partial: placeOf('期未满'),
}

/** A figure as it is printed: thousands, the indicator's decimals; nothing where it is missing. */
export const printed = (cell: Cell | undefined, { decimals }: Print): string =>
  typeof cell === 'number'
    ? cell.toLocaleString('en-US', {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      })
    : ''

const text = (cell: Cell | undefined): string => (cell === null ? '' : String(cell ?? ''))

/** The rows of a printed table, a table for each indicator with its unit in the title. */
export function figureRows(rows: readonly TableRow[]): { title: string; rows: string[][] }[] {
  const tables = new Map<string, { title: string; rows: string[][] }>()
  for (const { cells, print } of rows) {
    const [unit, base] = [text(cells[at.unit]), text(cells[at.baseName])]
    const title = `${text(cells[at.indicator])}${unit ? `（${unit}）` : ''}${base ? `　对比：${base}` : ''}`
    let table = tables.get(title)
    if (table === undefined) tables.set(title, (table = { title, rows: [] }))
    const partial = text(cells[at.partial]) === '' ? '' : '（至今）'
    table.rows.push([
      text(cells[at.region]),
      text(cells[at.period]) + partial,
      printed(cells[at.value], print),
      text(cells[at.absence]),
      printed(cells[at.lastYear], print),
      printed(cells[at.base], print),
      text(cells[at.status]),
    ])
  }
  return [...tables.values()]
}
