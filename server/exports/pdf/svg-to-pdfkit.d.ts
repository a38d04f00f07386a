declare module 'svg-to-pdfkit' {
  /** Draws an SVG into a document as vectors and text. */
  export default function svgToPdf(
    doc: PDFKit.PDFDocument,
    svg: string,
    x: number,
    y: number,
    options: {
      width: number
      height: number
      assumePt: boolean
      preserveAspectRatio?: string
      fontCallback(family: string, bold: boolean, italic: boolean): string
      warningCallback(words: string): void
    },
  ): void
}
