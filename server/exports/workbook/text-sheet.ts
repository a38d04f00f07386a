import { neutral } from '../table/neutral.ts'
import { columnLetters, sheetEnd, sheetStart } from './sheet.ts'
import type { SharedStrings } from './strings.ts'
import type { WorkbookStyles } from './styles.ts'

/** A sheet of words (文字表): a header and rows; numbers are numbers. */
export function textSheet(
  table: { header: readonly string[]; rows: readonly (readonly (string | number)[])[] },
  widths: readonly number[],
  strings: SharedStrings,
  styles: WorkbookStyles,
): string {
  const row = (cells: readonly (string | number)[], at: number, style: number): string => {
    const inside = cells.map((cell, i) => {
      const name = `r="${columnLetters(i)}${at}" s="${style}"`
      return typeof cell === 'number'
        ? `<c ${name}><v>${cell}</v></c>`
        : `<c ${name} t="s"><v>${strings.index(neutral(cell))}</v></c>`
    })
    return `<row r="${at}">${inside.join('')}</row>`
  }
  const rows = table.rows.map((cells, i) => row(cells, i + 2, styles.wrapped))
  return [sheetStart(widths, true), row(table.header, 1, styles.header), ...rows, sheetEnd()].join(
    '',
  )
}
