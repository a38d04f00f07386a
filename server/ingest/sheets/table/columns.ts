import type { CityPack, Measure } from '../../../../shared/city/pack.ts'
import { cellText, columnLetter, type Sheet } from '../../tables/grid.ts'
import { isRate } from '../mapping/sheet-mapping.ts'
import type { Header, ListedMeasure, ListedRate, SheetMapping } from '../mapping/sheet-mapping.ts'
import { plain } from '../../tables/words.ts'
import { splitUnit } from './units.ts'

/** The header of one column: its lines from top to bottom, merged cells filled, repeats once. */
export interface ColumnHead {
  column: number
  letter: string
  lines: string[]
  /** Unit in brackets behind the last line. */
  unit: string | null
}

/** Rows of a header, counted from 0, half-open; null where it cannot be found. */
export function headerRows(sheet: Sheet, at: SheetMapping['header']): [number, number] | null {
  if (at.row !== undefined)
    return at.row - 1 + at.rows <= sheet.height ? [at.row - 1, at.row - 1 + at.rows] : null
  const wanted = plain(at.find ?? '')
  for (let row = 0; row < Math.min(sheet.height, 200); row += 1)
    for (let column = 0; column < sheet.width; column += 1)
      if (splitUnit(cellText(sheet.at(row, column))).name === wanted)
        return row + at.rows <= sheet.height ? [row, row + at.rows] : null
  return null
}

export function columnHeads(sheet: Sheet, [from, to]: [number, number]): ColumnHead[] {
  return Array.from({ length: sheet.width }, (_, column) => {
    const lines: string[] = []
    let unit: string | null = null
    for (let row = from; row < to; row += 1) {
      const split = splitUnit(cellText(sheet.filled(row, column)))
      lines.push(split.name)
      unit = split.unit ?? unit
    }
    return { column, letter: columnLetter(column), lines, unit }
  })
}

/** Whether a header is the one that a mapping names: its last line, or all the lines named. */
export function isHeader(head: ColumnHead, wanted: Header): boolean {
  const lines = head.lines.filter((line, i) => line !== '' && line !== head.lines[i - 1])
  const names = [wanted].flat().map((name) => splitUnit(name).name)
  return names.every((name, i) => lines[lines.length - names.length + i] === name)
}

/** What a listed measure's row or column means. */
export type ListedItem =
  | { kind: 'measure'; measure: Measure; unit: string | null; item: ListedMeasure }
  | { kind: 'rate'; item: ListedRate }

export function listedItems(
  list: readonly (ListedMeasure | ListedRate)[],
  measures: ReadonlyMap<string, Measure>,
): ListedItem[] {
  return list.flatMap((item): ListedItem[] => {
    if (isRate(item)) return [{ kind: 'rate', item }]
    const measure = measures.get(item.measure)
    return measure ? [{ kind: 'measure', measure, unit: item.unit ?? null, item }] : []
  })
}

export const measuresById = (pack: CityPack): ReadonlyMap<string, Measure> =>
  new Map(pack.measures.map((measure) => [measure.id, measure]))

/** 「单位：万元」 above the header; null = none. */
export function tableUnit(sheet: Sheet, above: number): string | null {
  for (let row = 0; row < above; row += 1)
    for (let column = 0; column < sheet.width; column += 1) {
      const match = /单位[::]([^\s,,;;)]{1,8})/.exec(plain(cellText(sheet.at(row, column))))
      if (match?.[1] !== undefined) return match[1]
    }
  return null
}
