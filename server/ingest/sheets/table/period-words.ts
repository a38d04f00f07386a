import { civilFromDay, dayFromCivil } from '../../../../shared/time/civil.ts'
import { periodOf, type Grain, type Period } from '../../../../shared/time/period.ts'
import type { Zone } from '../../../../shared/time/zone.ts'
import { excelDay, maybeSerial } from '../../tables/excel-day.ts'
import { cellText, type SheetCell } from '../../tables/grid.ts'
import { plain } from '../../tables/words.ts'

type DayGrain = Exclude<Grain, 'hour'>

const year = '(?<year>20\\d\\d)'
const month = '(?<month>0?[1-9]|1[0-2])'
const date = '(?<date>0?[1-9]|[12]\\d|3[01])'
const quarter = '(?<quarter>[1-4一二三四])'
const two = '(?<month>0[1-9]|1[0-2])'
/** What may not follow: 1月至10月 is a span of months, no month. */
const end = '(?![至到~\\-—–]\\d)'

/** How a period of each grain is written, each form with a year that may be left out where `?` says so. */
const forms: Record<DayGrain, readonly string[]> = {
  day: [
    `(?:${year}[年\\-/.])?${month}[月\\-/.]${date}日?`,
    `${year}${two}(?<date>0[1-9]|[12]\\d|3[01])`,
  ],
  week: [`(?:${year}年?)?第(?<week>\\d{1,2})周`, `${year}-?W(?<week>\\d{1,2})`],
  tenday: [`(?:${year}年)?${month}月(?<part>[上中下])旬`, `${year}-${two}-T(?<part>[123])`],
  month: [`(?:${year}年)?${month}月份?${end}`, `${year}[\\-/.]${month}`, `${year}${two}`],
  quarter: [`(?:${year}年?)?第?${quarter}季度?`, `${year}[- ]?Q${quarter}`],
  term: [`${year}年?(?<part>[春秋])季?(?:学期)?`, `${year}-S(?<part>[12])`],
  year: [`${year}年?(?:度)?`],
}

const anchored = new Map<string, RegExp>()
const loose = new Map<string, RegExp>()
for (const [grain, list] of Object.entries(forms))
  list.forEach((form, i) => {
    anchored.set(`${grain}${i}`, new RegExp(`^${form}$`))
    loose.set(`${grain}${i}`, new RegExp(`(?<!\\d)${form}(?!\\d)`))
  })

export type ReadPeriod = Period | 'without-year' | null

/** The period that a cell names: 2026年10月, 2026-10, 202610, 10月 (with `yearGiven`), an Excel date. */
export function cellPeriod(
  cell: SheetCell,
  grain: Grain,
  zone: Zone,
  yearGiven: number | null,
): ReadPeriod {
  if (cell?.kind === 'date') return ofDay(cell.day, grain, zone)
  const text = plain(cellText(cell))
  const written = match(anchored, text, grain, zone, yearGiven)
  if (written !== null) return written
  const serial = /^\d{5}$/.test(text) ? Number(text) : NaN
  if (maybeSerial(serial)) return ofDay(excelDay(serial), grain, zone)
  if (grain === 'day' || grain === 'hour') return null
  // A month written as its first day (2026/10/1 in a CSV that Excel saved).
  const asDay = match(anchored, text.replace(/[T ]?00:00(:00)?$/, ''), 'day', zone, yearGiven)
  return asDay !== null && asDay !== 'without-year' ? periodOf(zone, grain, asDay.from) : null
}

/** The period named somewhere in a title, sheet's or file's name; a year must stand there or be given. */
export const periodIn = (
  text: string,
  grain: Grain,
  zone: Zone,
  yearGiven: number | null,
): ReadPeriod => match(loose, plain(text), grain, zone, yearGiven)

/** The year that a title speaks of; null = none. */
export function yearIn(text: string): number | null {
  const found = /(?<!\d)(20\d\d)(?!\d)/.exec(plain(text))
  return found ? Number(found[1]) : null
}

function match(
  patterns: ReadonlyMap<string, RegExp>,
  text: string,
  grain: Grain,
  zone: Zone,
  yearGiven: number | null,
): ReadPeriod {
  if (grain === 'hour') return null
  for (let i = 0; i < forms[grain].length; i += 1) {
    const found = patterns.get(`${grain}${i}`)?.exec(text)
    const groups = found?.groups
    if (!groups) continue
    // 2026年1-10月 is a running total of ten months: its 10月 is no month.
    if (groups.year === undefined && /[至到~\-—–]/.test(text[found.index - 1] ?? '')) continue
    const year = groups.year === undefined ? yearGiven : Number(groups.year)
    if (year === null) return 'without-year'
    const day = dayOf(groups, year)
    if (day !== null) return ofDay(day, grain, zone)
  }
  return null
}

const ofDay = (day: number, grain: Grain, zone: Zone): Period =>
  periodOf(zone, grain, zone.startOfDay(day))

const parts: Record<string, number> = { 上: 1, 中: 11, 下: 21, 1: 1, 2: 11, 3: 21 }

/** A day inside the period that the parts name; null where there is none, 2月30日 included. */
function dayOf(groups: Record<string, string | undefined>, year: number): number | null {
  const { month, date, week, part, quarter } = groups
  if (week !== undefined) {
    const thursday = dayFromCivil(year, 1, 4) + (Number(week) - 1) * 7
    return Number(week) >= 1 && Number(week) <= 53 ? thursday : null
  }
  if (quarter !== undefined) {
    const n = '一二三四'.indexOf(quarter) + 1 || Number(quarter)
    return dayFromCivil(year, n * 3 - 2, 1)
  }
  if (month === undefined && part !== undefined)
    return dayFromCivil(year, part === '秋' || part === '2' ? 8 : 2, 1)
  if (month === undefined) return dayFromCivil(year, 1, 1)
  const dayOfMonth = part !== undefined ? (parts[part] ?? 1) : date === undefined ? 1 : Number(date)
  const day = dayFromCivil(year, Number(month), dayOfMonth)
  return civilFromDay(day).month === Number(month) ? day : null
}
