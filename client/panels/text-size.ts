/** Width of a text in full-width characters: Latin of the number face is half as wide. */
export const ems = (text: string): number =>
  [...text].reduce((sum, char) => sum + (isWide(char.charCodeAt(0)) ? 1 : 0.5), 0)

/** Ideographs and their punctuation, and the quotation marks and numerals that Chinese faces set as wide. */
const isWide = (code: number): boolean =>
  code > 0x2e7f || (code >= 0x2014 && code <= 0x201f) || (code >= 0x2160 && code <= 0x217f)

/** Width of a figure in the number face, in its own font size. */
export const figureEms = (figure: string): number =>
  [...figure].reduce((sum, char) => sum + (/\d/.test(char) ? 0.49 : 0.24), 0)
