import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { RegionId } from '../../shared/city/pack.ts'
import type { BoundaryFeatures } from '../api/city-api.ts'
import { useSelection } from './selection.ts'
import { useSession } from './session.ts'
import { useCityApi } from './use-city-api.ts'

/** Outlines of the communities of the town looked at (社区界线), fetched when somebody goes there. */
export const useDrillShapes = defineStore('drill-shapes', () => {
  const api = useCityApi()
  const session = useSession()
  const selection = useSelection()
  const known = shallowRef<ReadonlyMap<RegionId, BoundaryFeatures>>(new Map())
  const asking = new Set<RegionId>()

  const town = computed(() => selection.trail.find((region) => region.level === 'town')?.id ?? null)
  const communities = computed(() =>
    town.value === null ? null : (known.value.get(town.value) ?? null),
  )
  async function learn(id: RegionId): Promise<void> {
    if (known.value.has(id) || asking.has(id) || !session.city?.hasBoundaries) return
    asking.add(id)
    try {
      const found = await api.boundaries('community', id)
      if (found) known.value = new Map([...known.value, [id, found]])
    } catch {
      // The map goes on without them; the next visit asks again.
    } finally {
      asking.delete(id)
    }
  }

  function start(): () => void {
    return watch(
      () => [town.value, session.city] as const,
      ([id]) => id !== null && void learn(id),
      { immediate: true },
    )
  }
  return { communities, start }
})
