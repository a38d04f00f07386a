import type { RegionId } from '../../shared/city/pack.ts'
import type { ExplainAnswer } from '../../shared/indicators/explain-answer.ts'
import { explainFigure, type FeedFacts } from '../../shared/indicators/explain.ts'
import type { Window } from '../../shared/time/period.ts'
import type { CityView, Standing } from './city-view.ts'
import { newestCases } from './indicator-explain-cases.ts'
import { newestReport } from './indicator-observations-rows.ts'

export interface ExplainQuestion {
  indicator: string
  region: RegionId
  window: Window
  at?: number
}

/** Everything that says where a figure comes from (口径). Raises `not-found`. */
export function indicatorExplain(view: CityView, question: ExplainQuestion): ExplainAnswer {
  const standing = view.standing(question.at)
  const indicator = standing.catalog.indicator(question.indicator)
  return explainFigure({ ...question, indicator }, feedFacts(view, standing), standing)
}

function feedFacts(view: CityView, standing: Standing): FeedFacts {
  const { catalog, coverage, now } = standing
  const feeds = new Map(catalog.pack.feeds.map((feed) => [feed.id, feed]))
  let cases: ReadonlyMap<string, number> | null = null
  return {
    coveredThrough: (id) => {
      const feed = feeds.get(id)
      return feed ? coverage.lastUntil(feed, now) : null
    },
    newest: (id, terms, region) => {
      const instants = terms.flatMap((term) => {
        if (term.measure.origin !== 'reported' || term.measure.feed !== id) return []
        return newestReport(view, standing, term, region) ?? []
      })
      const counted = terms.filter(({ measure }) => measure.origin === 'cases')
      if (counted.length > 0) {
        cases ??= newestCases(view, standing, counted, region)
        for (const source of feeds.get(id)?.caseSources ?? []) {
          instants.push(...[cases.get(source) ?? []].flat())
        }
      }
      return instants.length === 0 ? null : Math.max(...instants)
    },
  }
}
