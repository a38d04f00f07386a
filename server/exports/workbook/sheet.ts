import { xmlHead } from './xml.ts'

const namespaces =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** A, B … Z, AA … of a column counted from 0. */
export function columnLetters(index: number): string {
  const rest = index % 26
  const letter = String.fromCharCode(65 + rest)
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter
}

/** The beginning of a sheet: widths, and a header that stays in sight. */
export function sheetStart(widths: readonly number[], frozen: boolean): string {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  const view = `<sheetViews><sheetView workbookViewId="0">${frozen ? pane : ''}</sheetView></sheetViews>`
  const cols = widths
    .map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
    .join('')
  return `${xmlHead}<worksheet ${namespaces}>${view}<sheetFormatPr defaultRowHeight="15"/><cols>${cols}</cols><sheetData>`
}

/** The end of a sheet; `filter` is the range that can be filtered, `drawing` the id of its pictures. */
export const sheetEnd = ({ filter, drawing }: { filter?: string; drawing?: string } = {}): string =>
  `</sheetData>${filter ? `<autoFilter ref="${filter}"/>` : ''}${
    drawing ? `<drawing r:id="${drawing}"/>` : ''
  }</worksheet>`

/** Days since the epoch of spreadsheets (1899-12-30) of a local day and time. */
export const serialOf = (day: number, msOfDay: number): number =>
  25_569 + day + msOfDay / 86_400_000
