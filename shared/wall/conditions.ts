import type { Zone } from '../time/zone.ts'
import { holds, type Inputs } from './calls.ts'
import type { Scene } from './scene.ts'

/** The city's own clock and calendar, as conditions read them. */
export interface CityDay {
  zone: Pick<Zone, 'dayOf' | 'minuteOfDay' | 'startOfDay'>
  isWorkday(day: number): boolean
}

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** Whether a scene may take its turn at an instant (场景条件); one without a condition always may. */
export function mayPlay(
  { when, theme }: Scene,
  { changes, warnings }: Pick<Inputs, 'changes' | 'warnings'>,
  { zone, isWorkday }: CityDay,
  at: number,
): boolean {
  switch (when?.kind) {
    case undefined:
      return true
    case 'alerts':
      return changes.some((one) => (theme === null || one.theme === theme) && holds(one, at))
    case 'warnings':
      return warnings.some((one) => holds(one, at))
    case 'hours': {
      const [from, to, minute] = [minuteOf(when.from), minuteOf(when.to), zone.minuteOfDay(at)]
      const late = from > to && minute < to
      const inside = from <= to ? minute >= from && minute < to : minute >= from || late
      if (!inside || when.days === 'all') return inside
      // The hours past midnight belong to the day that they began on.
      return isWorkday(zone.dayOf(at) - (late ? 1 : 0)) === (when.days === 'work')
    }
  }
}
