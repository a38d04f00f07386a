import { bottom, ink, innerWidth, left, room, type } from './page.ts'

/** A column of a printed table; `share` of the width. */
export interface PrintedColumn {
  name: string
  share: number
  align: 'left' | 'right'
}

const rowHeight = 15
const pad = 6

/**
 * A table (表格) that breaks between its rows, never within one, with its header again on every page.
 * Words too long for their cell are cut with an ellipsis.
 */
export function printTable(
  doc: PDFKit.PDFDocument,
  columns: readonly PrintedColumn[],
  rows: Iterable<readonly string[]>,
): void {
  const widths = columns.map(({ share }) => share * innerWidth(doc))
  const line = (cells: readonly string[], bold: boolean): void => {
    const y = doc.y
    doc
      .font(bold ? 'bold' : 'regular')
      .fontSize(type.text - 0.5)
      .fillColor(ink.text)
    let x = left(doc)
    for (const [i, { align }] of columns.entries()) {
      const width = widths[i] ?? 0
      doc.text(cells[i] ?? '', x + pad, y + 2.5, {
        width: width - 2 * pad,
        height: rowHeight - 2,
        align,
        lineBreak: false,
        ellipsis: true,
      })
      x += width
    }
    doc.y = y + rowHeight
    doc.moveTo(left(doc), doc.y).lineTo(left(doc) + innerWidth(doc), doc.y)
    doc
      .lineWidth(bold ? 0.8 : 0.3)
      .strokeColor(bold ? ink.quiet : ink.rule)
      .stroke()
  }
  const header = columns.map(({ name }) => name)
  room(doc, rowHeight * 3)
  line(header, true)
  for (const cells of rows) {
    if (doc.y + rowHeight > bottom(doc)) {
      doc.addPage()
      line(header, true)
    }
    line(cells, false)
  }
  doc.x = left(doc)
  doc.y += 6
}
