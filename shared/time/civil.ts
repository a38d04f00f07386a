import { DomainError } from '../errors.ts'

/** A date of the calendar without a zone: month 1–12, date 1–31. */
export interface CivilDate {
  year: number
  month: number
  date: number
}

export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000

/** Days since 1970-01-01 of a date; a month or date outside its range carries over. */
export const dayFromCivil = (year: number, month: number, date: number): number =>
  Date.UTC(year, month - 1, date) / dayMs

/** The date of a day ordinal. */
export function civilFromDay(day: number): CivilDate {
  const utc = new Date(day * dayMs)
  return { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, date: utc.getUTCDate() }
}

/** Weekday of a day ordinal, 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** `yyyy-mm-dd` of a day ordinal. */
export const isoFromDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** Day ordinal of `yyyy-mm-dd`. Raises `bad-request` for anything else, 2026-02-30 included. */
export function dayFromIso(iso: string): number {
  const day = Date.parse(`${iso}T00:00:00Z`) / dayMs
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || Number.isNaN(day) || isoFromDay(day) !== iso)
    throw new DomainError({ code: 'bad-request', params: { date: iso } })
  return day
}

/** Same date `years` later (negative = earlier); 29 February falls on the 28th. */
export function addYears(day: number, years: number): number {
  const { year, month, date } = civilFromDay(day)
  const same = dayFromCivil(year + years, month, date)
  return civilFromDay(same).month === month ? same : dayFromCivil(year + years, month + 1, 0)
}
