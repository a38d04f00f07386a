import type { Asker } from '../../shared/access/asker.ts'
import type { RegionId } from '../../shared/city/pack.ts'

/** What is told to all who may see the same (实时主题): a region, as those with one scope see it. */
export interface Topic {
  /** The same for whoever is told the same. */
  name: string
  region: RegionId
  scope: Asker
}

/** The topic of a region for an asker who may look at it. */
export function topicOf(region: RegionId, scope: Asker): Topic {
  const seen = [scope.roles, scope.regions, scope.departments].map((list) => [...list].sort())
  return { name: JSON.stringify([region, ...seen]), region, scope }
}
