import { sees, type Asker } from '../../shared/access/asker.ts'
import type { CityLaw } from '../../shared/cases/decision.ts'
import type { CaseState } from '../../shared/cases/state.ts'
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
  { pack, tree, rules }: Pick<OrderParts, 'pack' | 'tree' | 'rules'>,
  asker: Asker,
  otherCase: (caseId: number) => CaseState | null,
): CityLaw {
  return {
    ...packLaw(pack),
    clock: rules.clock,
    limits: rules.limits,
    mayPlace: (region) => tree.find(region)?.validTo === null && sees(asker, tree, region),
    otherCase,
  }
}
