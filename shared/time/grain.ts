import { civilFromDay, dayFromCivil, weekdayOf, type CivilDate } from './civil.ts'

export const grains = ['hour', 'day', 'tenday', 'week', 'month', 'quarter', 'term', 'year'] as const
/**
 * Grain (粒度) of a calendar period. tenday 旬: 1–10, 11–20, 21–end of month; week: from Monday, numbered
 * by ISO 8601; term 学期: school half-years February–July (春季) and August–January (秋季).
 */
export type Grain = (typeof grains)[number]
export type DayGrain = Exclude<Grain, 'hour'>

/** A period in local days, half-open. */
export interface DayPeriod {
  from: number
  to: number
  key: string
  label: string
}

const two = (n: number): string => String(n).padStart(2, '0')

/** The period of whole local days that holds `day`. */
export function dayPeriod(grain: DayGrain, day: number): DayPeriod {
  return makers[grain](day, civilFromDay(day))
}

type Maker = (day: number, date: CivilDate) => DayPeriod

const months = (year: number, month: number, count: number): { from: number; to: number } => ({
  from: dayFromCivil(year, month, 1),
  to: dayFromCivil(year, month + count, 1),
})

const makers: Record<DayGrain, Maker> = {
  day: (day, { year, month, date }) => ({
    from: day,
    to: day + 1,
    key: `${year}-${two(month)}-${two(date)}`,
    label: `${month}月${date}日`,
  }),
  tenday: (_, { year, month, date }) => {
    const part = Math.min(Math.floor((date - 1) / 10), 2)
    return {
      from: dayFromCivil(year, month, part * 10 + 1),
      to: part === 2 ? dayFromCivil(year, month + 1, 1) : dayFromCivil(year, month, part * 10 + 11),
      key: `${year}-${two(month)}-T${part + 1}`,
      label: `${month}月${['上', '中', '下'][part]}旬`,
    }
  },
  week: (day) => {
    const from = day - weekdayOf(day) + 1
    const { year } = civilFromDay(from + 3)
    const week = Math.floor((from + 3 - dayFromCivil(year, 1, 1)) / 7) + 1
    return { from, to: from + 7, key: `${year}-W${two(week)}`, label: `${year}年第${week}周` }
  },
  month: (_, { year, month }) => ({
    ...months(year, month, 1),
    key: `${year}-${two(month)}`,
    label: `${year}年${month}月`,
  }),
  quarter: (_, { year, month }) => {
    const quarter = Math.ceil(month / 3)
    return {
      ...months(year, quarter * 3 - 2, 3),
      key: `${year}-Q${quarter}`,
      label: `${year}年第${['一', '二', '三', '四'][quarter - 1]}季度`,
    }
  },
  term: (_, { year, month }) => {
    const spring = month >= 2 && month <= 7
    const start = month === 1 ? year - 1 : year
    return {
      ...months(start, spring ? 2 : 8, 6),
      key: `${start}-S${spring ? 1 : 2}`,
      label: `${start}年${spring ? '春季' : '秋季'}学期`,
    }
  },
  year: (_, { year }) => ({ ...months(year, 1, 12), key: `${year}`, label: `${year}年` }),
}
