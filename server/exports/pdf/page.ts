import PDFDocument from 'pdfkit'
import type { ExportOptions } from '../../../shared/exports/request.ts'
import { fontFiles } from '../chart/fonts.ts'

/** Sizes of a page, points. */
export const type = { title: 17, heading: 12, text: 9, small: 7.5 }
const margin = 42
export const ink = { strong: '#000000', text: '#222222', quiet: '#555555', rule: '#b8c0ca' }

export interface PageMade {
  title: string
  author: string
  hash: string
  at: number
}

/** A document with our fonts in it, embedded as subsets; pages are kept for their numbers. */
export function openPages(options: ExportOptions, made: PageMade): PDFKit.PDFDocument {
  const doc = new PDFDocument({
    size: options.paper,
    layout: options.orientation,
    margin,
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: made.title,
      Author: made.author,
      Keywords: `SHA-256 ${made.hash}`,
      Producer: 'Shiyu 市域',
      CreationDate: new Date(made.at),
      ModDate: new Date(made.at),
    },
  })
  doc.registerFont('regular', fontFiles.regular)
  doc.registerFont('bold', fontFiles.bold)
  doc.font('regular').fontSize(type.text).fillColor(ink.text)
  return doc
}

export const left = (doc: PDFKit.PDFDocument): number => doc.page.margins.left
export const innerWidth = (doc: PDFKit.PDFDocument): number => doc.page.width - 2 * left(doc)
export const bottom = (doc: PDFKit.PDFDocument): number => doc.page.height - doc.page.margins.bottom

/** Begins a page where so much height is no longer left. */
export function room(doc: PDFKit.PDFDocument, height: number): void {
  if (doc.y + height > bottom(doc)) doc.addPage()
}

/** A heading with what follows it on the same page. */
export function heading(doc: PDFKit.PDFDocument, words: string, below = 40): void {
  room(doc, type.heading * 2.4 + below)
  doc.y += type.heading * 0.8
  doc.font('bold').fontSize(type.heading).fillColor(ink.strong)
  doc.text(words, left(doc), doc.y, { width: innerWidth(doc) })
  doc.y += type.heading * 0.3
  doc.font('regular').fontSize(type.text).fillColor(ink.text)
}

/** A paragraph. */
export function paragraph(doc: PDFKit.PDFDocument, words: string, color = ink.text): void {
  doc.font('regular').fontSize(type.text).fillColor(color)
  doc.text(words, left(doc), doc.y, { width: innerWidth(doc), lineGap: 1.5 })
}

/** 页码 and where the document comes from, at the foot of every page. */
export function numberPages(doc: PDFKit.PDFDocument, words: string): void {
  const { start, count } = doc.bufferedPageRange()
  for (let i = 0; i < count; i += 1) {
    doc.switchToPage(start + i)
    const y = doc.page.height - margin * 0.7
    const { bottom: kept } = doc.page.margins
    doc.page.margins.bottom = 0
    doc.font('regular').fontSize(type.small).fillColor(ink.quiet)
    doc.text(words, left(doc), y, { width: innerWidth(doc) - 70, lineBreak: false })
    doc.text(`第 ${i + 1} 页 共 ${count} 页`, left(doc), y, {
      width: innerWidth(doc),
      align: 'right',
      lineBreak: false,
    })
    doc.page.margins.bottom = kept
  }
}
