import type { Point } from '../projection.ts'
import { grown, overlap, type Box } from './box.ts'

/** Where a call-out goes: its box, and the side of the point it lies on. */
export interface PlacedCallout extends Box {
  side: 'right' | 'left' | 'above' | 'below'
}

const gaps = [28, 44, 64, 88, 116, 150, 190, 240]
const slides = [0, -0.2, 0.2, -0.4, 0.4, -0.6, 0.6, -0.8, 0.8, -1, 1]
/** Air kept between a call-out and what it should not hide. */
const margin = 4

/**
 * The place for a call-out of `size` beside `point` that stays in `box` and hides least of
 * `obstacles` (symbols, labels); right of the point is preferred, then left, above, below.
 */
export function placeCallout(
  point: Point,
  size: { width: number; height: number },
  obstacles: readonly Box[],
  box: Box,
  k = 1,
): PlacedCallout {
  const near = obstacles.map((o) => grown(o, margin * k))
  let best: { at: PlacedCallout; cost: number } | null = null
  const sides = ['right', 'left', 'above', 'below'] as const
  for (const [order, side] of sides.entries())
    for (const gap of gaps)
      for (const slide of slides) {
        const at = clamp({ ...candidate(point, size, side, gap * k, slide), side }, box)
        const own = overlap(at, { ...point, width: 24 * k, height: 24 * k })
        const hidden = near.reduce((sum, o) => sum + overlap(at, o), own * 4)
        const cost = hidden * 10 + gap + Math.abs(slide) * 12 + order * 6
        if (!best || cost < best.cost) best = { at, cost }
      }
  return best?.at ?? { ...point, ...size, side: 'right' }
}

function candidate(
  p: Point,
  size: { width: number; height: number },
  side: PlacedCallout['side'],
  gap: number,
  slide: number,
): Box {
  const dx = size.width / 2 + gap
  const dy = size.height / 2 + gap
  if (side === 'right') return { ...size, x: p.x + dx, y: p.y + slide * size.height }
  if (side === 'left') return { ...size, x: p.x - dx, y: p.y + slide * size.height }
  if (side === 'above') return { ...size, x: p.x + slide * size.width, y: p.y - dy }
  return { ...size, x: p.x + slide * size.width, y: p.y + dy }
}

function clamp(at: PlacedCallout, box: Box): PlacedCallout {
  const hold = (v: number, middle: number, room: number) =>
    room <= 0 ? middle : Math.max(middle - room / 2, Math.min(middle + room / 2, v))
  return {
    ...at,
    x: hold(at.x, box.x, box.width - at.width),
    y: hold(at.y, box.y, box.height - at.height),
  }
}
