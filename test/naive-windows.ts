/** Calendar arithmetic of Shanghai (UTC+8 all year), written out plainly: nothing of shared/time. */
const eight = 8 * 3_600_000
export const dayMs = 86_400_000

export interface NaiveWindow {
  from: number
  to: number
}

interface Local {
  year: number
  /** 0–11 */
  month: number
  date: number
  /** Monday = 0 */
  weekday: number
}

const local = (ms: number): Local => {
  const at = new Date(ms + eight)
  return {
    ...{ year: at.getUTCFullYear(), month: at.getUTCMonth(), date: at.getUTCDate() },
    weekday: (at.getUTCDay() + 6) % 7,
  }
}
const midnight = (year: number, month: number, date: number): number =>
  Date.UTC(year, month, date) - eight

/** The period of a rhythm that holds an instant; what runs all the time is taken by the day. */
export function naivePeriod(rhythm: string, ms: number): NaiveWindow {
  const { year, month, date, weekday } = local(ms)
  const months = (first: number, n: number): NaiveWindow => ({
    from: midnight(year, first, 1),
    to: midnight(year, first + n, 1),
  })
  switch (rhythm) {
    case 'week':
      return {
        from: midnight(year, month, date - weekday),
        to: midnight(year, month, date - weekday + 7),
      }
    case 'tenday': {
      if (date <= 10) return { from: midnight(year, month, 1), to: midnight(year, month, 11) }
      if (date <= 20) return { from: midnight(year, month, 11), to: midnight(year, month, 21) }
      return { from: midnight(year, month, 21), to: midnight(year, month + 1, 1) }
    }
    case 'month':
      return months(month, 1)
    case 'quarter':
      return months(month - (month % 3), 3)
    case 'term':
      // 春季 is February to July, 秋季 August to January.
      if (month === 0) return months(-5, 6)
      return month <= 6 ? months(1, 6) : months(7, 6)
    case 'year':
      return months(0, 12)
    default:
      return { from: midnight(year, month, date), to: midnight(year, month, date + 1) }
  }
}

export const startOfYear = (ms: number): number => midnight(local(ms).year, 0, 1)
export const yearOf = (ms: number): number => local(ms).year

/** The same instant of the day a year earlier, for midnights that are no 29 February. */
export function aYearBefore(ms: number): number {
  const { year, month, date } = local(ms)
  return midnight(year - 1, month, date) + ((ms + eight) % dayMs)
}

/** How long periods are, shortest first. */
export const naiveRank = (rhythm: string): number =>
  ({ hour: 0, week: 2, tenday: 2, month: 3, quarter: 4, term: 5, year: 6 })[rhythm] ?? 1
