import type { RegionId } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import type { FacilityAnswer } from '../../shared/facilities/answers.ts'
import type { FacilityPoint } from '../city/facility-points.ts'
import type { PackEpoch } from './city-view.ts'

/** Most points that one answer carries: more than that no eye tells apart on a wall. */
export const mostPoints = 2_000

/**
 * A theme's facilities in a region (设施点位): whole counts, and points thinned evenly where there are
 * too many. Raises `not-found` for an unknown theme.
 */
export function facilityList(
  all: readonly FacilityPoint[],
  { pack, tree }: PackEpoch,
  { region, theme, demo }: { region: RegionId; theme: string; demo: boolean },
): FacilityAnswer {
  const asked = pack.themes.find((t) => t.id === theme)
  if (!asked) throw new DomainError({ code: 'not-found', params: { what: 'theme', id: theme } })
  const kinds = pack.facilities.filter(({ id }) => asked.pointLayers.includes(id))
  const ordinal = new Map(kinds.map(({ id }, i) => [id, i]))
  const inside = all.filter(
    (point) =>
      ordinal.has(point.facility) &&
      tree.find(point.region) !== undefined &&
      tree.inside(point.region, region),
  )
  const counts = new Map<string, number>()
  for (const { facility, count } of inside)
    counts.set(facility, (counts.get(facility) ?? 0) + count)
  const step = Math.max(1, inside.length / mostPoints)
  const shown = Array.from({ length: Math.floor(inside.length / step) }, (_, i) => {
    return inside[Math.floor(i * step)] as FacilityPoint
  })
  return {
    demo,
    kinds: kinds.map(({ id, name, glyph }) => ({ id, name, glyph, count: counts.get(id) ?? 0 })),
    points: {
      kind: shown.map((point) => ordinal.get(point.facility) ?? 0),
      lng: shown.map((point) => point.lng),
      lat: shown.map((point) => point.lat),
      region: shown.map((point) => point.region),
    },
    thinned: shown.length < inside.length,
  }
}
