import { DomainError } from '../../../shared/errors.ts'
import type { WorkOrderMapping } from '../../../shared/imports/mapping.ts'
import type { OpenTable, RowBlock, TableRow, TableSheet } from '../tables/open-table.ts'
import { sampleRows } from './plan.ts'

/** A sheet from its header on: the first rows, to be judged, and then all of them in blocks. */
export interface SheetRows {
  header: TableRow
  first: TableRow[]
  blocks: AsyncGenerator<RowBlock>
}

/** The sheet that a mapping names; the first visible one where it names none. Raises `bad-request`. */
export function chosenSheet({ sheets }: OpenTable, wanted: WorkOrderMapping['sheet']): TableSheet {
  const visible = sheets.filter(({ hidden }) => !hidden)
  const found =
    wanted === undefined
      ? (visible[0] ?? sheets[0])
      : typeof wanted === 'number'
        ? sheets[wanted - 1]
        : (sheets.find(({ name }) => name === wanted) ??
          (sheets[0]?.name === '' ? sheets[0] : undefined))
  if (found !== undefined) return found
  const names = sheets.map(({ name }) => `「${name}」`).join('、')
  throw bad(
    `没有工作表${typeof wanted === 'number' ? `第 ${wanted} 张` : `「${wanted ?? ''}」`}；有：${names}。`,
  )
}

/** Reads up to the header and some rows beyond. Raises `bad-request` where there is no such row. */
export async function sheetRows(sheet: TableSheet, headerRow: number): Promise<SheetRows> {
  const source = sheet.blocks()
  const read: RowBlock[] = []
  let header: TableRow | undefined
  let enough = 0
  while (enough < sampleRows) {
    const next = await source.next()
    if (next.done) break
    read.push(next.value)
    header ??= next.value.rows.find(({ row }) => row === headerRow)
    enough += next.value.rows.filter(({ row }) => row > headerRow).length
  }
  if (header === undefined || header.cells.every((cell) => cell === null))
    throw bad(
      read.every(({ rows }) => rows.every(({ cells }) => cells.every((cell) => cell === null)))
        ? '文件里没有内容。'
        : `第 ${headerRow} 行没有表头；请改表头所在行。`,
    )
  const below = ({ rows, issues }: RowBlock): RowBlock => ({
    rows: rows.filter(({ row, cells }) => row > headerRow && cells.some((cell) => cell !== null)),
    issues: issues.filter(({ row }) => row === 0 || row > headerRow),
  })
  const first = read.flatMap((block) => below(block).rows).slice(0, sampleRows)
  async function* blocks(): AsyncGenerator<RowBlock> {
    for (let block = read.shift(); block !== undefined; block = read.shift()) yield below(block)
    for await (const block of source) yield below(block)
  }
  return { header, first, blocks: blocks() }
}

const bad = (what: string) => new DomainError({ code: 'bad-request', params: { what } })
