import { civilFromDay, minuteMs } from './civil.ts'
import type { Zone } from './zone.ts'

/** 2026年11月1日至22日, or with clock times where the span does not run from midnight to midnight. */
export function spanLabel(zone: Zone, from: number, to: number): string {
  const wholeDays = startsDay(zone, from) && startsDay(zone, to) && to > from
  const last = wholeDays ? to - 1 : to
  const [a, b] = [civilFromDay(zone.dayOf(from)), civilFromDay(zone.dayOf(last))]
  const sameYear = a.year === b.year
  const sameMonth = sameYear && a.month === b.month
  const start = `${a.year}年${a.month}月${a.date}日`
  const end = `${sameYear ? '' : `${b.year}年`}${sameMonth ? '' : `${b.month}月`}${b.date}日`
  const sameDay = sameMonth && a.date === b.date
  if (wholeDays) return sameDay ? start : `${start}至${end}`
  return `${start}${clock(zone, from)}至${sameDay ? '' : end}${clock(zone, to)}`
}

const startsDay = (zone: Zone, ms: number): boolean => zone.startOfDay(zone.dayOf(ms)) === ms

function clock(zone: Zone, ms: number): string {
  const minute = Math.floor(zone.msOfDay(ms) / minuteMs)
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
