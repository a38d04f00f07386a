import theirs from 'chinese-days/dist/chinese-days.json'
import { describe, expect, it } from 'vitest'
import { loadCityPack } from '../../server/city/load-city-pack.ts'
import { weekdayOf } from '../../shared/time/civil.ts'
import { makeWorkingClock } from '../../shared/time/working-clock.ts'
import { makeZone } from '../../shared/time/zone.ts'

const pack = loadCityPack(new URL('.', import.meta.url).pathname)
const zone = makeZone(pack.zone)
const clock = makeWorkingClock(pack.calendar, zone)

/** Days on which the package chinese-days judges otherwise, with the reason why ours stands. */
const differences: Record<string, string> = {}

/**
 * From chinese-days' tables: its function `isWorkday` reads a date string as UTC and the weekday in
 * the machine's zone, and is a day off west of Greenwich.
 */
const theirVerdict = (day: number): boolean =>
  zone.isoDate(day) in theirs.workdays ||
  (weekdayOf(day) <= 5 && !(zone.isoDate(day) in theirs.holidays))

describe('the calendar of Nantong', () => {
  it('agrees with chinese-days on every day from 2023 to 2026, but for those listed', () => {
    const differing: string[] = []
    for (let day = zone.dayFromIso('2023-01-01'); day <= zone.dayFromIso('2026-12-31'); day += 1) {
      const iso = zone.isoDate(day)
      if (clock.isWorkday(day) !== theirVerdict(day)) differing.push(iso)
    }
    expect(differing).toEqual(Object.keys(differences))
  })

  it('swaps working days onto weekends only', () => {
    for (const [iso, kind] of pack.calendar.exceptions)
      if (kind === 'workday') expect(weekdayOf(zone.dayFromIso(iso)), iso).toBeGreaterThan(5)
  })

  // Weekdays freed minus weekend days worked = statutory holidays on a weekday's account
  // (全国年节及纪念日放假办法: 11 days, 13 from 2025); one may fall on a weekend without a day in lieu.
  it.each([
    [2023, 11],
    [2024, 11],
    [2025, 13],
    [2026, 13],
  ])('frees in %i as many weekdays as the law gives', (year, law) => {
    const rows = [...pack.calendar.exceptions].filter(([iso]) => iso.startsWith(String(year)))
    const freed = rows.filter(
      ([iso, kind]) => kind === 'holiday' && weekdayOf(zone.dayFromIso(iso)) <= 5,
    )
    const worked = rows.filter(([, kind]) => kind === 'workday')
    expect([law - 1, law]).toContain(freed.length - worked.length)
  })

  it('runs Monday to Friday through 2027, which is not published yet', () => {
    expect([...pack.calendar.exceptions.keys()].filter((iso) => iso >= '2027')).toEqual([])
  })
})
