import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A PDF as the verifier reads it: what is attached, and its words. */
export async function openPdf(bytes: Buffer) {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  return {
    /** The text of an attached file; null where there is none. */
    async attached(name: string): Promise<string | null> {
      const files = (await document.getAttachments()) as Record<
        string,
        { filename: string; content: Uint8Array }
      > | null
      const found = Object.values(files ?? {}).find(({ filename }) => filename === name)
      return found ? new TextDecoder().decode(found.content) : null
    },
    /** The words of every page, in the order in which they were written. */
    async words(): Promise<string[][]> {
      const pages = []
      for (let i = 1; i <= document.numPages; i += 1) {
        const { items } = await (await document.getPage(i)).getTextContent()
        pages.push(items.map((item) => ('str' in item ? item.str : '')))
      }
      return pages
    },
  }
}
