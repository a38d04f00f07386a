import type { Indicator } from '../city/pack.ts'
import type { Catalog } from './catalog.ts'
import { grainOf } from './span.ts'
import { grains } from '../time/grain.ts'

/**
 * Sensitive indicators that share a measure (敏感指标族): what one hides another could tell, so they
 * are published together, region by region, or not at all.
 */
export interface Family {
  /** Those of one period that may be published; others of the family never are. */
  members: readonly Indicator[]
  /** The feeds that report their measures. */
  feeds: readonly string[]
  /** True where the members show counts too, so that no part of a rate may be small. */
  counts: boolean
}

const known = new WeakMap<Catalog, ReadonlyMap<string, Family | null>>()

/** The family of an indicator; null when it is not sensitive. An empty one is never published. */
export function familyOf(indicator: Indicator, catalog: Catalog): Family | null {
  let families = known.get(catalog)
  if (!families) known.set(catalog, (families = familiesOf(catalog)))
  return families.get(indicator.id) ?? null
}

/** Whether anything about an indicator is withheld (敏感): it or something it is made of is marked. */
export const isSensitive = (indicator: Indicator, catalog: Catalog): boolean =>
  familyOf(indicator, catalog) !== null

const never: Family = { members: [], feeds: [], counts: false }

function familiesOf(catalog: Catalog): Map<string, Family | null> {
  const { indicators, composites } = catalog.pack
  const marked = new Set(
    indicators
      .filter((i) => i.sensitive || catalog.measuresOf(i).some((m) => m.sensitive))
      .map((i) => i.id),
  )
  const made = (i: Indicator): boolean =>
    composites.some(
      (part) => part.composite === (i.base ?? i.alias ?? i.id) && marked.has(part.component),
    )
  const families = new Map<string, Family | null>()
  for (const i of indicators) {
    if (i.formula === 'composite') families.set(i.id, marked.has(i.id) || made(i) ? never : null)
    else if (!marked.has(i.id)) families.set(i.id, null)
    else if (!families.has(i.id)) {
      const kin = kinOf(i, indicators, catalog)
      const family = publishable(kin, catalog)
      for (const one of kin) families.set(one.id, family.members.includes(one) ? family : never)
    }
  }
  return families
}

/** Everything that shares a sensitive measure with `first`, directly or through others. */
function kinOf(first: Indicator, all: readonly Indicator[], catalog: Catalog): Indicator[] {
  const kin = [first]
  const linked = new Set<string>()
  for (const one of kin) {
    for (const m of catalog.measuresOf(one)) if (m.sensitive) linked.add(m.id)
    for (const other of all) {
      if (kin.includes(other) || other.formula === 'composite') continue
      if (catalog.measuresOf(other).some((m) => linked.has(m.id))) kin.push(other)
    }
  }
  return kin
}

/**
 * One published period for the family, its finest: a year beside its months would tell the month
 * that is hidden. Running totals and what is counted from cases, where every refold is a correction,
 * are not published at all.
 */
function publishable(kin: readonly Indicator[], catalog: Catalog): Family {
  const able = kin.filter(
    (i) => i.accumulate === 'none' && catalog.measuresOf(i).every((m) => m.origin === 'reported'),
  )
  const [finest] = able.map(grainOf).sort((a, b) => grains.indexOf(a) - grains.indexOf(b))
  const members = able.filter((i) => grainOf(i) === finest)
  // A part that is not sensitive is shown elsewhere: a rate of it tells its other part.
  const counts = members.some(
    (i) => i.formula === 'value' || catalog.measuresOf(i).some((m) => !m.sensitive),
  )
  const measures = members.flatMap((i) => catalog.measuresOf(i))
  const feeds = [...new Set(measures.flatMap((m) => catalog.feedsOf(m).map((feed) => feed.id)))]
  return { members, feeds, counts }
}
