import type { LineGrain } from '../../../shared/analysis/answers.ts'
import type { Season } from '../../../shared/analysis/statistics.ts'

/** The season (季节) that periods of a grain have, and how far ahead they are forecast; null = none. */
export const seasonOf: Record<LineGrain, (Season & { horizon: number }) | null> = {
  hour: { length: 24, name: '日内', horizon: 24 },
  day: { length: 7, name: '周内', horizon: 14 },
  week: { length: 52, name: '年内', horizon: 8 },
  tenday: { length: 36, name: '年内', horizon: 9 },
  month: { length: 12, name: '年内', horizon: 6 },
  quarter: { length: 4, name: '年内', horizon: 4 },
  term: null,
  year: null,
  custom: null,
}
