import { contributions } from '../../shared/cases/contributions.ts'
import { fold } from '../../shared/cases/fold.ts'
import { lapses } from '../../shared/cases/lapses.ts'
import type { CaseRules } from '../../shared/cases/rules.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import { makeWorkingClock } from '../../shared/time/working-clock.ts'
import { makeZone } from '../../shared/time/zone.ts'
import type { CaseReading } from './case-reading.ts'

/** The rules of a pack for its cases: its working time, limits and ladder of lights. */
export const caseRulesOf = ({ calendar, zone, limits, lights }: CityPack): CaseRules => ({
  clock: makeWorkingClock(calendar, makeZone(zone)),
  limits,
  lights,
})

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
