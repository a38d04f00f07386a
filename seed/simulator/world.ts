import type { CityPack } from '../../shared/city/pack.ts'
import { RegionTree } from '../../shared/regions/tree.ts'
import { makeWorkingClock, type WorkingClock } from '../../shared/time/working-clock.ts'
import { makeZone, type Zone } from '../../shared/time/zone.ts'
import { keyOf, mix } from './dice.ts'

/** What every part of the simulated city stands on. */
export interface World {
  pack: CityPack
  seed: number
  /** Share of the typical case volume, 0–1. */
  scale: number
  zone: Zone
  clock: WorkingClock
  tree: RegionTree
  /** The seed of one named part of the city, so that parts do not disturb each other. */
  seedOf(part: string): number
}

/** The world of one pack and seed. */
export function makeWorld(pack: CityPack, seed: number, scale: number): World {
  const zone = makeZone(pack.zone)
  const root = mix(seed, keyOf(pack.id))
  return {
    pack,
    seed,
    scale,
    zone,
    clock: makeWorkingClock(pack.calendar, zone),
    tree: new RegionTree(pack.regions),
    seedOf: (part) => mix(root, keyOf(part)),
  }
}
