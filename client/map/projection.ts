/** Pixels of the whole world at zoom 0. */
const world = 512

export type LngLat = [lng: number, lat: number]
export type Point = { x: number; y: number }
export type Bounds = [west: number, south: number, east: number, north: number]

/** CSS pixels that panels cover on each side of the map. */
export interface FreeBox {
  left: number
  right: number
  top: number
  bottom: number
}

/** `key` names the place it was made for: the map jumps only when it changes. */
export interface Camera {
  key: string
  center: LngLat
  zoom: number
  minZoom: number
}

/** Web-Mercator pixels of the whole world at `zoom`, from its north-west corner. */
export function project([lng, lat]: LngLat, zoom: number): Point {
  const size = world * 2 ** zoom
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))
  return { x: (lng / 360 + 0.5) * size, y: (0.5 - y / (2 * Math.PI)) * size }
}

export function unproject({ x, y }: Point, zoom: number): LngLat {
  const size = world * 2 ** zoom
  const lat = (Math.atan(Math.exp((0.5 - y / size) * 2 * Math.PI)) * 360) / Math.PI - 90
  return [(x / size - 0.5) * 360, lat]
}

/** The smallest bounds around some points; null when there are none. */
export function boundsOf(points: Iterable<LngLat>): Bounds | null {
  let found: Bounds | null = null
  for (const [lng, lat] of points) {
    found = found
      ? [
          Math.min(found[0], lng),
          Math.min(found[1], lat),
          Math.max(found[2], lng),
          Math.max(found[3], lat),
        ]
      : [lng, lat, lng, lat]
  }
  return found
}

/** Centre and zoom at which `bounds` just fills the free box of a map of `size`, within [4, maxZoom]. */
export function fitCamera(
  bounds: Bounds,
  size: { width: number; height: number },
  free: FreeBox,
  maxZoom: number,
): { center: LngLat; zoom: number } {
  const nw = project([bounds[0], bounds[3]], 0)
  const se = project([bounds[2], bounds[1]], 0)
  const width = Math.max(size.width - free.left - free.right, size.width / 8, 1)
  const height = Math.max(size.height - free.top - free.bottom, size.height / 8, 1)
  const tightest = 1e-9
  const scale = Math.min(
    width / Math.max(se.x - nw.x, tightest),
    height / Math.max(se.y - nw.y, tightest),
  )
  const zoom = Math.max(4, Math.min(maxZoom, Math.log2(scale)))
  const factor = 2 ** zoom
  const shift = { x: (free.right - free.left) / 2, y: (free.bottom - free.top) / 2 }
  const middle = {
    x: ((nw.x + se.x) / 2) * factor + shift.x,
    y: ((nw.y + se.y) / 2) * factor + shift.y,
  }
  return { center: unproject(middle, zoom), zoom }
}
