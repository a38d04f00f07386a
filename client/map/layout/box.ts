import type { Point } from '../projection.ts'

/** A rectangle in pixels, by its centre. */
export interface Box extends Point {
  width: number
  height: number
}

/** Shared area of two boxes, square pixels; 0 when they merely touch. */
export function overlap(a: Box, b: Box): number {
  const w = (a.width + b.width) / 2 - Math.abs(a.x - b.x)
  const h = (a.height + b.height) / 2 - Math.abs(a.y - b.y)
  return w > 0 && h > 0 ? w * h : 0
}

/** True when a circle reaches into the box. */
export function circleHits(box: Box, at: Point, radius: number): boolean {
  const dx = Math.max(Math.abs(at.x - box.x) - box.width / 2, 0)
  const dy = Math.max(Math.abs(at.y - box.y) - box.height / 2, 0)
  return dx * dx + dy * dy < radius * radius
}

export function contains(box: Box, at: Point): boolean {
  return Math.abs(at.x - box.x) <= box.width / 2 && Math.abs(at.y - box.y) <= box.height / 2
}

export const grown = (box: Box, by: number): Box => ({
  ...box,
  width: box.width + 2 * by,
  height: box.height + 2 * by,
})

/** Rough width of a line of text: an ideograph is one em wide, a narrow Latin letter about half. */
export function textWidth(text: string, size: number): number {
  let em = 0
  for (const char of text) em += (char.codePointAt(0) ?? 0) < 0x2e80 ? 0.52 : 1
  return em * size
}
