import { dayFromIso } from '../../shared/time/civil.ts'
import { makeZone } from '../../shared/time/zone.ts'

const minuteMs = 60_000

/** An instant as a date-time field takes it, on the city's clock: 2026-11-23T17:30. */
export function fieldOf(ms: number | null, zone: string): string {
  if (ms === null) return ''
  const clock = makeZone(zone)
  const minute = clock.minuteOfDay(ms)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${clock.isoDate(clock.dayOf(ms))}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** What a date-time field says, read on the city's clock whatever the machine's; null = nothing. */
export function instantOf(text: string, zone: string): number | null {
  const [, date, hour, minute] = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/.exec(text) ?? []
  if (!date || !hour || !minute) return null
  const ms = (Number(hour) * 60 + Number(minute)) * minuteMs
  return makeZone(zone).at(dayFromIso(date), ms).ms
}
