import type { Feature, LineString, Position } from 'geojson'

const stride = 6

/** Share by which an edge is turned away from the light in the north-west: 0 lit, 1 in shade. */
export function shade([x1, y1]: Position, [x2, y2]: Position, clockwise: boolean): number {
  const scale = Math.cos((((y1 ?? 0) + (y2 ?? 0)) / 2) * (Math.PI / 180))
  const dx = ((x2 ?? 0) - (x1 ?? 0)) * scale
  const dy = (y2 ?? 0) - (y1 ?? 0)
  const length = Math.hypot(dx, dy) || 1
  const turn = clockwise ? 1 : -1
  const outward = [(-dy / length) * turn, (dx / length) * turn] as const
  return (1 - (outward[1] - outward[0]) / Math.SQRT2) / 2
}

export function isClockwise(ring: Position[]): boolean {
  let area = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [x1 = 0, y1 = 0] = ring[i] ?? []
    const [x2 = 0, y2 = 0] = ring[i + 1] ?? []
    area += (x2 - x1) * (y2 + y1)
  }
  return area > 0
}

/** A ring cut into short pieces, each with `g`, so that a plain colour ramp lights the coast. */
export function cutOutline(ring: Position[]): Feature<LineString, { g: number }>[] {
  const clockwise = isClockwise(ring)
  const pieces: Feature<LineString, { g: number }>[] = []
  for (let from = 0; from < ring.length - 1; from += stride) {
    const coordinates = ring.slice(from, from + stride + 1)
    const first = coordinates[0]
    const last = coordinates.at(-1)
    if (!first || !last || coordinates.length < 2) continue
    const g = Math.round(shade(first, last, clockwise) * 100) / 100
    pieces.push({
      type: 'Feature',
      properties: { g },
      geometry: { type: 'LineString', coordinates },
    })
  }
  return pieces
}
