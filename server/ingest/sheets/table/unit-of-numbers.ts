import type { SheetIssue } from '../issue.ts'
import type { ListedItem } from './columns.ts'
import type { Place } from './figure.ts'
import type { Rows } from './read-rows.ts'
import { factorBetween, isCount, sameKind } from './units.ts'

type ListedMeasure = Extract<ListedItem, { kind: 'measure' }>

/**
 * In which unit the numbers of a measure stand: by the mapping, by the header's brackets, by 「单位：」
 * above the table, else in the measure's own. Where mapping and table differ nothing is taken (null).
 */
export function unitOfNumbers(
  table: Pick<Rows, 'sheet' | 'unit' | 'firstRow' | 'mapping'>,
  issues: SheetIssue[],
): (item: ListedMeasure, header: string | null, place: Place) => string | null {
  const said = new Set<string>()
  return ({ measure, unit: declared }, header, place) => {
    const above = table.unit !== null && sameKind(table.unit, measure.unit) ? table.unit : null
    // 户 for 家 is another word for one thing; 万元 for 家 is another column.
    const alike = (a: string): boolean =>
      sameKind(a, measure.unit) || (isCount(a) && isCount(measure.unit))
    const inHeader = header !== null && sameKind(header, measure.unit) ? header : null
    const foreign = header !== null && !alike(header) ? header : null
    const written = foreign ?? inHeader ?? above
    if (written === null) return declared ?? measure.unit
    const expected = declared ?? measure.unit
    const factor = factorBetween(written, measure.unit)
    if (factor !== null && (declared === null || factor === factorBetween(declared, measure.unit)))
      return written
    const name = `${measure.id}|${place.column}`
    if (!said.has(name))
      issues.push({
        code: 'unit-differs',
        severity: 'error',
        sheet: table.sheet.grid.name,
        row: table.mapping.measures.in === 'column' ? place.row : table.firstRow,
        column: place.column,
        expected: `单位“${expected}”；表中单位不同，请核对后改表或改映射`,
        found: written,
      })
    said.add(name)
    return null
  }
}
