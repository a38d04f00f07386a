import { buffer, difference, featureCollection, simplify } from '@turf/turf'
import type { Feature, MultiPolygon, Polygon } from 'geojson'

import type { UnitProps } from './topology.ts'

/** Kilometres inward of each ring's edges, and the opacity of the ring between two of them. */
const insets = [0, 0.35, 0.75, 1.2, 1.7, 2.3, 3]
const opacities = [0.62, 0.46, 0.33, 0.21, 0.12, 0.05]
const tolerance = 0.001

type Area = Feature<Polygon | MultiPolygon>
export type Rim = Feature<Polygon | MultiPolygon, { code: string; a: number }>

/** Six nested rings inside a district: a soft inner rim that can be coloured without any blur. */
export function rimsOf(district: Feature<MultiPolygon, UnitProps>): Rim[] {
  const shape: Area = simplify(district, { tolerance, highQuality: true })
  const steps = insets.map((km): Area | undefined =>
    km === 0 ? shape : (buffer(shape, -km, { units: 'kilometers', steps: 3 }) as Area | undefined),
  )
  return opacities.flatMap((a, k) => {
    const outer = steps[k]
    const inner = steps[k + 1]
    if (!outer) return []
    const ring = inner ? difference(featureCollection([outer, inner])) : outer
    if (!ring) return []
    return [{ ...ring, properties: { code: district.properties.code, a } }]
  })
}
