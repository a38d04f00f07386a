import { area, polygon } from '@turf/turf'
import type { MultiPolygon, Position } from 'geojson'
import polylabel from 'polylabel'

/** Labels are about twice as wide as tall, so the widest calm place is sought in squeezed space. */
const squeeze = 0.5
const precision = 0.001

/** Pole of inaccessibility (离边最远点) of the largest part, [lng, lat] rounded to about a metre. */
export function labelPoint(shape: MultiPolygon): Position {
  const largest = shape.coordinates.reduce((best, part) =>
    area(polygon(part)) > area(polygon(best)) ? part : best,
  )
  const squeezed = largest.map((ring) => ring.map(([x = 0, y = 0]) => [x * squeeze, y]))
  const found = polylabel(squeezed as [number, number][][], precision)
  return [round((found[0] ?? 0) / squeeze), round(found[1] ?? 0)]
}

const round = (v: number): number => Math.round(v * 1e5) / 1e5
