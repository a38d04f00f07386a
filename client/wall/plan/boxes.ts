import { gap, least, type WallPart } from './least.ts'

/** A place on one screen (位置), rem from its top left corner. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}
/** A part in its place. */
export interface PlacedPart extends Box {
  part: WallPart
  /** Which screen of the wall, from 0. */
  screen: number
}

/** A part that wants a share of a column. */
export interface Wanted {
  part: WallPart
  /** How it shares what is left when all have their least. */
  weight: number
}

/**
 * Stacks parts in a column from the top: each has its least height, the rest is shared by weight. Where
 * they do not all fit, the last ones are left out.
 */
export function stacked(parts: readonly Wanted[], box: Box): (Box & { part: WallPart })[] {
  const kept = [...parts].filter(({ part }) => least[part].width <= box.width + 1e-6)
  const needed = (all: readonly Wanted[]): number =>
    all.reduce((sum, { part }) => sum + least[part].height, gap * Math.max(0, all.length - 1))
  while (kept.length > 0 && needed(kept) > box.height + 1e-6) kept.pop()
  const spare = box.height - needed(kept)
  const weights = kept.reduce((sum, one) => sum + one.weight, 0)
  let top = box.top
  return kept.map(({ part, weight }) => {
    const height = least[part].height + (spare * weight) / weights
    const placed = { part, left: box.left, top, width: box.width, height }
    top += height + gap
    return placed
  })
}
