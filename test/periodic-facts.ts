import type { CityPack } from '../shared/city/pack.ts'
import type { SourceFact } from '../shared/events/source-fact.ts'
import { makeSimulator } from '../seed/simulator/simulator.ts'

const long = new Set<string>(['month', 'quarter', 'term', 'year'])

/**
 * What the feeds that report months, quarters, terms and years published in a stretch of time, with
 * their coverage: few facts, so that a test can go back a year.
 */
export function periodicFacts(pack: CityPack, from: number, to: number): SourceFact[] {
  const feeds = pack.feeds.filter((f) => long.has(f.rhythm) || f.caseSources.length > 0)
  const kept = new Set(feeds.filter((f) => long.has(f.rhythm)).map((f) => f.id))
  const simulator = makeSimulator({ ...pack, feeds }, { seed: 7, scale: 0.001 })
  return [...simulator.observationReports(from, to), ...simulator.coverageReports(from, to)].filter(
    (fact) => 'feed' in fact && kept.has(fact.feed),
  )
}
