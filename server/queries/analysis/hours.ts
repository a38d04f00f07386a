import type { Indicator, LevelId } from '../../../shared/city/pack.ts'
import { levelIds } from '../../../shared/city/pack.ts'
import type { Catalog } from '../../../shared/indicators/catalog.ts'
import { isSensitive } from '../../../shared/indicators/suppression.ts'
import type { Zone } from '../../../shared/time/zone.ts'

/** Hours are kept this long (分时保留), and down to this level. */
export const hoursKeptDays = 60
const finest: LevelId = 'district'

/** Whether a figure is counted by the hour: flows of cases, without last year in it, and not sensitive. */
export const hasHours = (indicator: Indicator, catalog: Catalog): boolean =>
  indicator.formula !== 'composite' &&
  indicator.formula !== 'growth' &&
  !isSensitive(indicator, catalog) &&
  catalog.measuresOf(indicator).every(({ origin, kind }) => origin === 'cases' && kind === 'flow')

/** Whether it adds up over hours (件数): a plain count of what happened. */
export const addsUp = (indicator: Indicator, catalog: Catalog): boolean =>
  indicator.formula === 'value' && hasHours(indicator, catalog)

export const hoursAt = (level: LevelId): boolean =>
  levelIds.indexOf(level) <= levelIds.indexOf(finest)

/** The first instant for which hours are kept. */
export const hoursSince = (zone: Zone, now: number): number =>
  zone.startOfDay(zone.dayOf(now) - hoursKeptDays)
