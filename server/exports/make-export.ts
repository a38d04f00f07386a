import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { rowLimits } from '../../shared/exports/request.ts'
import { DomainError } from '../../shared/errors.ts'
import type { AskedExport, ExportCity } from './asked.ts'
import { fileFacts } from './file-facts.ts'
import { clockTexts } from './table/cell-text.ts'
import { csvEncoder } from './table/csv.ts'
import { csvText, csvTexts } from './table/csv-texts.ts'
import { tableRun } from './table/table-run.ts'
import { refusalOf, tableSource } from './table/table-source.ts'

/** What the maker tells while it works, and asks: whether anybody still wants it. */
export interface Watch {
  progress(done: number, total: number): void
  /** True when it was cancelled; the maker then stops with `Cancelled`. */
  cancelled(): boolean
}

/**
 * Makes the file of an export (生成文件) at a path. Raises `unprocessable` with words where the question
 * has no answer, no picture, or more rows than the format holds.
 */
export async function makeExport(
  city: ExportCity,
  asked: AskedExport,
  path: string,
  watch: Watch,
): Promise<void> {
  const { facts, notes } = fileFacts(city, asked)
  const refused = refusalOf(notes)
  if (refused !== null) throw cannot(refused)
  facts.notes.push(...new Set(notes.map(({ words }) => words)))
  const source = tableSource(city, asked)
  const { format, options } = asked
  const most = rowLimits[format]
  if (source.expected > most)
    throw cannot(
      `约 ${source.expected} 行，超过这种格式的 ${most} 行；请缩小范围${format === 'csv' ? '' : '，或改用 CSV'}`,
    )
  const clock = clockTexts(city.view.zone)
  const run = tableRun(source, clock, watch)
  if (format === 'csv') {
    const { start, bytes } = csvEncoder(options.encoding)
    const encoded = async function* () {
      yield start
      for await (const text of csvTexts(facts, run, clock)) yield bytes(text)
    }
    await pipeline(Readable.from(encoded(), { objectMode: false }), createWriteStream(path))
    return
  }
  // What draws is loaded where something is drawn: the thread shares the server's memory.
  const { viewPanels } = await import('./chart/view-panels.ts')
  const view = await viewPanels(city, asked)
  if (format === 'xlsx') {
    const { exportWorkbook } = await import('./workbook/export-workbook.ts')
    const workbook = await exportWorkbook({ zone: city.view.zone, clock, facts, run, asked, view })
    await pipeline(workbook, createWriteStream(path))
    return
  }
  if (format === 'pdf') {
    const rows = []
    for await (const part of run.parts()) rows.push(...part)
    const provenance = run.provenance(facts)
    const csv = Buffer.from(`\ufeff${csvText(facts, rows, provenance, clock)}`)
    const { pdfFile } = await import('./pdf/pdf.ts')
    const doc = pdfFile(asked, { facts, provenance, view, rows, csv, clock })
    doc.end()
    await pipeline(doc as unknown as Readable, createWriteStream(path))
    return
  }
  const { isDrawn } = await import('./chart/draw.ts')
  const { composePicture, svgFile, svgText } = await import('./chart/compose.ts')
  const { pngsOf, withText } = await import('./chart/png.ts')
  if (!view.panels.some(isDrawn)) {
    const words = view.panels.flatMap((panel) => (panel.kind === 'refused' ? panel.refused : []))
    throw cannot(words.join('；') || '表格没有图形；请导出 CSV、XLSX 或 PDF')
  }
  const picture = composePicture(view, asked, facts)
  let csv = ''
  for await (const text of csvTexts(facts, run, clock)) csv += text
  if (format === 'svg') return writeFile(path, await svgFile(picture, csv))
  const [png = Buffer.alloc(0)] = await pngsOf([svgText(picture)], options.scale)
  await writeFile(path, withText(png, csv))
}

const cannot = (what: string) => new DomainError({ code: 'unprocessable', params: { what } })
