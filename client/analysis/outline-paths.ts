import type { Boundaries } from '../stores/session.ts'

export interface OutlinePath {
  id: number
  name: string
  d: string
}

/** Outlines as paths in a box 100 wide (小地图); a degree of longitude is shortened to the latitude. */
export function outlinePaths(features: Boundaries['districts']): {
  height: number
  paths: OutlinePath[]
} {
  const rings = features.features.map(({ properties, geometry }) => ({
    ...properties,
    rings: geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
  }))
  const all = rings.flatMap((one) => one.rings.flat())
  const lats = all.map(([, lat = 0]) => lat)
  const [low, high] = [smallest(lats), -smallest(lats.map((lat) => -lat))]
  const squeeze = Math.cos((((low + high) / 2) * Math.PI) / 180)
  const lngs = all.map(([lng = 0]) => lng)
  const [west, east] = [smallest(lngs), -smallest(lngs.map((lng) => -lng))]
  const scale = 100 / ((east - west) * squeeze || 1)
  const place = ([lng = 0, lat = 0]: number[]): string =>
    `${((lng - west) * squeeze * scale).toFixed(1)} ${((high - lat) * scale).toFixed(1)}`
  return {
    height: Math.ceil((high - low) * scale) || 1,
    paths: rings.map(({ id, name, rings }) => ({
      ...{ id, name },
      d: rings.map((ring) => `M${ring.map(place).join('L')}Z`).join(''),
    })),
  }
}

const smallest = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.min(a, b), Infinity)
