import type { Measure } from '../../../shared/city/pack.ts'
import { civilFromDay } from '../../../shared/time/civil.ts'
import { fraction, mix } from '../dice.ts'
import { binomialAt, normalAt } from '../quantiles.ts'
import { yearFraction } from '../seasons.ts'

/** Decimals of money; everything else is a count of something and whole. */
const decimals: Readonly<Record<string, number>> = { 亿元: 2, 万元: 1, 'μg/m³': 1 }

export const isCount = (measure: Measure): boolean => decimals[measure.unit] === undefined

/** Rounds as the unit is written. */
export function rounded(measure: Measure, value: number): number {
  const scale = 10 ** (decimals[measure.unit] ?? 0)
  return Math.round(value * scale) / scale
}

/** Economic aggregates move smoothly: their growth is what people look at. */
export const isSteady = (measure: Measure): boolean =>
  measure.unit.endsWith('元') && measure.aggregation === 'reported-per-level'

const grainNoise: Readonly<Record<string, number>> = {
  day: 0.06,
  week: 0.05,
  tenday: 0.04,
  month: 0.03,
  quarter: 0.018,
  term: 0.01,
  year: 0.01,
}

/** Sigma of the logarithm of a flow's mood in one period. */
export const noiseOf = (measure: Measure, grain: string): number =>
  isSteady(measure) ? 0.006 : measure.unit === 'μg/m³' ? 0.35 : (grainNoise[grain] ?? 0.03)

/** Volume of a rest day against a working day, by feed; others `usualRestDay`. */
const restDays: Readonly<Record<string, number>> = {
  'approval-handling': 0.25,
  'command-system': 0.6,
  'bus-day': 0.9,
  'traffic-flow': 0.88,
  'police-street': 1.08,
  'fire-day': 1.03,
  'grid-patrol': 0.62,
  'city-facilities': 1.1,
  'hotline-telephony': 0.76,
  'hotline-followup': 0.5,
}
const usualRestDay = 0.75
const workingShare = 0.69

/** Weekly rhythm of a day; 1 on the average. */
export function weeklyFactor(measure: Measure, working: boolean): number {
  if (measure.seasonality !== 'week' && measure.seasonality !== 'both') return 1
  const rest = restDays[measure.feed ?? ''] ?? usualRestDay
  return (working ? 1 : rest) / (workingShare + (1 - workingShare) * rest)
}

/** Yearly rhythm around 1; each measure has its own high season. */
export function yearlyFactor(measure: Measure, key: number, day: number): number {
  if (measure.seasonality !== 'year' && measure.seasonality !== 'both') return 1
  const phase = fraction(mix(key, 5))
  return 1 + 0.09 * Math.cos(2 * Math.PI * (yearFraction(day) - phase))
}

/** Smooth noise in −1 … 1 that wanders within about two months. */
export function wander(key: number, day: number): number {
  const step = day / 60
  const i = Math.floor(step)
  const t = step - i
  const a = fraction(mix(key, i))
  const b = fraction(mix(key, i + 1))
  return 2 * (a + (b - a) * t * t * (3 - 2 * t)) - 1
}

/** Counts that start again every January (本年累计). */
export const growsOverTheYear = (measure: Measure): boolean => measure.name.includes('本年累计')

/** Where the year stands for a count that starts again in January, 0–1; the last day counts. */
export const yearToDate = (day: number): number =>
  civilFromDay(day).month === 1 && civilFromDay(day).date === 1 ? 1 : yearFraction(day)

/** A part's share of its whole in one region on a day, 0–1, within the catalogue's range. */
export function shareOn(measure: Measure, key: number, day: number, mood: number): number {
  const typical = measure.shareTypical ?? 100
  const low = measure.shareLow ?? typical
  const high = measure.shareHigh ?? typical
  const width = high - low
  if (growsOverTheYear(measure)) {
    const ramp = low + width * yearToDate(day) * (0.93 + 0.1 * fraction(key))
    return Math.min(high, ramp) / 100
  }
  const persistent = (width / 9) * Math.max(-2.2, Math.min(2.2, normalAt(fraction(key))))
  const slow = (width / 14) * wander(key, day)
  const fast = (width / 22) * normalAt(fraction(mood))
  return Math.min(high, Math.max(low, typical + persistent + slow + fast)) / 100
}

/** A part drawn from its whole: never more than it, whole numbers where the unit counts. */
export function partOf(measure: Measure, whole: number, share: number, u: number): number {
  if (isCount(measure) && Number.isInteger(whole)) return binomialAt(whole, share, u)
  return Math.min(whole, Math.max(0, rounded(measure, whole * share)))
}
