/** Which part of a wall a screen shows (分屏): the `index`-th of `of` side by side, from the left. */
export interface WallScreen {
  index: number
  of: number
}

/** Reads `2/3`; null where it names no part. */
export function screenOf(word: string): WallScreen | null {
  const [, index, of] = /^(\d{1,2})\/(\d{1,2})$/.exec(word) ?? []
  if (index === undefined || of === undefined) return null
  const part = { index: Number(index), of: Number(of) }
  return part.index >= 1 && part.index <= part.of ? part : null
}
