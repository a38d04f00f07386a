import { limitsOf } from '../city/limits.ts'
import type { CityPack } from '../city/pack.ts'
import { dayFromIso } from '../time/civil.ts'
import { makeWorkingClock } from '../time/working-clock.ts'
import { makeZone, type Zone } from '../time/zone.ts'
import type { CaseRules } from './rules.ts'

/** The rules of a pack for its cases (办案规则): working time, limits and the ladder of lights, each rung with its days. */
export function caseRulesOf(pack: CityPack, zone: Zone = makeZone(pack.zone)): CaseRules {
  const { calendar, limits, lights } = pack
  const startOf = (date: string | null | undefined): number | null =>
    date == null ? null : zone.startOfDay(dayFromIso(date))
  return {
    clock: makeWorkingClock(calendar, zone),
    limits,
    disposalLimit: (type, at) => limitsOf(pack).disposal(type, zone.isoDate(zone.dayOf(at))),
    lights: lights.map((rule) => ({
      ...rule,
      from: startOf(rule.since),
      to: startOf(rule.until),
    })),
  }
}
