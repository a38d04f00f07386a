import type { ObservedPeriod } from '../../queries/reading/observations.ts'
import type { ReportHistory } from './city.ts'

/** The history of one import: every question is asked once, and answers do not move meanwhile. */
export function rememberedHistory(history: ReportHistory): ReportHistory {
  const known = new Map<string, ObservedPeriod | null>()
  const earlier = new Map<string, readonly ObservedPeriod[]>()
  const positions = new Map<string, number>()
  const once = <T>(answers: Map<string, T>, key: string, ask: () => T): T => {
    const said = answers.get(key)
    if (said !== undefined) return said
    const answer = ask()
    answers.set(key, answer)
    return answer
  }
  return {
    known: (measure, from, to) =>
      once(known, `${measure}|${from}|${to}`, () => history.known(measure, from, to)),
    earlier: (measure, before, n) =>
      once(earlier, `${measure}|${before}|${n}`, () => history.earlier(measure, before, n)),
    lastPosition: (measure, from) =>
      once(positions, `${measure}|${from}`, () => history.lastPosition(measure, from)),
  }
}

/** A city that has heard nothing yet. */
export const noHistory: ReportHistory = {
  known: () => null,
  earlier: () => [],
  lastPosition: () => 0,
}
