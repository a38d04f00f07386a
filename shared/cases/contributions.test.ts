import { describe, expect, test } from 'vitest'
import { aCase, at, days, hours, minutes } from '../../test/builders/cases.ts'
import type { CaseBuilder } from '../../test/builders/cases.ts'
import { contributions, difference } from './contributions.ts'
import { caseCounts } from './counts.ts'
import type { CaseCount } from './counts.ts'
import type { CaseState } from './state.ts'

// Monday 2026-11-02 09:00; four working hours from a dispatch at 10:00 end at 16:00.
const reportedAt = at('2026-11-02 09:00')
const acceptedAt = at('2026-11-02 09:10')
const registeredAt = at('2026-11-02 09:20')
const dispatchedAt = at('2026-11-02 10:00')
const disposalDue = at('2026-11-02 16:00')
const closingDue = at('2026-11-03 16:00')
const later = at('2026-12-31 00:00')

const reported = (): CaseBuilder => aCase().reportedAt(reportedAt)
const accepted = (): CaseBuilder => reported().acceptedAt(acceptedAt, at('2026-11-02 09:40'))
const registered = (): CaseBuilder => accepted().registeredAt(registeredAt, dispatchedAt)
const dispatched = (): CaseBuilder =>
  registered().dispatchedTo('sanitation', {
    at: dispatchedAt,
    limit: { amount: 4, unit: 'work-hour' },
  })

/** Where one count of a state is filed: instant and net amount. */
function filed(state: CaseState | null, count: CaseCount): [number, number][] {
  return difference(null, state)
    .filter((c) => c.count === count)
    .sort((a, b) => a.at - b.at)
    .map((c) => [c.at, c.amount])
}
const once = (instant: number): [number, number][] => [[instant, 1]]

describe('intake', () => {
  test('a case that nobody reported yet counts nothing', () => {
    expect(contributions(null)).toEqual([])
  })
  test('上报: each case once, but not one that was merged into another', () => {
    expect(filed(reported().state(), 'reported')).toEqual(once(reportedAt))
    const merged = dispatched().mergedInto('2026-000009', dispatchedAt + hours(1))
    expect(filed(merged.state(), 'reported')).toEqual([])
  })
  test('有效上报: accepted and not cancelled', () => {
    expect(filed(reported().state(), 'reportedValid')).toEqual([])
    expect(filed(accepted().state(), 'reportedValid')).toEqual(once(reportedAt))
    const cancelled = accepted().cancelledAt(registeredAt)
    expect(filed(cancelled.state(), 'reportedValid')).toEqual([])
  })
  test('自行处置: closed without ever being dispatched', () => {
    const closedAt = reportedAt + hours(2)
    expect(filed(accepted().closedAt(closedAt).state(), 'selfHandled')).toEqual(once(reportedAt))
    expect(filed(dispatched().closedAt(closedAt).state(), 'selfHandled')).toEqual([])
  })
  test('受理: without those not taken on; of 受理 and 不予受理 the later stands', () => {
    expect(filed(accepted().state(), 'accepted')).toEqual(once(acceptedAt))
    const declined = accepted().declinedAt(registeredAt)
    expect(filed(declined.state(), 'accepted')).toEqual([])
    const takenOn = reported().declinedAt(acceptedAt).acceptedAt(registeredAt)
    expect(filed(takenOn.state(), 'accepted')).toEqual(once(registeredAt))
  })
  test('重复诉求: the second and any further appeal, when accepted', () => {
    expect(filed(accepted().repeatedFor(1).state(), 'repeated')).toEqual([])
    expect(filed(accepted().repeatedFor(2).state(), 'repeated')).toEqual(once(acceptedAt))
  })
  test('立案 and 按时立案: not later than the deadline, which itself still keeps it', () => {
    const deadline = at('2026-11-02 09:40')
    expect(filed(accepted().registeredAt(deadline).state(), 'registeredOnTime')).toEqual(
      once(deadline),
    )
    const late = accepted()
      .registeredAt(deadline + 1)
      .state()
    expect(filed(late, 'registered')).toEqual(once(deadline + 1))
    expect(filed(late, 'registeredOnTime')).toEqual([])
  })
})

describe('dispatch', () => {
  const again = dispatched()
    .signedAt(dispatchedAt + minutes(5))
    .returnedAt(dispatchedAt + hours(1))
    .dispatchedTo('water', { at: dispatchedAt + hours(2), due: disposalDue + days(1) })
    .signedAt(dispatchedAt + hours(27))
    .state()

  test('派遣: the first dispatch only; 派发: every one', () => {
    expect(filed(again, 'dispatched')).toEqual(once(dispatchedAt))
    expect(filed(again, 'dispatchOrders')).toEqual([
      [dispatchedAt, 1],
      [dispatchedAt + hours(2), 1],
    ])
  })
  test('受理到派遣用时: natural minutes from acceptance to the first dispatch', () => {
    expect(filed(again, 'acceptToDispatchMinutes')).toEqual([[dispatchedAt, 50]])
  })
  test('应派遣, 按时派遣: due at the deadline, or at a dispatch before it', () => {
    const early = registered().dispatchedTo('water', { at: dispatchedAt - minutes(10) })
    expect(filed(early.state(), 'dueDispatch')).toEqual(once(dispatchedAt - minutes(10)))
    expect(filed(early.state(), 'dispatchedOnTime')).toEqual(once(dispatchedAt - minutes(10)))
    const late = registered().dispatchedTo('water', { at: dispatchedAt + hours(3) })
    expect(filed(late.state(), 'dueDispatch')).toEqual(once(dispatchedAt))
    expect(filed(late.state(), 'dispatchedOnTime')).toEqual([])
  })
  test('应派遣: a case not dispatched is due once its lapse is recorded', () => {
    expect(filed(registered().state(), 'dueDispatch')).toEqual([])
    expect(filed(registered().stateBy(dispatchedAt), 'dueDispatch')).toEqual(once(dispatchedAt))
  })
  test('准确派遣: the first order was not sent back', () => {
    expect(filed(dispatched().state(), 'dispatchedAccurately')).toEqual(once(dispatchedAt))
    expect(filed(again, 'dispatchedAccurately')).toEqual([])
  })
  test('24小时内签收: within 24 natural hours of its own order', () => {
    expect(filed(again, 'signedWithin24h')).toEqual(once(dispatchedAt))
    const inTime = dispatched().signedAt(dispatchedAt + hours(24))
    expect(filed(inTime.state(), 'signedWithin24h')).toEqual(once(dispatchedAt))
  })
  test('回退: the order that was sent back, filed at its dispatch', () => {
    expect(filed(again, 'returned')).toEqual(once(dispatchedAt))
  })
})

describe('disposal', () => {
  test('应处置, 处置, 按期处置: filed at the result when it comes before the deadline', () => {
    const state = dispatched().resolvedAt(disposalDue).state()
    for (const count of ['dueDisposal', 'disposed', 'disposedOnTime'] as const)
      expect(filed(state, count)).toEqual(once(disposalDue))
    expect(filed(state, 'overdueUndisposed')).toEqual([])
  })
  test('a late result is filed at the deadline and is not on time', () => {
    const state = dispatched()
      .resolvedAt(disposalDue + minutes(1))
      .state()
    expect(filed(state, 'dueDisposal')).toEqual(once(disposalDue))
    expect(filed(state, 'disposed')).toEqual(once(disposalDue))
    expect(filed(state, 'disposedOnTime')).toEqual([])
  })
  test('超期待处置: nothing is due before the lapse is recorded, then it is owed', () => {
    const waiting = dispatched().state()
    expect(filed(waiting, 'dueDisposal')).toEqual([])
    const lapsed = dispatched().stateBy(disposalDue)
    expect(filed(lapsed, 'dueDisposal')).toEqual(once(disposalDue))
    expect(filed(lapsed, 'overdueUndisposed')).toEqual(once(disposalDue))
    expect(filed(lapsed, 'disposed')).toEqual([])
  })
  test('延期: once for a case that is due, however often it was extended', () => {
    const extended = dispatched()
      .extendedAt(dispatchedAt + hours(1), disposalDue + days(1), closingDue + days(1))
      .extendedAt(dispatchedAt + hours(2), disposalDue + days(2), closingDue + days(2))
    expect(filed(extended.state(), 'extended')).toEqual([])
    const resolved = extended.resolvedAt(disposalDue + days(1))
    expect(filed(resolved.state(), 'extended')).toEqual(once(disposalDue + days(1)))
    expect(filed(resolved.state(), 'disposedOnTime')).toEqual(once(disposalDue + days(1)))
  })
  test('closing without a reported result disposes of what was dispatched', () => {
    const state = dispatched()
      .closedAt(dispatchedAt + hours(1))
      .state()
    expect(filed(state, 'disposedOnTime')).toEqual(once(dispatchedAt + hours(1)))
    expect(filed(accepted().closedAt(dispatchedAt).state(), 'dueDisposal')).toEqual([])
  })
  test('返工 does not undo the disposal: 一案只应处置一次', () => {
    const state = dispatched()
      .resolvedAt(dispatchedAt + hours(1))
      .reworkedAt(dispatchedAt + hours(2))
      .resolvedAt(disposalDue + days(3))
    expect(filed(state.state(), 'disposedOnTime')).toEqual(once(dispatchedAt + hours(1)))
  })
  test('what a cancelled or merged case owed falls away, what was done stays', () => {
    const owed = dispatched().cancelledAt(disposalDue + hours(1))
    expect(filed(owed.stateBy(later), 'dueDisposal')).toEqual([])
    const done = dispatched()
      .resolvedAt(dispatchedAt + hours(1))
      .cancelledAt(disposalDue)
    expect(filed(done.stateBy(later), 'disposed')).toEqual(once(dispatchedAt + hours(1)))
  })
})

describe('closing', () => {
  test('应结案, 结案, 按期结案: a case is due once, at its closing when that is in time', () => {
    const state = dispatched().closedAt(closingDue).state()
    for (const count of ['dueClosing', 'closed', 'closedOnTime'] as const)
      expect(filed(state, count)).toEqual(once(closingDue))
  })
  test('a late closing is filed at the deadline', () => {
    const state = dispatched().overdueBy(minutes(30)).state()
    expect(filed(state, 'dueClosing')).toEqual(once(closingDue))
    expect(filed(state, 'closed')).toEqual(once(closingDue))
    expect(filed(state, 'closedOnTime')).toEqual([])
    expect(filed(state, 'closings')).toEqual(once(closingDue + minutes(30)))
  })
  test('an open case is due once its lapse is recorded, and not closed', () => {
    expect(filed(dispatched().stateBy(closingDue - 1), 'dueClosing')).toEqual([])
    expect(filed(dispatched().stateBy(closingDue), 'dueClosing')).toEqual(once(closingDue))
    expect(filed(dispatched().stateBy(closingDue), 'closed')).toEqual([])
  })
  test('返工: once for a case that is due', () => {
    const state = dispatched()
      .resolvedAt(dispatchedAt + hours(1))
      .reworkedAt(dispatchedAt + hours(2))
      .reworkedAt(dispatchedAt + hours(3))
      .closedAt(dispatchedAt + hours(5))
      .state()
    expect(filed(state, 'reworked')).toEqual(once(dispatchedAt + hours(5)))
  })
  test('办结 counts every closing; 重办 the closing that was opened again', () => {
    const [first, second] = [dispatchedAt + hours(1), dispatchedAt + days(9)] as const
    const reopened = dispatched()
      .closedAt(first)
      .reopenedAt(dispatchedAt + days(2))
    expect(filed(reopened.state(), 'closings')).toEqual(once(first))
    expect(filed(reopened.state(), 'reopened')).toEqual(once(first))
    expect(filed(reopened.state(), 'closed')).toEqual([])
    const closedAgain = reopened.closedAt(second).state()
    expect(filed(closedAgain, 'closings')).toEqual([
      [first, 1],
      [second, 1],
    ])
    expect(filed(closedAgain, 'closed')).toEqual(once(closingDue))
    expect(filed(closedAgain, 'closedOnTime')).toEqual([])
  })
  test('an order after a 重办 opens a new round: the case is due by its new deadlines', () => {
    const state = dispatched()
      .resolvedAt(disposalDue + hours(1))
      .closedAt(closingDue + hours(1))
      .reopenedAt(closingDue + days(2))
      .dispatchedTo('water', { at: closingDue + days(2), due: closingDue + days(5) })
      .resolvedAt(closingDue + days(3))
      .closedAt(closingDue + days(4))
      .state()
    expect(filed(state, 'dueDisposal')).toEqual(once(closingDue + days(3)))
    expect(filed(state, 'closedOnTime')).toEqual(once(closingDue + days(4)))
  })
  test('a second closing of a closed case is no closing', () => {
    const twice = dispatched()
      .closedAt(dispatchedAt + hours(1))
      .closedAt(closingDue + days(1))
    expect(filed(twice.state(), 'closings')).toEqual(once(dispatchedAt + hours(1)))
  })
  test('有效评价, 满意评价: the last rating counts', () => {
    const [first, second] = [closingDue, closingDue + days(1)] as const
    const rated = dispatched().closedAt(disposalDue).rated('dissatisfied', first)
    expect(filed(rated.state(), 'rated')).toEqual(once(first))
    expect(filed(rated.state(), 'ratedSatisfied')).toEqual([])
    const again = rated.rated('basically-satisfied', second)
    expect(filed(again.state(), 'rated')).toEqual(once(second))
    expect(filed(again.state(), 'ratedSatisfied')).toEqual(once(second))
  })
})

describe('balances', () => {
  test('在办: plus at acceptance and 重办, minus at closing', () => {
    const state = dispatched()
      .closedAt(disposalDue)
      .reopenedAt(disposalDue + days(1))
      .closedAt(disposalDue + days(2))
      .state()
    expect(filed(state, 'open')).toEqual([
      [acceptedAt, 1],
      [disposalDue, -1],
      [disposalDue + days(1), 1],
      [disposalDue + days(2), -1],
    ])
  })
  test.each([
    ['cancelled', (c: CaseBuilder) => c.cancelledAt(disposalDue)],
    ['merged', (c: CaseBuilder) => c.mergedInto('2026-000009', disposalDue)],
    ['declined', (c: CaseBuilder) => c.declinedAt(disposalDue)],
  ])('在办: a case that was %s is no longer open, whatever closes it later', (_how, end) => {
    const state = end(dispatched())
      .closedAt(disposalDue + days(1))
      .state()
    expect(filed(state, 'open')).toEqual([
      [acceptedAt, 1],
      [disposalDue, -1],
    ])
    expect(filed(state, 'closings')).toEqual([])
  })
  test('超期在办: from the first missed deadline to the closing, once for both deadlines', () => {
    expect(filed(dispatched().stateBy(disposalDue), 'overdueOpen')).toEqual(once(disposalDue))
    const closed = dispatched().overdueBy(hours(1)).stateBy(later)
    expect(filed(closed, 'overdueOpen')).toEqual([
      [disposalDue, 1],
      [closingDue + hours(1), -1],
    ])
  })
  test('超期在办: an extension takes it back, and what was due is due later', () => {
    const grantedAt = disposalDue + hours(2)
    const state = dispatched()
      .extendedAt(grantedAt, disposalDue + days(2), closingDue + days(2))
      .stateBy(grantedAt)
    expect(filed(state, 'overdueOpen')).toEqual([
      [disposalDue, 1],
      [grantedAt, -1],
    ])
    expect(filed(state, 'overdueUndisposed')).toEqual([])
    expect(state.passed).toEqual({ dispatch: undefined })
  })
  test('督办在办: from 督办 to its closing note, or to the closing of the case', () => {
    const note = dispatched().supervisedAt(disposalDue).supervisionClosedAt(closingDue)
    const both = [
      [disposalDue, 1],
      [closingDue, -1],
    ]
    expect(filed(note.state(), 'supervisedOpen')).toEqual(both)
    const closed = dispatched().supervisedAt(disposalDue).closedAt(closingDue)
    expect(filed(closed.state(), 'supervisedOpen')).toEqual(both)
  })
})

test('a difference holds only what changed', () => {
  const before = dispatched().state()
  const after = dispatched().resolvedAt(disposalDue).state()
  const counts = difference(before, after).map((c) => c.count)
  expect(counts).toEqual(['dueDisposal', 'disposed', 'disposedOnTime'])
  expect(difference(after, after)).toEqual([])
})

test('天门 2016-12: 应结案 972, 结案 911 is 93.72 %, 按期结案 737 is 75.82 %', () => {
  const sums = new Map<CaseCount, number>()
  for (let n = 0; n < 972; n += 1) {
    const start = at('2016-12-01 08:30') + n * minutes(40)
    const opened = aCase(n)
      .reportedAt(start)
      .acceptedAt(start)
      .registeredAt(start)
      .dispatchedTo('city-management', { at: start, due: start + days(1) })
    const deadline = opened.state().closingDeadline ?? 0
    const told =
      n < 737
        ? opened.closedAt(deadline - (n % 600) * minutes(1))
        : n < 911
          ? opened.overdueBy(minutes(1 + n))
          : opened
    for (const { count, amount } of contributions(told.stateBy(later)))
      sums.set(count, (sums.get(count) ?? 0) + amount)
  }
  const sum = (count: CaseCount): number => sums.get(count) ?? 0
  expect([sum('dueClosing'), sum('closed'), sum('closedOnTime')]).toEqual([972, 911, 737])
  expect((100 * sum('closed')) / sum('dueClosing')).toBeCloseTo(93.72, 2)
  expect((100 * sum('closedOnTime')) / sum('dueClosing')).toBeCloseTo(75.82, 2)
  expect(sum('open')).toBe(61)
  expect(sum('overdueOpen')).toBe(61)
})

test('every count there is has a place where it is counted', () => {
  const whole = dispatched()
    .repeatedFor(2)
    .signedAt(dispatchedAt + 1)
    .returnedAt(dispatchedAt + 2)
    .extendedAt(dispatchedAt + 3, disposalDue + 1, closingDue + 1)
    .supervisedAt(dispatchedAt + 4)
    .reworkedAt(dispatchedAt + 5)
    .resolvedAt(dispatchedAt + 6)
    .closedAt(dispatchedAt + 7)
    .rated('satisfied', dispatchedAt + 8)
  const states = [
    whole.state(),
    whole.reopenedAt(closingDue + 9).state(),
    dispatched().state(),
    dispatched().stateBy(later),
    accepted().closedAt(closingDue).state(),
  ]
  const seen = new Set(states.flatMap((state) => contributions(state).map((c) => c.count)))
  expect(caseCounts.filter((count) => !seen.has(count))).toEqual([])
})
