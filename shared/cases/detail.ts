import type { CaseFactType } from '../events/index.ts'
import type { CaseRow } from './rows.ts'
import type { CaseClock, Light, Rating } from './state.ts'

/** One fact of a case as a person reads it (环节记录); null = this kind of fact does not say it. */
export interface CaseStep {
  type: CaseFactType
  occurredAt: number
  publishedAt: number
  source: string
  position: number
  /** Whom it was given to or signed by. */
  departmentName: string | null
  /** The disposal deadline that it set, or the one that lapsed; UTC ms. */
  deadline: number | null
  clock: CaseClock | null
  light: Light | null
  rating: Rating | null
  /** The post (岗位) that supervises, never a person. */
  owner: string | null
  reason: string | null
}

/** `case.get`: one case with its whole history; a sensitive one without. */
export interface CaseDetail {
  row: CaseRow
  /** In the order they happened. */
  steps: CaseStep[]
  position: number
}
