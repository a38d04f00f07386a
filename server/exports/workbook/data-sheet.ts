import type { Zone } from '../../../shared/time/zone.ts'
import { columns, type Cell, type Print, type TableRow } from '../table/columns.ts'
import { neutral } from '../table/neutral.ts'
import { columnLetters, serialOf, sheetEnd, sheetStart } from './sheet.ts'
import type { SharedStrings } from './strings.ts'
import type { WorkbookStyles } from './styles.ts'

const letters = columns.map((_, i) => columnLetters(i))

/** Writes the rows of 数据 as XML: real numbers and dates, empty where a value is missing. */
export function dataSheet(zone: Zone, strings: SharedStrings, styles: WorkbookStyles) {
  let at = 1
  const serials = new Map<number, { serial: number; whole: boolean }>()
  const serial = (ms: number) => {
    const known = serials.get(ms)
    if (known) return known
    const rest = zone.msOfDay(ms)
    const made = { serial: serialOf(zone.dayOf(ms), rest), whole: rest === 0 }
    if (serials.size > 20_000) serials.clear()
    serials.set(ms, made)
    return made
  }
  const cell = (value: Cell, i: number, print: Print): string => {
    const kind = columns[i]?.kind ?? 'text'
    if (value === null) return ''
    const name = `<c r="${letters[i] ?? ''}${at}"`
    if (typeof value === 'string')
      return `${name} t="s"><v>${strings.index(neutral(value))}</v></c>`
    if (kind === 'date' || kind === 'instant') {
      const { serial: days, whole } = serial(value)
      return `${name} s="${styles.of(kind, print, whole)}"><v>${days}</v></c>`
    }
    return `${name} s="${styles.of(kind, print, true)}"><v>${value}</v></c>`
  }
  return {
    start(): string {
      const header = columns.map(
        ({ name }, i) =>
          `<c r="${letters[i] ?? ''}1" s="${styles.header}" t="s"><v>${strings.index(name)}</v></c>`,
      )
      return `${sheetStart(
        columns.map(({ width }) => width),
        true,
      )}<row r="1">${header.join('')}</row>`
    },
    row({ cells, print }: TableRow): string {
      at += 1
      let inside = ''
      for (const [i, value] of cells.entries()) inside += cell(value, i, print)
      return `<row r="${at}">${inside}</row>`
    },
    end: (): string => sheetEnd({ filter: `A1:${letters.at(-1) ?? 'A'}${at}` }),
  }
}
