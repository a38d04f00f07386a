import type { MultiPolygon, Position } from 'geojson'

/** [west, south, east, north] of a shape in degrees. */
export function shapeBounds(shape: MultiPolygon): [number, number, number, number] {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [x = 0, y = 0] of shape.coordinates.flat(2)) {
    west = Math.min(west, x)
    south = Math.min(south, y)
    east = Math.max(east, x)
    north = Math.max(north, y)
  }
  return [west, south, east, north]
}

/** Whether a point lies in the shape, holes left out (even-odd rule). */
export function insideShape(shape: MultiPolygon, [x = 0, y = 0]: Position): boolean {
  let inside = false
  for (const ring of shape.coordinates.flat(1)) {
    let [ax = 0, ay = 0] = ring.at(-1) ?? []
    for (const [bx = 0, by = 0] of ring) {
      if (ay > y !== by > y && x < ((ax - bx) * (y - by)) / (ay - by) + bx) inside = !inside
      ax = bx
      ay = by
    }
  }
  return inside
}
