import { endCase, goOn, takeUp } from '../clocks.ts'
import { departmentTakes } from '../hand-offs.ts'
import { dropExtension, moveOn, sendBack } from '../draft.ts'
import type { Verbs } from '../draft.ts'

/**
 * 反馈, 核查, 返工, 结案, 评价, 作废, 合并, 重办. A case ends once: a closing after another end is not a
 * second one; only a 重办 (of a closed or cancelled case) opens it again.
 */
export const endingVerbs: Verbs<
  | 'case-resolved'
  | 'case-verified'
  | 'case-reworked'
  | 'case-closed'
  | 'case-rated'
  | 'case-cancelled'
  | 'case-merged'
  | 'case-reopened'
> = {
  // 一案只应处置一次: the first result is the disposal; what 返工 asks for is the closing clock's
  // business. A result told after the closing comes too late to be one.
  'case-resolved': (draft, at) => {
    if (draft.end !== null) return
    goOn(draft, at)
    departmentTakes(draft, at, null)
    dropExtension(draft)
    draft.state.resolvedAt ??= at
    moveOn(draft, 'resolved')
  },

  'case-verified': (draft, at) => {
    draft.state.verifiedAt = at
    moveOn(draft, 'verified')
  },

  'case-reworked': (draft, at) => {
    draft.state.reworkedAt.push(at)
    draft.state.verifiedAt = null
    if (draft.end === null) draft.stage = 'reworked'
  },

  'case-closed': (draft, at) => {
    if (draft.end !== null) return
    draft.state.closedAt = at
    draft.state.closings.push({ at, reopenedAt: null })
    endCase(draft, at, 'closed')
  },

  'case-rated': (draft, at, body) => {
    draft.state.ratedAt = at
    draft.state.rating = body.rating
    if (draft.end === 'closed') draft.stage = 'rated'
  },

  'case-cancelled': (draft, at) => {
    if (draft.end === 'merged' || draft.end === 'cancelled') return
    draft.state.cancelledAt = at
    endCase(draft, at, 'cancelled')
  },

  'case-merged': (draft, at, body) => {
    if (draft.end === 'merged') return
    draft.state.mergedAt = at
    draft.state.mergedInto = body.into
    draft.state.mergedIntoSource = body.intoSource ?? null
    endCase(draft, at, 'merged')
  },

  'case-reopened': (draft, at) => {
    if (draft.end !== 'closed' && draft.end !== 'cancelled') return
    const { state } = draft
    const last = state.closings.at(-1)
    if (state.closedAt !== null && last !== undefined) last.reopenedAt = at
    state.closedAt = null
    state.cancelledAt = null
    state.verifiedAt = null
    draft.reopened = true
    takeUp(draft, at)
    sendBack(draft)
  },
}
