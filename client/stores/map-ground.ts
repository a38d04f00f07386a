import { computed } from 'vue'
import type { RegionId } from '../../shared/city/pack.ts'
import { useSession } from './session.ts'

/** What any map of the city stands on (底图): drawing, outlines, names, symbols. */
export function useMapGround() {
  const session = useSession()
  return computed(() => ({
    art: session.city?.art ?? null,
    boundaries: session.boundaries ?? { districts: null, towns: null },
    regions: session.regions.all,
    categories: session.city?.categories ?? [],
  }))
}

/** The town that a region lies in, or itself where it is coarser: what is drawn. */
export function drawnRegion(
  regions: { trailOf(id: RegionId): { id: RegionId; level: string }[] },
  id: RegionId | null,
): RegionId | null {
  const trail = id === null ? [] : regions.trailOf(id)
  const drawn = trail.filter(({ level }) => ['city', 'district', 'town'].includes(level))
  return drawn.at(-1)?.id ?? null
}
