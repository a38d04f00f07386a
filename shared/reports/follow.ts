import type { AnalysisQuestion } from '../analysis/question.ts'
import { civilFromDay, dayFromCivil } from '../time/civil.ts'
import type { Zone } from '../time/zone.ts'

/** A question whose window ends at a day (随期): as many whole months where it was of whole months, else days. */
export function followed(question: AnalysisQuestion, end: number, zone: Zone): AnalysisQuestion {
  const [from, to] = [zone.dayFromIso(question.from), zone.dayFromIso(question.to)]
  const [a, b, last] = [from, to, end].map(civilFromDay)
  if (a && b && last && [a, b, last].every(({ date }) => date === 1)) {
    const months = (b.year - a.year) * 12 + b.month - a.month
    const first = last.year * 12 + last.month - 1 - months
    const start = dayFromCivil(Math.floor(first / 12), (first % 12) + 1, 1)
    return { ...question, from: zone.isoDate(start), to: zone.isoDate(end) }
  }
  return { ...question, from: zone.isoDate(end - (to - from)), to: zone.isoDate(end) }
}
