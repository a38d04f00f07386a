import type { SheetCell } from '../../tables/grid.ts'
import { cellText } from '../../tables/grid.ts'

/** Excel keeps 15 digits of a number and writes zeros for the rest. */
const kept = 15

/** A work order's number as it stands, or that it was probably rounded by Excel (疑似被 Excel 四舍五入). */
export function orderNumber(cell: SheetCell): { number: string; rounded: boolean } {
  const number = cellText(cell).normalize('NFKC')
  if (cell?.kind === 'number') return { number, rounded: Math.abs(cell.value) >= 10 ** kept }
  const scientific = /^\d(\.\d+)?E\+?\d+$/i.test(number)
  const zeros = /^\d{18,}$/.test(number) && /^0+$/.test(number.slice(kept))
  return { number, rounded: scientific || zeros }
}
