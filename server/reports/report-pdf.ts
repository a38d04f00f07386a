import type { ReportDocument, ReportPart, Span } from '../../shared/reports/document.ts'
import type { ReportProvenance } from '../../shared/reports/provenance.ts'
import type { AskedExport, ExportCity } from '../exports/asked.ts'
import { viewPanels } from '../exports/chart/view-panels.ts'
import { paperShrink, printCharts } from '../exports/pdf/charts.ts'
import * as page from '../exports/pdf/page.ts'
import { printTable } from '../exports/pdf/table.ts'
import { clockTexts } from '../exports/table/cell-text.ts'

const chartHeight = 380

/** The names of the files inside the file: its words and figures, and where they come from. */
export const attached = { document: '成文.json', provenance: '来源.json' }

type Doc = PDFKit.PDFDocument

/**
 * A filled report on paper (报告 PDF): its words, tables and charts, with the position at every foot, and
 * attached what counts them again.
 */
export async function reportPdf(
  city: ExportCity,
  document: ReportDocument,
  provenance: ReportProvenance,
): Promise<Doc> {
  const { title, issuer, period, paper, demo, now, position } = document
  const orientation = 'portrait' as const
  const options = { encoding: 'utf-8', scale: 2, theme: 'light', paper, orientation } as const
  const { by, at, hash } = provenance
  const doc = page.openPages(options, { title, author: by.name, hash, at })
  const clock = clockTexts(city.view.zone)
  centred(doc, title, page.type.title, true)
  centred(doc, `${issuer}　${period.label}`, page.type.text, false)
  if (demo) centred(doc, '演示数据，不是真实统计', page.type.text, false)
  doc.y += 8
  for (const part of document.parts)
    await drawPart(doc, part, { city, asked: { format: 'pdf', options, by, at, demo } })
  doc.y += 6
  page.paragraph(
    doc,
    `数据截至 ${clock.instant(now)}　日志位置 ${position}　指纹 ${hash}`,
    page.ink.quiet,
  )
  page.paragraph(doc, '核对：npm run verify-export -- 本文件', page.ink.quiet)
  page.numberPages(doc, `${issuer} · ${title} · ${period.label}${demo ? ' · 演示数据' : ''}`)
  attach(doc, attached.document, document, at)
  attach(doc, attached.provenance, provenance, at)
  return doc
}

function attach(doc: Doc, name: string, what: object, at: number): void {
  const times = { creationDate: new Date(at), modifiedDate: new Date(at) }
  const about = { name, type: 'application/json', ...times }
  doc.file(Buffer.from(JSON.stringify(what)), about as Parameters<typeof doc.file>[1])
}

function centred(doc: Doc, words: string, size: number, bold: boolean): void {
  doc
    .font(bold ? 'bold' : 'regular')
    .fontSize(size)
    .fillColor(page.ink.strong)
  doc.text(words, page.left(doc), doc.y, { width: page.innerWidth(doc), align: 'center' })
  doc.y += 3
}

interface Drawing {
  city: ExportCity
  asked: Omit<AskedExport, 'question'>
}

const joined = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('')

async function drawPart(doc: Doc, part: ReportPart, drawing: Drawing): Promise<void> {
  switch (part.kind) {
    case 'heading':
      return page.heading(doc, part.text)
    case 'text':
    case 'words':
      page.room(doc, 30)
      page.paragraph(doc, part.kind === 'text' ? part.text : `　　${joined(part.spans)}`)
      doc.y += 4
      return
    case 'table': {
      page.room(doc, 60)
      if (part.caption !== '') page.paragraph(doc, part.caption, page.ink.quiet)
      doc.y += 2
      printTable(
        doc,
        widths(part),
        part.rows.map((row) => row.map(({ text }) => text)),
      )
      return
    }
    case 'question':
      return drawView(doc, part, drawing)
  }
}

/** Columns as wide as their longest words ask for, in proportion. */
function widths({ columns, rows }: Extract<ReportPart, { kind: 'table' }>) {
  const lengths = columns.map(({ name }, i) =>
    Math.min(26, Math.max(3, wide(name), ...rows.map((row) => wide(row[i]?.text ?? '')))),
  )
  const total = lengths.reduce((sum, n) => sum + n, 0)
  return columns.map((column, i) => ({ ...column, share: (lengths[i] ?? 0) / total }))
}

/** Half-width characters count as a little more than half. */
const wide = (words: string): number =>
  [...words].reduce((sum, one) => sum + (one.charCodeAt(0) < 256 ? 0.6 : 1), 1)

async function drawView(
  doc: Doc,
  { caption, question }: Extract<ReportPart, { kind: 'question' }>,
  { city, asked }: Drawing,
): Promise<void> {
  const view = await viewPanels(city, { ...asked, question })
  if (caption !== '') {
    // A caption stands on the page of its chart.
    page.room(doc, chartHeight * paperShrink + 20)
    page.paragraph(doc, caption, page.ink.strong)
  }
  printCharts(doc, view, chartHeight, '这种视图没有图形，请用表')
}
