import type { Provenance } from '../../../shared/exports/provenance.ts'
import type { AskedExport } from '../asked.ts'
import type { ViewPanels } from '../chart/view-panels.ts'
import type { FileFacts } from '../file-facts.ts'
import { annotationColumns, annotationLines } from '../table/annotation-lines.ts'
import type { ClockTexts } from '../table/cell-text.ts'
import type { TableRow } from '../table/columns.ts'
import { printCharts } from './charts.ts'
import { figureRows, figureColumns } from './figure-rows.ts'
import * as page from './page.ts'
import { printTable } from './table.ts'

/** The name of the file inside the file: all rows, for people and for the verifier. */
export const attachedName = '数据.csv'
/** More rows than anybody reads on paper. */
export const mostPrinted = 3_000

/** What a printed export is made of. */
export interface PrintedParts {
  facts: FileFacts
  provenance: Provenance
  view: ViewPanels
  rows: readonly TableRow[]
  /** The same rows as CSV with its tail. */
  csv: Buffer
  clock: ClockTexts
}

/** An export on paper (PDF): charts as vectors, the figures as a table, 口径, 批注 and where it comes from. */
export function pdfFile({ options, at, by }: AskedExport, parts: PrintedParts): PDFKit.PDFDocument {
  const { facts, provenance, view, rows, csv, clock } = parts
  const made = { title: facts.title, author: by.name, hash: provenance.hash, at }
  const doc = page.openPages(options, made)
  titleBlock(doc, facts)
  const pictures = { ...view, panels: view.panels.filter(({ kind }) => kind !== 'table') }
  printCharts(doc, pictures, 400, '城市包没有界线，画不成地图')
  page.heading(doc, '数据')
  if (rows.length > mostPrinted) {
    const words = `共 ${rows.length} 行，超过 ${mostPrinted} 行，未印；全部数字在本文件的附件“${attachedName}”里`
    page.paragraph(doc, words)
  } else {
    for (const { title, rows: own } of figureRows(rows)) {
      page.room(doc, 70)
      doc.y += 4
      page.paragraph(doc, title, page.ink.strong)
      doc.y += 2
      printTable(doc, figureColumns, own)
    }
  }
  page.heading(doc, '口径')
  for (const one of facts.definitions) {
    page.paragraph(
      doc,
      `${one.name}（${one.id}，第 ${one.version} 版，${one.unit || '无单位'}）`,
      page.ink.strong,
    )
    page.paragraph(doc, `${one.definition}　算法：${one.formula}。主管：${one.department}。`)
    doc.y += 4
  }
  if (facts.annotations.length > 0) {
    page.heading(doc, '批注')
    const shares = [0.08, 0.12, 0.12, 0.2, 0.28, 0.08, 0.12]
    const columns = annotationColumns.map((name, i) => ({
      ...{ name, share: shares[i] ?? 0.1 },
      align: 'left' as const,
    }))
    printTable(doc, columns, annotationLines(facts.annotations, clock))
  }
  page.heading(doc, '来源与截至')
  for (const [name, words] of facts.filters) page.paragraph(doc, `${name}：${words}`)
  page.paragraph(doc, `行数：${provenance.rows}`)
  page.paragraph(doc, `数据指纹（SHA-256）：${provenance.hash}`)
  page.paragraph(doc, '核对：npm run verify-export -- 本文件', page.ink.quiet)
  const asOf = facts.filters.find(([name]) => name === '数据截至')?.[1] ?? ''
  page.numberPages(doc, `${facts.city} · 日志位置 ${provenance.position} · 截至 ${asOf}`)
  doc.file(csv, {
    ...{ name: attachedName, type: 'text/csv', description: '本文件的全部数字' },
    creationDate: new Date(at),
    modifiedDate: new Date(at),
  } as Parameters<typeof doc.file>[1])
  return doc
}

function titleBlock(doc: PDFKit.PDFDocument, facts: FileFacts): void {
  doc.font('bold').fontSize(page.type.title).fillColor(page.ink.strong)
  doc.text(facts.title, page.left(doc), doc.y, { width: page.innerWidth(doc) })
  doc.y += 3
  page.paragraph(doc, `${facts.city}　${facts.subtitle}`)
  const of = (name: string) => facts.filters.find(([one]) => one === name)?.[1] ?? ''
  page.paragraph(
    doc,
    `数据截至 ${of('数据截至')}　导出 ${of('导出人')} ${of('导出时间')}`,
    page.ink.quiet,
  )
  if (of('提示')) page.paragraph(doc, of('提示'), page.ink.quiet)
  for (const words of facts.notes) page.paragraph(doc, `说明：${words}`)
  doc.y += 8
}
