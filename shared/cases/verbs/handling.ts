import { closingAfter, goOn, pause, resume, setDeadline, settlePause } from '../clocks.ts'
import { channelTakes, departmentTakes, endHandOff, handOn } from '../hand-offs.ts'
import { closeBy } from '../deadlines.ts'
import { closing, disposal, dropExtension, moveOn, sendBack } from '../draft.ts'
import type { Draft, Verbs } from '../draft.ts'
import { dueAt } from '../rules.ts'
import type { BodyOf } from '../../events/index.ts'
import type { DispatchOrder } from '../state.ts'

/**
 * 派遣, 签收, 回退, 处置, 申请延期, 延期, 挂账, 恢复: what lies between registration and result. An order after
 * the end is kept but starts no clock; one after a 重办 starts a new round of disposal.
 */
export const handlingVerbs: Verbs<
  | 'case-dispatched'
  | 'case-signed'
  | 'case-returned'
  | 'case-handling-started'
  | 'case-extension-requested'
  | 'case-extension-refused'
  | 'case-extended'
  | 'case-suspended'
  | 'case-resumed'
> = {
  'case-dispatched': (draft, at, body) => {
    const { state } = draft
    if (draft.end === null) goOn(draft, at)
    channelTakes(draft, at)
    const sender = state.handedTo ?? state.source
    const to = { sender, receiver: body.department, kind: 'department' } as const
    handOn(draft, at, to, body.takeBy)
    state.orders.push({ department: body.department, at, signedAt: null, returnedAt: null })
    state.department = body.department
    if (draft.end !== null) return
    dropExtension(draft)
    if (draft.reopened) {
      draft.reopened = false
      state.resolvedAt = null
    }
    const { limit, disposalDeadline: due, closingDeadline } = termsOf(draft, at, body)
    draft.limit = limit
    setDeadline(draft, disposal, due, at)
    setDeadline(draft, closing, closingDeadline ?? closingAfter(draft, due), at)
    draft.stage = 'dispatched'
  },

  'case-signed': (draft, at, body) => {
    const order = lastOrder(
      draft,
      (o) => o.signedAt === null && (body.department ?? o.department) === o.department,
    )
    if (order !== null) order.signedAt = at
    departmentTakes(draft, at, body.department ?? null)
    moveOn(draft, 'signed')
  },

  // The disposal clock runs on until the next dispatch sets its own.
  'case-returned': (draft, at) => {
    const order = lastOrder(draft, (o) => o.returnedAt === null)
    if (order !== null) order.returnedAt = at
    if (draft.waiting?.kind === 'department') endHandOff(draft, at, 'returned')
    dropExtension(draft)
    sendBack(draft)
  },

  'case-handling-started': (draft, at) => {
    departmentTakes(draft, at, null)
    moveOn(draft, 'handling')
  },

  // The clocks run on; the later of two requests stands.
  'case-extension-requested': (draft, at, body) => {
    const { state, end } = draft
    if (end !== null || state.orders.length === 0 || state.resolvedAt !== null) return
    state.extensionAskedAt = at
    state.extensionUntil = body.disposalDeadline
  },

  'case-extension-refused': dropExtension,

  // An extension never shortens, and a clock that has stopped does not move.
  'case-extended': (draft, at, body) => {
    draft.state.extendedAt ??= at
    dropExtension(draft)
    if (draft.end !== null || draft.state.orders.length === 0) return
    settlePause(draft, at)
    if (body.disposalDeadline > (draft.deadlines[disposal] ?? 0))
      setDeadline(draft, disposal, body.disposalDeadline, at)
    if (body.closingDeadline > (draft.deadlines[closing] ?? 0))
      setDeadline(draft, closing, body.closingDeadline, at)
  },

  'case-suspended': (draft, at) => {
    if (draft.end !== null || draft.pause !== null) return
    draft.state.suspendedAt = at
    pause(draft, at)
  },

  'case-resumed': (draft, at) => {
    resume(draft, at)
    draft.state.suspendedAt = null
  },
}

type Terms = Pick<BodyOf<'case-dispatched'>, 'limit' | 'disposalDeadline' | 'closingDeadline'>

/** The terms as they were resolved; anew where they are a type's and the case had another one by then. */
function termsOf({ state, rules }: Draft, at: number, body: BodyOf<'case-dispatched'>): Terms {
  const { byType } = body
  const holds = byType === true ? body.limit !== null : byType === state.type
  if (byType === undefined || holds) return body
  const limit = rules.disposalLimit?.(state.type, at) ?? null
  const { disposalDeadline: old, closingDeadline: end } = body
  return {
    limit,
    disposalDeadline: limit && dueAt(rules, at, limit),
    // The source's own stands; one that followed the old disposal deadline follows the new one.
    closingDeadline: old !== null && end === closeBy(rules, old) ? null : end,
  }
}

function lastOrder(
  { state }: Draft,
  fits: (order: DispatchOrder) => boolean,
): DispatchOrder | null {
  for (let i = state.orders.length - 1; i >= 0; i -= 1) {
    const order = state.orders[i]
    if (order !== undefined && fits(order)) return order
  }
  return null
}
