import type { Indicator } from '../city/pack.ts'
import type { FigureOf, Span } from './document.ts'

type Printed = Pick<Indicator, 'unit' | 'decimals' | 'formula'>

/** What is said where there is no number (缺值). */
export const nothing = '无数据'

const grouped = (value: number, decimals: number): string =>
  value
    .toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace('-', '\u2212')

const glued = (unit: string): string => (unit === '%' || unit === '' ? unit : ` ${unit}`)

/** A number with its unit (数值): 12,846 件, 96.4%; 无数据 where it is missing. */
export const figureText = (
  value: number | null,
  { unit, decimals }: Omit<Printed, 'formula'>,
): string => (value === null ? nothing : `${grouped(value, decimals)}${glued(unit)}`)

/**
 * A change in words (环比, 同比): 上升 1.2 个百分点 for a percentage, 增长 3.2% for a count; null where one
 * side is missing or the base is nought.
 */
export function changeText(
  value: number | null,
  base: number | null,
  printed: Printed,
): string | null {
  if (value === null || base === null) return null
  const by = value - base
  if (printed.unit === '%') return said(by, '上升', '下降', ' 个百分点')
  if (printed.formula !== 'value') return said(by, '上升', '下降', glued(printed.unit))
  if (base === 0) return by === 0 ? '持平' : null
  return said((by / Math.abs(base)) * 100, '增长', '减少', '%')
}

function said(by: number, up: string, down: string, unit: string): string {
  const text = grouped(Math.abs(by), 1)
  if (!/[1-9]/.test(text)) return '持平'
  return `${by > 0 ? up : down} ${text}${unit}`
}

/** A change as part of a sentence: 环比增长 3.2%; 环比无数据 where it can't be said. */
export function changeSpans(
  name: '环比' | '同比',
  value: number | null,
  base: number | null,
  printed: Printed,
  figure: FigureOf,
): Span[] {
  const text = changeText(value, base, printed)
  if (text === null) return [{ text: `${name}${nothing}` }]
  return [{ text: name }, { text, figure: { ...figure, value: base } }]
}
