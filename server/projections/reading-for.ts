import { contributions } from '../../shared/cases/contributions.ts'
import { fold } from '../../shared/cases/fold.ts'
import { lapses } from '../../shared/cases/lapses.ts'
import { caseRulesOf } from '../../shared/cases/rules-of-pack.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import { makeZone } from '../../shared/time/zone.ts'
import type { CaseReading } from './case-reading.ts'

/** How a pack reads its cases, in its zone, with its calendar and its ladder of lights. */
export function readingFor(pack: CityPack): CaseReading {
  const rules = caseRulesOf(pack)
  return {
    fold: (caseId, facts) => fold(caseId, facts, rules),
    contributions,
    timerAt: (state) => lapses(state, rules)[0]?.at ?? null,
    zone: makeZone(pack.zone),
    cityRegion: pack.cityRegion,
  }
}
