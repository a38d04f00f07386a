import type { CaseState } from '../shared/cases/state.ts'

/** One unit (or some minutes) of one count, at the instant that case-counts.tsv files it under. */
export interface Counted {
  count: string
  at: number
  amount: number
}

/** What a case adds to every flow, rule by rule in the order of case-counts.tsv. */
export function naiveFlows(c: CaseState): Counted[] {
  const counted: Counted[] = []
  const add = (count: string, at: number | null, holds: boolean, amount = 1): void => {
    if (holds && at !== null && amount !== 0) counted.push({ count, at, amount })
  }
  const merged = c.mergedAt !== null
  const cancelled = c.cancelledAt !== null
  const declined = c.declinedAt !== null
  const acceptedAt = declined ? null : c.acceptedAt
  const first = c.orders[0] ?? null
  const closedAt = c.closedAt

  // 上报 每案一次，合并入他案者不计；有效上报 已受理且未作废；自行处置 未经派遣即结案
  add('reported', c.reportedAt, !merged)
  add('reportedValid', c.reportedAt, !merged && acceptedAt !== null && !cancelled)
  const undispatched = first === null || (closedAt !== null && first.at > closedAt)
  add('selfHandled', c.reportedAt, !merged && closedAt !== null && undispatched)
  // 受理 不含不予受理；重复诉求 第二次及以上
  add('accepted', acceptedAt, true)
  add('repeated', acceptedAt, c.repeatOrdinal >= 2)
  // 立案 每案一次；按时立案 不晚于立案时限
  add('registered', c.registeredAt, true)
  add('registeredOnTime', c.registeredAt, by(c.registeredAt, c.registerDeadline))
  // 派遣 每案首次；用时 首次派遣时刻减受理时刻
  add('dispatched', first?.at ?? null, true)
  const waited = first === null || acceptedAt === null ? 0 : (first.at - acceptedAt) / 60_000
  add('acceptToDispatchMinutes', first?.at ?? null, waited > 0, Math.round(waited))
  // 应派遣 min(时限, 首次派遣)；未派遣而时限已过者于时限
  const valid = !declined && !cancelled && !merged
  const owed = (lapse: number | undefined) => (valid ? (lapse ?? null) : null)
  const dueDispatch =
    first !== null ? earlier(c.dispatchDeadline, first.at) : owed(c.passed.dispatch)
  add('dueDispatch', dueDispatch, true)
  add('dispatchedOnTime', dueDispatch, first !== null && by(first.at, c.dispatchDeadline))
  add('dispatchedAccurately', dueDispatch, first !== null && first.returnedAt === null)
  for (const order of c.orders) {
    add('dispatchOrders', order.at, true)
    const signed = order.signedAt !== null && order.signedAt - order.at <= 24 * 3_600_000
    add('signedWithin24h', order.at, signed)
    add('returned', order.at, order.returnedAt !== null)
  }
  // 应处置 min(时限, 反馈)；派遣后未反馈即结案者以结案为反馈
  const doneAt = c.resolvedAt ?? (first === null ? null : closedAt)
  const dueDisposal =
    doneAt !== null ? earlier(c.disposalDeadline, doneAt) : owed(c.passed.disposal)
  add('dueDisposal', dueDisposal, true)
  add('disposed', dueDisposal, doneAt !== null)
  add('disposedOnTime', dueDisposal, doneAt !== null && by(doneAt, c.disposalDeadline))
  add('overdueUndisposed', dueDisposal, doneAt === null)
  add('extended', dueDisposal, c.extendedAt !== null)
  // 应结案 min(时限, 结案)
  const dueClosing =
    closedAt !== null ? earlier(c.closingDeadline, closedAt) : owed(c.passed.closing)
  add('dueClosing', dueClosing, true)
  add('closed', dueClosing, closedAt !== null)
  add('closedOnTime', dueClosing, closedAt !== null && by(closedAt, c.closingDeadline))
  add('reworked', dueClosing, c.reworkedAt.length > 0)
  // 办结 每次结案一次；重办 被重办的那次
  for (const closing of c.closings) {
    add('closings', closing.at, true)
    add('reopened', closing.at, closing.reopenedAt !== null)
  }
  // 有效评价 末次
  add('rated', c.ratedAt, !cancelled && !merged)
  add('ratedSatisfied', c.ratedAt, !cancelled && !merged && c.rating !== 'dissatisfied')
  return counted
}

const by = (at: number | null, deadline: number | null): boolean =>
  at !== null && (deadline === null || at <= deadline)
const earlier = (deadline: number | null, at: number): number =>
  deadline === null ? at : Math.min(deadline, at)

/** Whether a case stood in a balance just before an instant: 在办, 超期在办, 督办在办. */
export function stoodIn(count: string, c: CaseState, instant: number): boolean {
  const holds = ({ from, to }: { from: number; to: number | null }): boolean =>
    from < instant && (to === null || to >= instant)
  if (count === 'open') return c.inHand.some(holds)
  if (count === 'supervisedOpen') return c.supervised.some(holds)
  const accepted = c.acceptedAt !== null && c.acceptedAt < instant
  return (
    accepted &&
    c.lapses.some((l) => l.recorded && ['disposal', 'closing'].includes(l.clock) && holds(l))
  )
}
