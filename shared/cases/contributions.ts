import { caseCounts } from './counts.ts'
import type { CaseCount, Contribution } from './counts.ts'
import { overdueSpans } from './overdue.ts'
import type { CaseState, ClockLapse, Span } from './state.ts'

const minute = 60_000
const day = 86_400_000

/**
 * What one case adds to the counts (案件计数), each amount under its `countedAt`. Pure: a due case
 * counts once it is done or its lapse is recorded, never by a clock. Null (not reported) adds nothing.
 */
export function contributions(state: CaseState | null): Contribution[] {
  const out: Contribution[] = []
  if (state === null) return out
  countIntake(state, out)
  countDispatch(state, out)
  countDisposal(state, out)
  countClosing(state, out)
  countBalances(state, out)
  return out
}

/** What `after` adds beyond `before`: netted by count and instant, without zeros. */
export function difference(before: CaseState | null, after: CaseState | null): Contribution[] {
  const net = new Map<number, Contribution>()
  for (const { count, at, amount } of contributions(after)) add(net, count, at, amount)
  for (const { count, at, amount } of contributions(before)) add(net, count, at, -amount)
  const changes: Contribution[] = []
  for (const change of net.values()) if (change.amount !== 0) changes.push(change)
  return changes
}

const place = Object.fromEntries(caseCounts.map((count, i) => [count, i])) as Record<
  CaseCount,
  number
>

function add(net: Map<number, Contribution>, count: CaseCount, at: number, amount: number): void {
  // One exact integer for (count, at): 32 places, instants below 2^48.
  const key = at * 32 + place[count]
  const sum = net.get(key)
  if (sum === undefined) net.set(key, { count, at, amount })
  else sum.amount += amount
}

const one = (count: CaseCount, at: number): Contribution => ({ count, at, amount: 1 })

const inTime = (at: number, deadline: number | null): boolean => deadline === null || at <= deadline

/** Due once, at the deadline or when done before it; owed but undone only while the case is valid. */
function dueInstant(
  state: CaseState,
  doneAt: number | null,
  deadline: number | null,
  passed: number | undefined,
): number | null {
  if (doneAt !== null) return deadline === null ? doneAt : Math.min(deadline, doneAt)
  if (passed === undefined || state.declinedAt !== null) return null
  return state.cancelledAt === null && state.mergedAt === null ? passed : null
}

function countIntake(state: CaseState, out: Contribution[]): void {
  const { reportedAt, registeredAt, ratedAt, closedAt } = state
  const acceptedAt = state.declinedAt === null ? state.acceptedAt : null
  if (state.mergedAt === null) {
    out.push(one('reported', reportedAt))
    if (acceptedAt !== null && state.cancelledAt === null)
      out.push(one('reportedValid', reportedAt))
    const dispatchedAt = state.orders[0]?.at
    if (closedAt !== null && (dispatchedAt === undefined || dispatchedAt > closedAt))
      out.push(one('selfHandled', reportedAt))
  }
  if (acceptedAt !== null) {
    out.push(one('accepted', acceptedAt))
    if (state.repeatOrdinal >= 2) out.push(one('repeated', acceptedAt))
  }
  if (registeredAt !== null) {
    out.push(one('registered', registeredAt))
    if (inTime(registeredAt, state.registerDeadline))
      out.push(one('registeredOnTime', registeredAt))
  }
  if (ratedAt !== null && state.cancelledAt === null && state.mergedAt === null) {
    out.push(one('rated', ratedAt))
    if (state.rating !== 'dissatisfied') out.push(one('ratedSatisfied', ratedAt))
  }
}

function countDispatch(state: CaseState, out: Contribution[]): void {
  const { orders, acceptedAt, dispatchDeadline } = state
  const first = orders[0]
  const due = dueInstant(state, first?.at ?? null, dispatchDeadline, state.passed.dispatch)
  if (due !== null) out.push(one('dueDispatch', due))
  if (first === undefined || due === null) return
  out.push(one('dispatched', first.at))
  const minutes = acceptedAt === null ? 0 : Math.round((first.at - acceptedAt) / minute)
  if (minutes > 0) out.push({ count: 'acceptToDispatchMinutes', at: first.at, amount: minutes })
  if (inTime(first.at, dispatchDeadline)) out.push(one('dispatchedOnTime', due))
  if (first.returnedAt === null) out.push(one('dispatchedAccurately', due))
  for (const { at, signedAt, returnedAt } of orders) {
    out.push(one('dispatchOrders', at))
    if (signedAt !== null && signedAt - at <= day) out.push(one('signedWithin24h', at))
    if (returnedAt !== null) out.push(one('returned', at))
  }
}

function countDisposal(state: CaseState, out: Contribution[]): void {
  // Closed without a result reported: what was dispatched is disposed of by its closing.
  const doneAt = state.resolvedAt ?? (state.orders.length > 0 ? state.closedAt : null)
  const deadline = state.disposalDeadline
  const due = dueInstant(state, doneAt, deadline, state.passed.disposal)
  if (due === null) return
  out.push(one('dueDisposal', due))
  out.push(one(doneAt === null ? 'overdueUndisposed' : 'disposed', due))
  if (doneAt !== null && inTime(doneAt, deadline)) out.push(one('disposedOnTime', due))
  if (state.extendedAt !== null) out.push(one('extended', due))
}

function countClosing(state: CaseState, out: Contribution[]): void {
  const { closedAt, closingDeadline } = state
  for (const { at, reopenedAt } of state.closings) {
    out.push(one('closings', at))
    if (reopenedAt !== null) out.push(one('reopened', at))
  }
  const due = dueInstant(state, closedAt, closingDeadline, state.passed.closing)
  if (due === null) return
  out.push(one('dueClosing', due))
  if (state.reworkedAt.length > 0) out.push(one('reworked', due))
  if (closedAt === null) return
  out.push(one('closed', due))
  if (inTime(closedAt, closingDeadline)) out.push(one('closedOnTime', due))
}

const isRecorded = (lapse: ClockLapse): boolean => lapse.recorded

function countBalances(state: CaseState, out: Contribution[]): void {
  countSpans('open', state.inHand, out)
  countSpans('supervisedOpen', state.supervised, out)
  if (state.lapses.length === 0 || state.acceptedAt === null) return
  for (const { from, to } of overdueSpans(state.lapses.filter(isRecorded))) {
    // Before it was accepted it was nobody's open case.
    const since = Math.max(from, state.acceptedAt)
    if (to === null || since < to) countSpans('overdueOpen', [{ from: since, to }], out)
  }
}

function countSpans(count: CaseCount, spans: readonly Span[], out: Contribution[]): void {
  for (const { from, to } of spans) {
    out.push({ count, at: from, amount: 1 })
    if (to !== null) out.push({ count, at: to, amount: -1 })
  }
}
