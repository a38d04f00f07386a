import type { RegionId } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import { existsAt } from '../../shared/indicators/evaluate.ts'
import type { ObservationsAnswer } from '../../shared/indicators/explain-answer.ts'
import { readTerm, termsOf } from '../../shared/indicators/explain-terms.ts'
import { isWithheld } from '../../shared/indicators/explain.ts'
import { addReadings } from '../../shared/indicators/reading.ts'
import { spanFor } from '../../shared/indicators/span.ts'
import { resolveWindow, type Window } from '../../shared/time/period.ts'
import type { CityView } from './city-view.ts'
import { reportedRows } from './indicator-observations-rows.ts'

export interface ObservationsQuestion {
  indicator: string
  region: RegionId
  window: Window
  part: 'numerator' | 'denominator'
  /** How many rows were read before; from the page before. */
  cursor?: string
  at?: number
}

export const rowsAtOnce = 200

/**
 * The reported rows behind one part of a figure (观测明细): they add up to `total`, the part itself.
 * null and no rows where the part is missing or not reported. Raises `forbidden` for what is sensitive.
 */
export function indicatorObservations(
  view: CityView,
  question: ObservationsQuestion,
): ObservationsAnswer {
  const standing = view.standing(question.at)
  const { region } = question
  const indicator = standing.catalog.indicator(question.indicator)
  if (isWithheld(indicator, standing)) {
    throw new DomainError({ code: 'forbidden', params: { indicator: indicator.id } })
  }
  const skipped = Number(question.cursor ?? 0)
  if (!Number.isInteger(skipped) || skipped < 0) {
    throw new DomainError({ code: 'bad-request', params: { cursor: question.cursor ?? '' } })
  }
  const asked = resolveWindow(standing.zone, question.window, standing.now)
  const exists = existsAt(indicator, standing.regions.get(region).level)
  const span = exists ? spanFor(indicator, asked, standing) : null
  const terms = span === null ? [] : termsOf(indicator, span, standing)[question.part]
  const reported = terms.length > 0 && terms.every(({ measure }) => measure.origin === 'reported')
  const { position } = standing
  if (!reported) return { position, total: null, rows: [], cursor: null }
  const readings = terms.map((term) => {
    const reading = readTerm(term, region, standing)
    return { ...reading, value: reading.value === null ? null : term.sign * reading.value }
  })
  const total = addReadings(readings).value
  const rows = total === null ? [] : terms.flatMap((t) => reportedRows(view, standing, t, region))
  const end = skipped + rowsAtOnce
  return {
    position,
    total,
    rows: rows.slice(skipped, end),
    cursor: end < rows.length ? String(end) : null,
  }
}
