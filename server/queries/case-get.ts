import type { CaseRow } from '../../shared/cases/rows.ts'
import { DomainError } from '../../shared/errors.ts'
import type { Fact } from '../../shared/events/index.ts'
import { caseReader } from './case-reader.ts'
import type { CityView } from './city-view.ts'

/** One fact of a case as a person reads it (环节记录). */
export interface CaseStep {
  type: string
  occurredAt: number
  publishedAt: number
  source: string
  position: number
}

export interface CaseAnswer {
  row: CaseRow
  steps: CaseStep[]
  position: number
}

/** One case with its whole history; a sensitive one without. Raises `not-found`. */
export function caseGet(
  view: CityView,
  { caseId, at }: { caseId: number; at?: number },
): CaseAnswer {
  const standing = view.standing(at)
  const reader = caseReader(view)
  const row = reader.rows([caseId], standing)[0]
  if (!row) throw new DomainError({ code: 'not-found', params: { what: 'case', id: caseId } })
  const steps = row.withheld ? [] : reader.facts(caseId, standing).map(stepOf)
  return {
    row,
    steps: steps.sort((a, b) => a.occurredAt - b.occurredAt || a.position - b.position),
    position: standing.position,
  }
}

const stepOf = (fact: Fact): CaseStep => ({
  type: fact.type,
  occurredAt: fact.occurredAt,
  publishedAt: fact.publishedAt,
  source: fact.source,
  position: fact.position,
})
