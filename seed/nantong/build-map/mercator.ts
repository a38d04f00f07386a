/** Web-Mercator x and y of the unit world: pictures are baked in it, not in linear latitude. */
export function mercator(lng: number, lat: number): [number, number] {
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))
  return [lng / 360 + 0.5, 0.5 - y / (2 * Math.PI)]
}

export type Bounds = [west: number, south: number, east: number, north: number]

/** Pixels of a picture `width` wide that covers `bounds`, and its height. */
export function frame(bounds: Bounds, width: number) {
  const [x0, y0] = mercator(bounds[0], bounds[3])
  const [x1, y1] = mercator(bounds[2], bounds[1])
  const scale = width / (x1 - x0)
  return {
    width,
    height: Math.round((y1 - y0) * scale),
    /** Pixels of one kilometre at the middle latitude. */
    perKm: scale / (40075 * Math.cos(((bounds[1] + bounds[3]) / 2) * (Math.PI / 180))),
    at(lng: number, lat: number): [number, number] {
      const [x, y] = mercator(lng, lat)
      return [(x - x0) * scale, (y - y0) * scale]
    },
  }
}
