import type { CaseState } from '../../shared/cases/state.ts'
import { waitingCase } from '../../shared/cases/waiting.ts'
import type { caseMerge, caseQueue } from '../db/tables.ts'

export type CaseQueueRow = typeof caseQueue.$inferSelect
export type CaseMergeRow = typeof caseMerge.$inferSelect

/** The row of a case that waits for somebody (待办); null for one that waits for nobody. */
export const caseQueueRow = (state: CaseState): CaseQueueRow | null => waitingCase(state)

/** Where a merged case went (合并入); null for one that was not. */
export const caseMergeRow = (state: CaseState): CaseMergeRow | null =>
  state.mergedInto === null
    ? null
    : {
        caseId: state.caseId,
        source: state.mergedIntoSource ?? state.source,
        number: state.mergedInto,
      }
