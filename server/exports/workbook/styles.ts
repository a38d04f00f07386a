import type { ColumnKind, Print } from '../table/columns.ts'
import { xmlHead, xmlText } from './xml.ts'

const dateFormat = 'yyyy-mm-dd'
const timeFormat = 'yyyy-mm-dd hh:mm'
const instantFormat = 'yyyy-mm-dd hh:mm:ss'

/** How a figure is printed: thousands, the indicator's decimals, its unit behind it. */
export function figureFormat({ unit, decimals }: Print): string {
  const digits = decimals > 0 ? `#,##0.${'0'.repeat(decimals)}` : '#,##0'
  const tail = unit === '' ? '' : `"${unit === '%' ? '' : ' '}${unit.replaceAll('"', '')}"`
  return `${digits}${tail}`
}

/** The cell styles of a workbook (单元格样式), numbered as they come. */
export class WorkbookStyles {
  /** Style numbers of everything beside figures. */
  readonly plain = 0
  readonly header = 1
  readonly wrapped = 2
  readonly title = 3
  readonly #formats = new Map<string, number>()

  /** The number of a style with this number format. */
  format(code: string): number {
    const known = this.#formats.get(code)
    if (known !== undefined) return known
    const index = 4 + this.#formats.size
    this.#formats.set(code, index)
    return index
  }

  /** The style of a cell of 数据. */
  of(kind: ColumnKind, print: Print, isWholeDay: boolean): number {
    if (kind === 'figure') return this.format(figureFormat(print))
    if (kind === 'integer') return this.format('#,##0.######')
    if (kind === 'share') return this.format('0%')
    if (kind === 'instant') return this.format(instantFormat)
    return kind === 'date' ? this.format(isWholeDay ? dateFormat : timeFormat) : this.plain
  }

  xml(): string {
    const codes = [...this.#formats.keys()]
    const xfs = codes
      .map(
        (_, i) =>
          `<xf numFmtId="${164 + i}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
      )
      .join('')
    const formats = codes
      .map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${xmlText(code)}"/>`)
      .join('')
    const font = (extra: string, size = 11) =>
      `<font>${extra}<sz val="${size}"/><name val="等线"/><family val="2"/></font>`
    const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    return `${xmlHead}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${
      codes.length > 0 ? `<numFmts count="${codes.length}">${formats}</numFmts>` : ''
    }<fonts count="3">${font('')}${font('<b/>')}${font('<b/>', 14)}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE3EEF5"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${4 + codes.length}">${plain}<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>${xfs}</cellXfs></styleSheet>`
  }
}
