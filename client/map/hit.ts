import type { Composition } from './compose/compose.ts'
import { contains } from './layout/box.ts'
import type { LngLat, Point } from './projection.ts'

type PixelOf = (at: LngLat) => Point

const fingerReach = 6
const away = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

/** The case whose symbol lies nearest under a finger; the graver one where two are as near. */
export function eventAt(c: Composition, pixelOf: PixelOf, at: Point): number | null {
  let best: { id: number; distance: number } | null = null
  for (const { row, at: place, radius } of c.events) {
    const distance = away(pixelOf(place), at)
    if (distance > radius + fingerReach || (best && best.distance <= distance)) continue
    best = { id: row.caseId, distance }
  }
  return best?.id ?? null
}

/** The region whose label lies under a finger. */
export function labelAt(c: Composition, pixelOf: PixelOf, at: Point): number | null {
  const hit = c.labels.find((l) =>
    contains({ ...pixelOf(l.at), width: l.width, height: l.height }, at),
  )
  return hit?.region ?? null
}

/** The region of the smallest bubble under a finger: large ones lie below. */
export function bubbleAt(c: Composition, pixelOf: PixelOf, at: Point): number | null {
  const hits = c.bubbles.filter((b) => away(pixelOf(b.at), at) <= b.radius + fingerReach)
  return hits.sort((a, b) => a.radius - b.radius)[0]?.region ?? null
}
