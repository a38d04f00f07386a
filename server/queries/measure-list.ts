import type { Aggregation, LevelId, MeasureKind } from '../../shared/city/pack.ts'
import type { Catalog } from '../../shared/indicators/catalog.ts'
import type { CityView } from './city-view.ts'

/** A measure (度量) as an analyst reads it: what it is, where it comes from, what it goes into. */
export interface MeasureItem {
  id: string
  name: string
  unit: string
  kind: MeasureKind
  origin: 'reported' | 'cases' | 'coverage'
  aggregation: Aggregation
  finestLevel: LevelId
  sensitive: boolean
  /** The feeds whose coverage decides missing or zero; a counted measure has one per case source. */
  feeds: { id: string; name: string; department: string; departmentName: string }[]
  /** Indicators that count it, in the catalogue's order. */
  usedBy: { id: string; name: string; part: 'numerator' | 'denominator' | 'base' | 'threshold' }[]
}

export interface MeasureListQuestion {
  /** Only what this indicator counts. */
  indicator?: string
  /** Only what this feed delivers. */
  feed?: string
}

/** All measures of the pack (度量目录), in its order; those of one indicator or feed when named. */
export function measureList(view: CityView, question: MeasureListQuestion): MeasureItem[] {
  const { pack, catalog } = view.epoch
  const departments = new Map(pack.departments.map((d) => [d.id, d.name]))
  const users = usersOf(catalog)
  const wanted = question.indicator === undefined ? null : catalog.indicator(question.indicator)
  return pack.measures
    .map((measure): MeasureItem => {
      const { id, name, unit, kind, origin, aggregation, finestLevel, sensitive } = measure
      const feeds = catalog.feedsOf(measure).map((feed) => ({
        id: feed.id,
        name: feed.name,
        department: feed.department,
        departmentName: departments.get(feed.department) ?? feed.department,
      }))
      const usedBy = users.get(id) ?? []
      return { id, name, unit, kind, origin, aggregation, finestLevel, sensitive, feeds, usedBy }
    })
    .filter(
      ({ feeds, usedBy }) =>
        (wanted === null || usedBy.some((use) => use.id === wanted.id)) &&
        (question.feed === undefined || feeds.some((feed) => feed.id === question.feed)),
    )
}

function usersOf({ pack }: Catalog): Map<string, MeasureItem['usedBy']> {
  const users = new Map<string, MeasureItem['usedBy']>()
  for (const { id, name, numerator, denominator, base, threshold } of pack.indicators) {
    const uses = {
      numerator,
      denominator,
      base: base === null ? [] : [base],
      threshold: [...threshold.yellowMeasures, ...threshold.redMeasures],
    }
    for (const [part, measures] of Object.entries(uses)) {
      for (const measure of new Set(measures)) {
        const use = { id, name, part: part as keyof typeof uses }
        users.set(measure, [...(users.get(measure) ?? []), use])
      }
    }
  }
  return users
}
