import type { Calendar, Limit } from '../city/pack.ts'
import { DomainError } from '../errors.ts'
import { dayFromIso, dayMs, hourMs, minuteMs, weekdayOf } from './civil.ts'
import type { Zone } from './zone.ts'

/**
 * Working time (工作时间) of a calendar: its hours on Monday–Friday, with holidays and swapped days.
 * Source: domain.md, Clocks; 60 minutes of working time are one 工作时.
 */
export interface WorkingClock {
  /** Whether a local day is a working day (工作日). */
  isWorkday(day: number): boolean
  /** The instant at which a limit that starts at `at` runs out. */
  addLimit(at: number, limit: Limit): number
  /** Working minutes in [a, b), fractions kept; negative when b is before a. */
  workMinutesBetween(a: number, b: number): number
  /** Earliest instant with so many working minutes since `at`; outside working time starts at the next opening. */
  addWorkMinutes(at: number, minutes: number): number
  /** The same clock time on the n-th working day after `at`; 0 gives `at`. Raises `bad-request` unless whole. */
  addWorkDays(at: number, n: number): number
  /** Working days in [from, to). */
  workdaysBetween(fromDay: number, toDay: number): number
}

/** Works by the wall clock of `zone`. Raises `bad-request` for a calendar without working hours. */
export function makeWorkingClock(calendar: Calendar, zone: Zone): WorkingClock {
  const sessions = calendar.hours.map(([from, to]) => [from * minuteMs, to * minuteMs] as const)
  const perDay = sessions.reduce((sum, [from, to]) => sum + to - from, 0)
  if (!(perDay > 0)) throw new DomainError({ code: 'bad-request', params: { hours: 0 } })
  const { isWorkday, workdaysBefore } = workdays(calendar)

  const workedInDay = (msOfDay: number): number => {
    let worked = 0
    for (const [from, to] of sessions) if (msOfDay > from) worked += Math.min(msOfDay, to) - from
    return worked
  }
  /** Working milliseconds since the epoch; only differences mean something. */
  const worked = (at: number): number => {
    const day = zone.dayOf(at)
    const today = isWorkday(day) ? workedInDay(zone.msOfDay(at)) : 0
    return workdaysBefore(day) * perDay + today
  }
  const clockTimeOf = (todo: number): number => {
    let left = todo
    for (const [from, to] of sessions) {
      if (left <= to - from) return from + left
      left -= to - from
    }
    return sessions.at(-1)?.[1] ?? 0
  }

  const addWorkMinutes = (at: number, minutes: number): number => {
    if (minutes < 0) throw new DomainError({ code: 'bad-request', params: { minutes } })
    if (minutes === 0) return at
    let day = zone.dayOf(at)
    let todo = minutes * minuteMs + (isWorkday(day) ? workedInDay(zone.msOfDay(at)) : 0)
    while (!isWorkday(day) || todo > perDay) {
      if (isWorkday(day)) todo -= perDay
      day += 1
    }
    return zone.at(day, clockTimeOf(todo)).ms
  }

  const addWorkDays = (at: number, n: number): number => {
    if (!Number.isInteger(n) || n < 0)
      throw new DomainError({ code: 'bad-request', params: { workDays: n } })
    if (n === 0) return at
    let day = zone.dayOf(at)
    for (let left = n; left > 0;) if (isWorkday(++day)) left -= 1
    return zone.at(day, zone.msOfDay(at), 'later').ms
  }

  const addLimit = (at: number, { amount, unit }: Limit): number => {
    switch (unit) {
      case 'minute':
        return at + amount * minuteMs
      case 'natural-hour':
        return at + amount * hourMs
      case 'natural-day':
        return Number.isInteger(amount)
          ? zone.at(zone.dayOf(at) + amount, zone.msOfDay(at), 'later').ms
          : at + amount * dayMs
      case 'work-hour':
        return addWorkMinutes(at, amount * 60)
      case 'work-day':
        return addWorkDays(at, amount)
    }
  }

  return {
    isWorkday,
    addLimit,
    addWorkMinutes,
    addWorkDays,
    workMinutesBetween: (a, b) => (worked(b) - worked(a)) / minuteMs,
    workdaysBetween: (from, to) => workdaysBefore(to) - workdaysBefore(from),
  }
}

interface Workdays {
  isWorkday(day: number): boolean
  /** Working days before `day`, counted from a Monday before 1970: only differences mean something. */
  workdaysBefore(day: number): number
}

const isWeekday = (day: number): boolean => weekdayOf(day) <= 5

function workdays(calendar: Calendar): Workdays {
  const exceptions = new Map(
    [...calendar.exceptions].map(([iso, kind]) => [dayFromIso(iso), kind === 'workday']),
  )
  // Days whose exception changes the verdict of Monday–Friday, ascending, with the running sum.
  const changed = [...exceptions]
    .filter(([day, works]) => works !== isWeekday(day))
    .sort(([a], [b]) => a - b)
  const days = changed.map(([day]) => day)
  const sums = [0]
  for (const [, works] of changed) sums.push((sums.at(-1) ?? 0) + (works ? 1 : -1))

  const changesBefore = (day: number): number => {
    let low = 0
    let high = days.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((days[middle] ?? 0) < day) low = middle + 1
      else high = middle
    }
    return sums[low] ?? 0
  }
  return {
    isWorkday: (day) => exceptions.get(day) ?? isWeekday(day),
    workdaysBefore: (day) => {
      const weeks = Math.floor((day + 3) / 7)
      return weeks * 5 + Math.min(day + 3 - weeks * 7, 5) + changesBefore(day)
    },
  }
}
