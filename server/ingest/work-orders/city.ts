import type { CityPack, EventType, Region } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import type { PointPlace } from '../../queries/region-at.ts'
import { makeLookups, type Lookups } from '../lookups.ts'
import { RegionNames } from '../tables/region-names.ts'
import { plain } from '../tables/words.ts'

/** The city as a table of work orders is read by it. */
export interface WorkOrderCity {
  pack: CityPack
  tree: RegionTree
  zone: Zone
  names: RegionNames
  lookups: Lookups
  /** Types (事件类型) by name; several where a name repeats. */
  typesByName: ReadonlyMap<string, readonly EventType[]>
  /** Department ids by id, name and alias as they are compared. */
  departments: ReadonlyMap<string, string>
  /** Full names of living regions below the city, longest first: what an address may hold. */
  inAddresses: readonly { name: string; region: Region }[]
  /** Where a WGS84 point lies. */
  regionAt(point: readonly [number, number]): PointPlace
}

export function workOrderCity(
  pack: CityPack,
  tree: RegionTree,
  zone: Zone,
  regionAt: WorkOrderCity['regionAt'],
): WorkOrderCity {
  const typesByName = new Map<string, EventType[]>()
  for (const type of pack.eventTypes) {
    const name = plain(type.name)
    typesByName.set(name, [...(typesByName.get(name) ?? []), type])
  }
  const lookups = makeLookups(pack, tree, zone)
  const isFull = /[市县区镇乡村]$|街道$|社区$/
  return {
    pack,
    tree,
    zone,
    names: new RegionNames(tree),
    lookups,
    typesByName,
    departments: new Map([...lookups.departments].map(([name, id]) => [plain(name), id])),
    inAddresses: tree.all
      .filter(
        ({ parentId, level, name }) => parentId !== null && level !== 'grid' && isFull.test(name),
      )
      .map((region) => ({ name: plain(region.name), region }))
      .sort((a, b) => b.name.length - a.name.length),
    regionAt,
  }
}
