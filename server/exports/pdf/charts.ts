import svgToPdf from 'svg-to-pdfkit'
import { fileStyles } from '../../../shared/charts/style.ts'
import { drawPanel, isDrawn } from '../chart/draw.ts'
import type { ViewPanels } from '../chart/view-panels.ts'
import * as page from './page.ts'

/** Points on paper for a pixel of a chart: words of 14 px are 8.4 points. */
export const paperShrink = 0.6

/** The charts of a view as vectors, `height` pixels each; `undrawn` says why one without a picture has none. */
export function printCharts(
  doc: PDFKit.PDFDocument,
  { panels, outlines }: ViewPanels,
  height: number,
  undrawn: string,
): void {
  const width = Math.floor(page.innerWidth(doc) / paperShrink)
  for (const [i, panel] of panels.entries()) {
    const size = { width, height, heading: true }
    const drawn = isDrawn(panel) ? drawPanel(panel, fileStyles.print, size, outlines, i) : null
    if (drawn === null) {
      const why = panel.kind === 'refused' ? panel.refused : undrawn
      page.paragraph(doc, `${panel.title}：${why}`)
      continue
    }
    const most = page.bottom(doc) - doc.page.margins.top
    const scale = Math.min(paperShrink, most / drawn.height)
    page.room(doc, drawn.height * scale)
    const top = doc.y
    svgToPdf(doc, bare(drawn.svg), page.left(doc), top, {
      width: drawn.width * scale,
      height: drawn.height * scale,
      assumePt: true,
      preserveAspectRatio: 'xMinYMin meet',
      fontCallback: (_family, bold) => (bold ? 'bold' : 'regular'),
      warningCallback: () => {},
    })
    doc.x = page.left(doc)
    doc.y = top + drawn.height * scale + 8
  }
}

/** Words without the halo that keeps lines off them: on paper it would be laid over the words themselves. */
const bare = (svg: string): string =>
  svg.replace(/<text\b[^>]*>/g, (tag) =>
    tag.replace(/ (stroke|stroke-width|paint-order)="[^"]*"/g, ''),
  )
