import type { Point } from '../projection.ts'
import { circleHits, type Box } from './box.ts'

export interface PlateWish {
  /** Index of the point. */
  id: number
  kind: number
  at: Point
}

/**
 * Which facilities (设施) carry a plate: the kinds take turns, no plate lies within `apart` px of
 * another, on a box of `taken`, or outside `frame`. The same points in the same view give the same plates.
 */
export function thinPlates(
  wishes: readonly PlateWish[],
  taken: readonly Box[],
  frame: Box,
  apart: number,
): PlateWish[] {
  const cells = new Map<string, PlateWish[]>()
  const cellOf = (v: number) => Math.floor(v / apart)
  const near = ({ x, y }: Point) =>
    [-1, 0, 1].flatMap((dx) =>
      [-1, 0, 1].flatMap((dy) => cells.get(`${cellOf(x) + dx},${cellOf(y) + dy}`) ?? []),
    )
  const inFrame = ({ x, y }: Point) =>
    Math.abs(x - frame.x) <= frame.width / 2 && Math.abs(y - frame.y) <= frame.height / 2
  const kept: PlateWish[] = []
  for (const wish of inTurns(wishes)) {
    if (!inFrame(wish.at) || taken.some((box) => circleHits(box, wish.at, apart / 4))) continue
    const crowded = near(wish.at).some(
      ({ at }) => Math.hypot(at.x - wish.at.x, at.y - wish.at.y) < apart,
    )
    if (crowded) continue
    const cell = `${cellOf(wish.at.x)},${cellOf(wish.at.y)}`
    cells.set(cell, [...(cells.get(cell) ?? []), wish])
    kept.push(wish)
  }
  return kept
}

/** One of each kind, then the next of each: a kind of two thousand does not crowd out one of four. */
function inTurns(wishes: readonly PlateWish[]): PlateWish[] {
  const kinds = new Map<number, PlateWish[]>()
  for (const wish of wishes) {
    const list = kinds.get(wish.kind)
    if (list) list.push(wish)
    else kinds.set(wish.kind, [wish])
  }
  const lists = [...kinds.values()].sort((a, b) => a.length - b.length)
  const longest = Math.max(0, ...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list[i] ?? [])).flat()
}
