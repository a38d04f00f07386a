import { civilFromDay } from '../../shared/time/civil.ts'

/** How often a type of event happens from January to December, by the pack's season words. */
const months: Readonly<Record<string, readonly number[]>> = {
  spring: [0.7, 1, 1.7, 1.8, 1.5, 0.9, 0.7, 0.7, 0.8, 0.8, 0.8, 0.6],
  summer: [0.6, 0.6, 0.7, 0.8, 1.1, 1.5, 1.8, 1.8, 1.3, 0.8, 0.6, 0.5],
  autumn: [0.8, 0.7, 0.7, 0.7, 0.8, 0.8, 0.7, 0.9, 1.3, 1.8, 1.7, 1.2],
  winter: [1.8, 1.6, 1.1, 0.8, 0.6, 0.6, 0.6, 0.6, 0.6, 0.8, 1.2, 1.7],
  rainy: [0.6, 0.7, 0.8, 0.9, 1, 1.6, 1.7, 1.5, 1.2, 0.8, 0.7, 0.6],
  'year-end': [1.9, 1.3, 0.7, 0.7, 0.7, 0.8, 0.7, 0.7, 0.8, 0.9, 1.2, 1.7],
  school: [0.6, 1.3, 1.4, 1, 1, 1.2, 0.5, 0.9, 1.8, 1, 0.9, 0.8],
}

const yearly: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
  Object.entries(months).map(([word, list]) => {
    const mean = list.reduce((sum, x) => sum + x, 0) / 12
    return [word, list.map((x) => x / mean)]
  }),
)

/** Factor on a type's share on a day; 1 on the average of a year, and for words unknown here. */
export function seasonOn(word: string, day: number): number {
  const list = yearly[word]
  if (list === undefined) return 1
  const { month, date } = civilFromDay(day)
  const here = list[month - 1] ?? 1
  const next = list[(date > 15 ? month : month + 10) % 12] ?? 1
  const towards = Math.abs(date - 15.5) / 31
  return here * (1 - towards) + next * towards
}

/** Place in the year, 0–1. */
export function yearFraction(day: number): number {
  const { year } = civilFromDay(day)
  const start = Date.UTC(year, 0, 1) / 86_400_000
  return (day - start) / (Date.UTC(year + 1, 0, 1) / 86_400_000 - start)
}
