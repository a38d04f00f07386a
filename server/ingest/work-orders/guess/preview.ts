import type { PreviewAnswer, PreviewSheet } from '../../../../shared/imports/answers.ts'
import type { WorkOrderField } from '../../../../shared/imports/mapping.ts'
import { mask } from '../../mask.ts'
import { cellText } from '../../tables/grid.ts'
import { openTable, type TableRow, type TableSheet } from '../../tables/open-table.ts'
import { plain } from '../../tables/words.ts'
import type { WorkOrderCity } from '../city.ts'
import { columnsNamed, droppedColumns, headersOf, sampleRows } from '../plan.ts'
import { suggestMapping } from './suggest.ts'
import { synonyms } from './synonyms.ts'

/** Rows among which the header is looked for, and samples a column shows (our defaults). */
const headerWithin = 20
const mostSamples = 5
const sampleLength = 40
/** Files up to this size are read to the end, to count their rows (our default). */
const countUpTo = 16 * 1024 * 1024

interface SheetLook {
  sheet: PreviewSheet
  score: number
  headers: string[]
  rows: TableRow[]
}

/** What an uploaded file holds and how it would be read (导入预览); nothing is taken in. */
export async function previewFile(
  path: string,
  name: string,
  bytes: number,
  city: WorkOrderCity,
): Promise<Pick<PreviewAnswer, 'sheets' | 'suggestion'>> {
  const table = await openTable(path)
  try {
    const looks: SheetLook[] = []
    for (const sheet of table.sheets)
      if (!sheet.hidden) looks.push(await lookAt(sheet, city, bytes <= countUpTo))
    const best = looks.reduce((a, b) => (b.score > a.score ? b : a), looks[0] as SheetLook)
    const suggestion = suggestMapping(
      {
        name,
        sheet: best.sheet.name,
        headerRow: best.sheet.headerRow,
        headers: best.headers,
        rows: best.rows,
        dropped: best.sheet.columns.flatMap(({ index, header, dropped }) =>
          dropped === null ? [] : [{ index, header, why: dropped }],
        ),
      },
      city,
    )
    return { sheets: looks.map(({ sheet }) => sheet), suggestion }
  } finally {
    await table.close()
  }
}

async function lookAt(sheet: TableSheet, city: WorkOrderCity, toEnd: boolean): Promise<SheetLook> {
  const head: TableRow[] = []
  let last = sheet.height ?? 0
  for await (const { rows } of sheet.blocks()) {
    head.push(...rows.slice(0, headerWithin + sampleRows - head.length))
    last = Math.max(last, rows.at(-1)?.row ?? 0)
    if (head.length >= headerWithin + sampleRows && (sheet.height !== null || !toEnd)) break
  }
  const { headerRow, score } = headerOf(head)
  const headers = headersOf(head.find(({ row }) => row === headerRow)?.cells)
  const rows = head.filter(
    ({ row, cells }) => row > headerRow && cells.some((cell) => cell !== null),
  )
  const number = synonyms.number
    .map((form) => headers.findIndex((header) => form.test(plain(header))))
    .find((index) => index >= 0)
  const dropped = new Map(
    droppedColumns(headers, rows, city.names.all, number).map(({ index, why }) => [index, why]),
  )
  const columns = headers.map((header, index) => ({
    index,
    header: mask(header, {}),
    samples: dropped.has(index) ? [] : samplesOf(rows, index),
    dropped: dropped.get(index) ?? null,
  }))
  const counted = sheet.height !== null || toEnd
  return {
    sheet: { name: sheet.name, headerRow, columns, rows: counted ? last - headerRow : null },
    ...{ score, headers, rows },
  }
}

/** The row that looks most like a header: known words first, then the most different texts. */
function headerOf(rows: readonly TableRow[]): { headerRow: number; score: number } {
  let best = { headerRow: rows[0]?.row ?? 1, score: -1 }
  for (const { row, cells } of rows.slice(0, headerWithin)) {
    const texts = cells.flatMap((cell) => (cell?.kind === 'text' ? [plain(cell.text)] : []))
    const different = new Set(texts.filter((text) => !/^\d/.test(text) && text.length <= 20)).size
    const known = texts.filter(isKnown).length
    const score = known * 100 + (known > 1 ? 0 : different)
    if (score > best.score) best = { headerRow: row, score }
  }
  return best
}

const forms = Object.values(synonyms).flat()
const isKnown = (text: string): boolean => forms.some((form) => form.test(text))

function samplesOf(rows: readonly TableRow[], index: number): string[] {
  const samples = new Set<string>()
  for (const { cells } of rows) {
    const text = cellText(cells[index] ?? null)
    if (text !== '') samples.add(mask(text, {}).slice(0, sampleLength))
    if (samples.size >= mostSamples) break
  }
  return [...samples]
}

/** Whether every column that a mapping names stands in one of the sheets: it fits (可套用). */
export const fits = (
  sheets: readonly PreviewSheet[],
  columns: Partial<Record<WorkOrderField, string | number>>,
): boolean =>
  sheets.some(({ columns: shown }) => {
    const headers = shown.map(({ header }) => header)
    return Object.values(columns).every((wanted) => columnsNamed(wanted, headers).length === 1)
  })
