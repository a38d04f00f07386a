import { dayFromCivil, dayFromIso, dayMs, isoFromDay, minuteMs } from './civil.ts'
import { makeOffsets } from './offsets.ts'

/** A wall-clock reading: month 1–12, hour 0–23. */
export interface LocalTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

/** The instant of a wall-clock reading, and whether that reading came twice or never that day. */
export interface LocalInstant {
  ms: number
  ambiguous: boolean
  skipped: boolean
}

/** The pack's zone: turns UTC milliseconds into local-day ordinals (days since 1970-01-01) and back. */
export interface Zone {
  id: string
  /** Minutes ahead of UTC at this instant: Asia/Shanghai 480. */
  offsetMinutes(ms: number): number
  dayOf(ms: number): number
  /** First instant of a local day, also where midnight is skipped. */
  startOfDay(day: number): number
  isoDate(day: number): string
  /** Raises `bad-request` for anything but an existing yyyy-mm-dd. */
  dayFromIso(iso: string): number
  /** Wall-clock minute of the local day, 0–1439. */
  minuteOfDay(ms: number): number
  /** Wall-clock milliseconds since local midnight, 0 – 86 399 999. */
  msOfDay(ms: number): number
  /** The instant at which the wall clock shows `msOfDay` on a local day. */
  at(day: number, msOfDay: number, which?: 'earlier' | 'later'): LocalInstant
  /** A reading that comes twice gives the earlier or later; a skipped one lies before or after the gap. */
  fromLocal(local: LocalTime, which: 'earlier' | 'later'): LocalInstant
}

/** So many days at most are remembered with their first instant, each in the place of its number. */
const daysKept = 4_096

/** The zone of an IANA name. Raises `bad-request` for an unknown name. */
export function makeZone(iana: string): Zone {
  const offsetMinutes = makeOffsets(iana)
  const local = (ms: number): number => ms + offsetMinutes(ms) * minuteMs
  const dayOf = (ms: number): number => Math.floor(local(ms) / dayMs)
  const msOfDay = (ms: number): number => {
    const wall = local(ms)
    return wall - Math.floor(wall / dayMs) * dayMs
  }

  // Both offsets around the reading are tried; the reading is real under those that give it back.
  const resolve = (wall: number, which: 'earlier' | 'later'): LocalInstant => {
    const before = offsetMinutes(wall - dayMs) * minuteMs
    const after = offsetMinutes(wall + dayMs) * minuteMs
    if (before === after) return { ms: wall - before, ambiguous: false, skipped: false }
    const real = [wall - before, wall - after].filter((ms) => local(ms) === wall)
    const choices = real.length > 0 ? real : [wall - before, wall - after]
    return {
      ms: which === 'earlier' ? Math.min(...choices) : Math.max(...choices),
      ambiguous: real.length === 2,
      skipped: real.length === 0,
    }
  }

  const firstInstant = (day: number): number => {
    const midnight = resolve(day * dayMs, 'earlier')
    if (!midnight.skipped) return midnight.ms
    let low = midnight.ms
    let high = resolve(day * dayMs, 'later').ms
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (dayOf(middle) < day) low = middle
      else high = middle
    }
    return high
  }

  const daysHeld = new Float64Array(daysKept).fill(Number.NaN)
  const starts = new Float64Array(daysKept)
  const startOfDay = (day: number): number => {
    const place = day & (daysKept - 1)
    if (daysHeld[place] === day) return starts[place] ?? 0
    daysHeld[place] = day
    return (starts[place] = firstInstant(day))
  }

  return {
    id: iana,
    offsetMinutes,
    dayOf,
    startOfDay,
    isoDate: isoFromDay,
    dayFromIso,
    msOfDay,
    minuteOfDay: (ms) => Math.floor(msOfDay(ms) / minuteMs),
    at: (day, wallMs, which = 'earlier') => resolve(day * dayMs + wallMs, which),
    fromLocal: (t, which) =>
      resolve(
        dayFromCivil(t.year, t.month, t.day) * dayMs +
          ((t.hour * 60 + t.minute) * 60 + t.second) * 1000,
        which,
      ),
  }
}
