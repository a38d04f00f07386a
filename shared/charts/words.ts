import { absenceWords } from '../indicators/absence-words.ts'
import type { Absence } from '../indicators/answers.ts'

const minus = '\u2212'
const figures = new Map<number, Intl.NumberFormat>()

/** 12,846 · 96.4 · −3: thousands comma, fixed decimals, true minus; missing is an em dash. */
export function figureText(value: number | null, decimals: number): string {
  if (value === null) return '—'
  let format = figures.get(decimals)
  if (!format) {
    format = new Intl.NumberFormat('en-US', {
      ...{ minimumFractionDigits: decimals, maximumFractionDigits: decimals },
      signDisplay: 'negative',
    })
    figures.set(decimals, format)
  }
  return format.format(value).replace('-', minus)
}

/** Decimals for what lies between figures (细一位): one more where they are but a few steps of their last one apart. */
export const finer = (decimals: number, span: number): number =>
  span > 0 && span < 10 * 10 ** -decimals ? decimals + 1 : decimals

/** A figure with its unit: 96.4%, 1,204 件. */
export const withUnit = (value: number | null, decimals: number, unit: string): string =>
  value === null || unit === ''
    ? figureText(value, decimals)
    : `${figureText(value, decimals)}${unit === '%' ? '' : ' '}${unit}`

/** A figure with its unit, or why there is none. */
export const saidOf = (
  value: number | null,
  absence: Absence | null | undefined,
  { decimals, unit }: { decimals: number; unit: string },
): string => (value === null ? absenceWords[absence ?? 'no-data'] : withUnit(value, decimals, unit))

/** An axis value without needless zeros: 95, 95.5, 1,200. */
export const tickText = (value: number): string => {
  const decimals = [0, 1, 2, 3].find((n) => Math.abs(value - Number(value.toFixed(n))) < 1e-9) ?? 4
  return figureText(value, decimals)
}

/** About how wide a line of words is (字宽): full-width characters are one em, the rest about half. */
export function widthOf(text: string, size: number): number {
  let ems = 0
  for (const letter of text) ems += (letter.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.54
  return Math.ceil(ems * size)
}

/** The words cut to a width, with an ellipsis where something is left out. */
export function fitted(text: string, size: number, width: number): string {
  if (widthOf(text, size) <= width) return text
  let kept = ''
  for (const letter of text) {
    if (widthOf(`${kept}${letter}…`, size) > width) break
    kept += letter
  }
  return `${kept}…`
}
