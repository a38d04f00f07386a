import type { Measure } from '../../../../shared/city/pack.ts'
import { mask } from '../../mask.ts'
import { foundText, type SheetIssue, type SheetIssueCode } from '../issue.ts'
import type { SheetMapping } from '../mapping/sheet-mapping.ts'
import { cellText, type Sheet } from '../../tables/grid.ts'
import type { Place } from './figure.ts'
import { readNumber } from './numbers.ts'
import { factorBetween, isCount, times } from './units.ts'

export interface CellValue {
  value: number | null
  step: number
  given: string
}

/** How the numbers of a column (or row) are to be read. */
export interface Reading {
  unit: string
  /** Unit of the result. */
  to: Measure['unit']
}

/** A cell's number in the measure's unit; null value = not reported, null = an issue. */
export function cellValue(
  sheet: Sheet,
  row: number,
  column: number,
  place: Place,
  reading: Reading,
  words: Pick<SheetMapping, 'empty' | 'zero'>,
  issues: SheetIssue[],
): CellValue | null {
  const cell = sheet.at(row, column)
  const given = cellText(sheet.filled(row, column))
  const wrong = (code: SheetIssueCode, expected: string): null => {
    issues.push({ code, severity: 'error', ...place, expected, found: foundText(given) })
    return null
  }
  if (sheet.isMerged(row, column) && given !== '')
    return wrong('merged-value', '每个区域、每期各占一格；合并单元格里的数分不清归谁')
  const number = readNumber(cell, words)
  switch (number.kind) {
    case 'empty':
      return { value: null, step: 0, given: '' }
    case 'not-a-number':
      return wrong('not-a-number', '数字；没有填报请留空，零请写 0')
    case 'fault':
      return wrong('formula-fault', '公式算得出的数；请在 Excel 中改正公式后重新保存')
    case 'rounded':
      return wrong(
        'rounded-number',
        '不超过 15 位的数；更长的数已被 Excel 改成零，编号请以文本保存',
      )
    case 'number': {
      if (given.length >= 11 && isCount(reading.to) && mask(given, {}) !== given)
        return wrong('personal-number', `以“${reading.to}”计的数；疑为电话或证件号，未读入`)
      const unit = number.suffix === '' ? reading.unit : number.suffix
      const factor = factorBetween(unit, reading.to)
      if (factor === null) return wrong('unknown-unit', `以“${reading.to}”计的数，或能换算的单位`)
      const step = 10 ** -number.decimals
      return { value: times(number.value, factor), step: times(step, factor), given }
    }
  }
}
