import { dispatched, extended, takenBy } from './deadlines.ts'
import { attached, badField, reasonOf, type Deciders } from './decision.ts'
import { dueAt } from './rules.ts'
import type { CaseState } from './state.ts'

/** 派遣, 签收, 回退, 处置, 申请延期, 延期, 不予延期, 挂账, 恢复: while a department has it. */
export const handlingDeciders: Deciders<
  | 'case-dispatch'
  | 'case-sign'
  | 'case-return'
  | 'case-start'
  | 'case-ask-extension'
  | 'case-extend'
  | 'case-refuse-extension'
  | 'case-suspend'
  | 'case-resume'
> = {
  'case-dispatch': ({ department, limit, disposalDeadline }, state, law, at) => {
    if (!law.departments.has(department))
      throw badField('department', '没有这一部门', { found: department })
    if (limit !== undefined && limit.amount <= 0)
      throw badField('limit', '时限须大于零', { found: limit.amount })
    if (disposalDeadline !== undefined && disposalDeadline <= at)
      throw badField('disposalDeadline', '处置时限须晚于此刻', { found: disposalDeadline })
    const own = limit ?? law.disposalLimit(state.type, at)
    const sender = state.handedTo ?? state.source
    return {
      type: 'case-dispatched',
      // A deadline of its own was not computed from any limit, so none is recorded.
      body: {
        ...dispatched(law, at, {
          department,
          limit: disposalDeadline === undefined ? own : (limit ?? null),
          disposalDeadline,
        }),
        ...takenBy(law, at, law.handOffLimit(sender, { department }, at)),
      },
    }
  },

  'case-sign': (_command, { department }) => ({
    type: 'case-signed',
    body: department === null ? {} : { department },
  }),

  'case-return': ({ reason, attachments }, _state, law) => ({
    type: 'case-returned',
    body: { reason: reasonOf(reason), ...attached(attachments, law) },
  }),

  'case-start': () => ({ type: 'case-handling-started', body: {} }),

  'case-ask-extension': ({ until, reason }, state, law, at) => ({
    type: 'case-extension-requested',
    body: { disposalDeadline: laterDeadline(until, state, law, at), reason: reasonOf(reason) },
  }),

  'case-extend': ({ until }, state, law, at) => {
    const deadline = until ?? state.extensionUntil
    if (deadline === null) throw badField('until', '请给出新的处置时限')
    return {
      type: 'case-extended',
      body: extended(law, laterDeadline(deadline, state, law, at)),
    }
  },

  'case-refuse-extension': ({ reason }) => ({
    type: 'case-extension-refused',
    body: { reason: reasonOf(reason) },
  }),

  'case-suspend': ({ reason }) => ({ type: 'case-suspended', body: { reason: reasonOf(reason) } }),

  'case-resume': () => ({ type: 'case-resumed', body: {} }),
}

/** An extension is for more time, and for a year at most (our default). */
function laterDeadline(
  until: number,
  { disposalDeadline }: CaseState,
  law: Parameters<typeof dueAt>[0],
  at: number,
): number {
  if (until <= Math.max(at, disposalDeadline ?? 0))
    throw badField('until', '新时限须晚于此刻与原时限', { found: until })
  const most = dueAt(law, at, { amount: 366, unit: 'natural-day' })
  if (until > most) throw badField('until', '延期不超过一年', { found: until, most })
  return until
}
