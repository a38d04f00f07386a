/** Font stacks the map knows and the weight each is built from. */
export const fontStacks = { 'num-medium': '500' } as const
export type FontStack = keyof typeof fontStacks

/** First code points of the 256-glyph ranges we ship: Latin, punctuation, − ≤ ≥, CJK marks, fullwidth. */
export const shippedRanges: readonly number[] = [0, 8192, 8704, 12288, 65280]

/** From kana on the browser draws the glyphs itself; they need no bytes here. */
export const drawnLocally = { from: 0x3040, to: 0x3100 } as const

/** Answers every other range: one missing file would silently take whole labels with it. */
export const emptyRange = 'empty.pbf'

const pattern = /\/(\d+)-\d+\.pbf$/

/** The address to fetch instead of `url`: itself, or the empty range where nothing is shipped. */
export function glyphUrl(url: string, base: string): string {
  const from = pattern.exec(url)?.[1]
  if (from === undefined || shippedRanges.includes(Number(from))) return url
  return `${base}/${emptyRange}`
}
