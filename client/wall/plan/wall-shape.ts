/** A wall's shape (屏幕形状): what picks its arrangement. */
export type WallShape = 'portrait' | '4:3' | '16:9' | '21:9' | '32:9'

/** Bounds at 1, 1.6, 2.2 and 2.8, each belonging to the wider shape. */
export function shapeOf(width: number, height: number): WallShape {
  const ratio = height > 0 ? width / height : 16 / 9
  if (ratio < 1) return 'portrait'
  if (ratio < 1.6) return '4:3'
  if (ratio < 2.2) return '16:9'
  return ratio < 2.8 ? '21:9' : '32:9'
}

/** Smallest type on any wall, CSS pixels: below it Chinese strokes run together. */
export const leastType = 12
/** `--t-min` of styles/tokens.css, rem. */
const smallest = 1.125

/** Rem that the narrowest screen must have, for its map. */
const narrowest = 35

/**
 * Pixels of 1 rem (字号基准) on a wall of screens side by side: height picks it (1080 → 16), viewing
 * distance (观看距离) multiplies it, and nothing falls under the smallest type. An upright wall goes by
 * its width.
 */
export function remOf(wall: {
  width: number
  height: number
  screens: number
  distance: number
}): number {
  const { height, distance } = wall
  const width = wall.width * wall.screens
  const base = width < height ? width / 67.5 : Math.min(height / 67.5, width / 108)
  return Math.max(Math.min(base * distance, wall.width / narrowest), leastType / smallest)
}
