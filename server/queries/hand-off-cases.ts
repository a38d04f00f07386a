import type { Asker } from '../../shared/access/asker.ts'
import { visibleTo } from '../../shared/access/visible.ts'
import type { HandOffCases, HandOffPart } from '../../shared/cases/hand-off-answers.ts'
import { DomainError } from '../../shared/errors.ts'
import { caseReader } from './case-reader.ts'
import type { CityView } from './city-view.ts'
import { handOffSpan, type HandOffQuestion } from './hand-off-rates.ts'
import { handOffReader, type HandOffPair } from './hand-off-sums.ts'

export interface HandOffCasesQuestion extends HandOffQuestion, HandOffPair {
  part: HandOffPart
  limit?: number
  cursor?: string
}

const mostRows = 200

/**
 * Exactly the cases that one number of a pair counts (数字背后的案件), newest first; sensitive ones below
 * district and another department's are counted and not listed. Raises `not-found` for an unknown region.
 */
export function handOffCases(
  view: CityView,
  question: HandOffCasesQuestion,
  asker: Asker,
): HandOffCases {
  const standing = view.standing(question.at)
  const { region, part, cursor } = question
  standing.regions.get(region)
  const span = handOffSpan(question, standing)
  const amounts = handOffReader(view).cases(region, span, question, part, standing)
  const ids = [...amounts.keys()].sort((a, b) => b - a)
  const offset = Number(cursor ?? 0)
  if (!Number.isInteger(offset) || offset < 0)
    throw new DomainError({ code: 'bad-request', params: { cursor: cursor ?? '' } })
  const limit = Math.min(question.limit ?? 50, mostRows)
  const reader = caseReader(view)
  const visible = visibleTo(asker, standing.regions)
  const page = reader.rows(ids.slice(offset, offset + limit), standing)
  const rows = page.filter((row) => reader.listed(row, region, standing) && visible(row))
  return {
    rows,
    hidden: page.length - rows.length,
    total: [...amounts.values()].reduce((sum, amount) => sum + amount, 0),
    cursor: offset + limit < ids.length ? String(offset + limit) : null,
    position: standing.position,
  }
}
