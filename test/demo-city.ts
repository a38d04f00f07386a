import { systemAsker } from '../shared/access/asker.ts'
import { caseRulesOf } from '../shared/cases/rules-of-pack.ts'
import type { CityPack } from '../shared/city/pack.ts'
import type { SourceFact } from '../shared/events/source-fact.ts'
import { makeSimulator } from '../seed/simulator/simulator.ts'
import { wire } from '../server/app/open-writer.ts'
import { loadCityPack } from '../server/city/load-city-pack.ts'
import { openDatabase } from '../server/db/open.ts'
import { CityView } from '../server/queries/city-view.ts'
import { dueCases } from '../server/queries/due-cases.ts'
import { recordLapses } from '../server/scheduler/record-lapses.ts'

/** Noon of 5 November 2026 in 南通: an instant with a working morning behind it. */
export const noon = Date.UTC(2026, 10, 5, 4)
const dayMs = 86_400_000

let nantong: CityPack | null = null
export const nantongPack = (): CityPack => (nantong ??= loadCityPack('seed/nantong'))

/** A whole city in memory: real tables, real ingest, a clock that the test moves. */
export function makeTestCity(pack = nantongPack()) {
  const clock = { time: noon, now: () => clock.time }
  const database = openDatabase(':memory:')
  const writer = wire(pack, database, clock)
  const view = new CityView(database, pack, clock)
  const asker = systemAsker(pack.cityRegion)
  const rules = caseRulesOf(pack, writer.zone)
  return {
    pack,
    clock,
    database,
    view,
    log: writer.log,
    /** Takes facts as one batch, records what time did, and lets the view see it. */
    take(facts: readonly unknown[]) {
      const verdicts = writer.ingest.takeNow(asker, facts, clock.time)
      recordLapses(writer.log, dueCases(database), rules, clock.time)
      view.follow()
      return verdicts
    },
    close: () => database.close(),
  }
}

/** Some simulated days before `noon`, small enough for a test, in order of publication. */
export function simulatedFacts(pack: CityPack, days: number, scale = 0.004): SourceFact[] {
  const simulator = makeSimulator(pack, { seed: 7, scale })
  return simulator.factsPublished(noon - days * dayMs, noon)
}
