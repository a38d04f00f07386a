import type { Composition } from './compose/compose.ts'
import type { Box } from './layout/box.ts'
import type { FreeBox, LngLat, Point } from './projection.ts'
import type { CalloutPlace } from './stage-types.ts'

type PixelOf = (at: LngLat) => Point

/** The chosen case on screen; null under a panel and beyond the edge, where a call-out would point at nothing. */
export function calloutPlace(
  c: Composition,
  pixelOf: PixelOf,
  caseId: number | null,
  { width, height, free }: { width: number; height: number; free: FreeBox },
): CalloutPlace | null {
  const mark = c.events.find(({ row }) => row.caseId === caseId)
  if (!mark) return null
  const { x, y } = pixelOf(mark.at)
  const inRoom =
    x >= free.left && x <= width - free.right && y >= free.top && y <= height - free.bottom
  if (!inRoom) return null
  return { x, y, radius: mark.radius, obstacles: obstaclesAround(c, pixelOf, mark.row.caseId) }
}

/** Boxes of all other symbols and labels as they lie on screen now. */
function obstaclesAround(c: Composition, pixelOf: PixelOf, caseId: number): Box[] {
  const events = c.events
    .filter((e) => e.row.caseId !== caseId)
    .map((e): Box => ({ ...pixelOf(e.at), width: 2 * e.radius, height: 2 * e.radius }))
  const labels = c.labels.map((l): Box => ({ ...pixelOf(l.at), width: l.width, height: l.height }))
  return [...events, ...labels]
}
