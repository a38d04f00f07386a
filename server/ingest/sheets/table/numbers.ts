import { plain } from '../../tables/words.ts'
import type { SheetCell } from '../../tables/grid.ts'

/** What a cell says as a number, before units. */
export type CellNumber =
  /** `suffix`: the unit that the cell itself names; `decimals` as far as they can be seen. */
  | { kind: 'number'; value: number; suffix: string; decimals: number }
  | { kind: 'empty' }
  | { kind: 'not-a-number' }
  | { kind: 'fault' }
  /** More than 15 digits: Excel keeps 15 and writes zeros for the rest. */
  | { kind: 'rounded' }

/** Words that stand for “not reported” everywhere; a mapping may add its own. */
const nothing = new Set([
  '',
  '-',
  '--',
  '—',
  '——',
  '–',
  '/',
  '…',
  '……',
  'N/A',
  'n/a',
  '未报',
  '缺报',
])

const mostDigits = 15
const grouped = /^[-+]?\d{1,3}(,\d{3})+(?=\D|$)/
const numeral = /^([-+]?\d+(?:\.(\d+))?)(?:[eE]([-+]?\d+))?(\D{0,6})$/

/** The number in a cell. Empty is not zero: `zeros` are the words that this source writes for 0. */
export function readNumber(
  cell: SheetCell,
  words: { empty: readonly string[]; zero: readonly string[] },
): CellNumber {
  if (cell === null) return { kind: 'empty' }
  if (cell.kind === 'fault') return { kind: 'fault' }
  if (cell.kind === 'date') return { kind: 'not-a-number' }
  if (cell.kind === 'number') {
    if (!Number.isFinite(cell.value)) return { kind: 'not-a-number' }
    if (Math.abs(cell.value) >= 1e15) return { kind: 'rounded' }
    // A percentage's own format says what it is, whatever unit the column has.
    const value = cell.percent ? Number((cell.value * 100).toPrecision(15)) : cell.value
    return { kind: 'number', value, suffix: cell.percent ? '%' : '', decimals: decimalsOf(value) }
  }
  const text = plain(cell.text)
  if (words.zero.includes(text)) return { kind: 'number', value: 0, suffix: '', decimals: 0 }
  if (nothing.has(text) || nothing.has(cell.text.trim()) || words.empty.includes(text))
    return { kind: 'empty' }
  return ofText(text)
}

function ofText(given: string): CellNumber {
  const negative = /^\((.+)\)$/.exec(given)
  const text = negative?.[1] !== undefined ? `-${negative[1]}` : given
  const match = numeral.exec(grouped.test(text) ? text.replaceAll(',', '') : text)
  if (match === null) return { kind: 'not-a-number' }
  const [, digits = '', fraction = '', exponent, suffix = ''] = match
  const power = exponent === undefined ? 0 : Number(exponent)
  const whole = digits.replace(/^[-+]?0*/, '').split('.')[0] ?? ''
  // 3.20681E+17 in a CSV: the digits that are gone cannot be brought back.
  const lost = power > fraction.length && power >= 6
  if (whole.length > mostDigits || lost) return { kind: 'rounded' }
  const value = Number(`${digits}${exponent === undefined ? '' : `e${exponent}`}`)
  return { kind: 'number', value, suffix, decimals: Math.max(0, fraction.length - power) }
}

/** Decimals of a number as it would be written, at most 9. */
function decimalsOf(value: number): number {
  const [, fraction = ''] = String(Number(value.toPrecision(12))).split('.')
  return /e/.test(fraction) ? 9 : Math.min(9, fraction.length)
}
