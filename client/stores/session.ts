import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RegionId } from '../../shared/city/pack.ts'
import type { BoundaryFeatures, City, RegionNode, ThemeItem } from '../api/city-api.ts'
import { faultOf, type Fault } from '../api/faults.ts'
import { backoff } from '../api/timers.ts'
import { indexRegions } from './region-index.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

export interface Boundaries {
  districts: BoundaryFeatures
  towns: BoundaryFeatures | null
}

/** What does not change while the wall hangs (会话): the city, its regions, themes and boundaries. */
export const useSession = defineStore('session', () => {
  const api = useCityApi()
  const timers = useTimers()
  const city = shallowRef<City | null>(null)
  const themes = shallowRef<ThemeItem[]>([])
  const nodes = shallowRef<RegionNode[]>([])
  const boundaries = shallowRef<Boundaries | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const asked = new Set<RegionId>()
  const partly = new Set<RegionId>()
  const regions = computed(() => indexRegions(nodes.value))

  async function loadCity(withThemes: boolean) {
    const [itsCity, itsThemes, itsNodes] = await Promise.all([
      api.city(),
      withThemes ? api.themes() : [],
      api.regions(),
    ])
    themes.value = [...itsThemes].sort((a, b) => a.order - b.order)
    nodes.value = itsNodes
    city.value = itsCity
  }

  async function loadBoundaries() {
    if (!city.value?.hasBoundaries || boundaries.value) return
    const [districts, towns] = await Promise.all([
      api.boundaries('district'),
      api.boundaries('town'),
    ])
    if (districts) boundaries.value = { districts, towns }
  }

  /**
   * Villages and grids come only when somebody goes there, with their way up and their siblings; a
   * region nobody knows stays unknown.
   */
  async function learnAround(id: RegionId): Promise<void> {
    const whole = regions.value.childrenOf(id).length > 0 && !partly.has(id)
    if (!city.value || asked.has(id) || whole) return
    asked.add(id)
    try {
      const found = await api.regions(id)
      const known = new Set(nodes.value.map((node) => node.id))
      const parent = found.find((node) => node.id === id)?.parentId ?? null
      // Of a parent met from below only this one child is known.
      if (parent !== null && !known.has(id)) partly.add(parent)
      nodes.value = [...nodes.value, ...found.filter((node) => !known.has(node.id))]
      if (parent !== null && partly.has(parent)) await learnAround(parent)
    } catch {
      asked.delete(id)
    }
  }

  const whole = () => city.value !== null && themes.value.length > 0

  /**
   * Loads until it has everything, or only city and regions (`themes: false`) for who may see no figures;
   * the returned function gives up.
   */
  function start(given = { themes: true }): () => void {
    let stopped = false
    let cancel = () => {}
    async function tryOnce(attempt: number) {
      try {
        if (given.themes ? !whole() : !city.value) await loadCity(given.themes)
        if (given.themes) await loadBoundaries()
        fault.value = null
      } catch (error) {
        if (stopped) return
        fault.value = faultOf(error)
        cancel = timers.after(backoff(attempt, timers.chance()), () => void tryOnce(attempt + 1))
      }
    }
    void tryOnce(0)
    return () => {
      stopped = true
      cancel()
    }
  }

  return { city, themes, regions, boundaries, fault, learnAround, start }
})
