import { sees, type Asker } from '../../shared/access/asker.ts'
import type { CityLaw } from '../../shared/cases/decision.ts'
import type { CaseState } from '../../shared/cases/state.ts'
import { limitsOf } from '../../shared/city/limits.ts'
import type { CityPack, EventType } from '../../shared/city/pack.ts'
import type { OrderParts } from './orders.ts'

interface PackLaw {
  types: ReadonlyMap<string, EventType>
  departments: ReadonlySet<string>
  channels: ReadonlySet<string>
}
const indexed = new WeakMap<CityPack, PackLaw>()

function packLaw(pack: CityPack): PackLaw {
  let law = indexed.get(pack)
  if (law === undefined) {
    law = {
      types: new Map(pack.eventTypes.map((type) => [type.code, type])),
      departments: new Set(pack.departments.map(({ id }) => id)),
      channels: new Set(pack.caseSources.map(({ key }) => key)),
    }
    indexed.set(pack, law)
  }
  return law
}

/** What the city says to an order of this asker (办案依据). */
export function cityLaw(
  {
    pack,
    tree,
    zone,
    rules,
    attachment,
  }: Pick<OrderParts, 'pack' | 'tree' | 'zone' | 'rules' | 'attachment'>,
  asker: Asker,
  otherCase: (caseId: number) => CaseState | null,
): CityLaw {
  const limits = limitsOf(pack)
  const day = (at: number): string => zone.isoDate(zone.dayOf(at))
  return {
    ...packLaw(pack),
    clock: rules.clock,
    limits: rules.limits,
    disposalLimit: (type, at) => limits.disposal(type, day(at)),
    handOffLimit: (sender, receiver, at) => limits.handOff(sender, receiver, day(at)),
    mayPlace: (region) => tree.find(region)?.validTo === null && sees(asker, tree, region),
    otherCase,
    attachment,
  }
}
