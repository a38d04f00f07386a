import { describe, expect, test } from 'vitest'
import { aCase, at, days, hours, rules } from '../../test/builders/cases.ts'
import type { CaseBuilder } from '../../test/builders/cases.ts'
import { lapseKey, lapses } from './lapses.ts'
import type { CaseLapse } from './lapses.ts'

const reportedAt = at('2026-11-02 09:00')
const dispatchedAt = at('2026-11-02 10:00')
const disposalDue = at('2026-11-02 16:00')
const closingDue = at('2026-11-03 16:00')
// 20 % of four working hours are 48 minutes.
const remindAt = at('2026-11-02 15:12')
const redAt = at('2026-11-09 16:00')

const dispatched = (): CaseBuilder =>
  aCase()
    .acceptedAt(reportedAt + 1)
    .dispatchedTo('sanitation', { at: dispatchedAt, limit: { amount: 4, unit: 'work-hour' } })

const nameOf = ({ type, body }: CaseLapse): string =>
  type === 'deadline-passed' ? body.clock : body.light
const listed = (c: CaseBuilder): [number, string][] =>
  lapses(c.state(), rules).map((lapse) => [lapse.at, nameOf(lapse)])

describe('deadlines', () => {
  test('registration and dispatch lapse until they happen, in the order of time', () => {
    const waiting = aCase().acceptedAt(reportedAt, reportedAt + hours(1))
    expect(listed(waiting)).toEqual([[reportedAt + hours(1), 'register']])
    const registered = waiting.registeredAt(reportedAt + hours(2), reportedAt + hours(3))
    expect(listed(registered)).toEqual([
      [reportedAt + hours(1), 'register'],
      [reportedAt + hours(3), 'dispatch'],
    ])
  })
  test('the whole ladder of an order that nobody answers', () => {
    expect(listed(dispatched())).toEqual([
      [remindAt, 'remind'],
      [disposalDue, 'disposal'],
      [disposalDue, 'yellow-card'],
      [closingDue, 'closing'],
      [redAt, 'red-card'],
      [redAt, 'supervision'],
    ])
  })
  test('a case closed late still has its lapses to be recorded, one closed in time has none', () => {
    expect(listed(dispatched().overdueBy(hours(1))).map(([, name]) => name)).toEqual([
      'remind',
      'disposal',
      'yellow-card',
      'closing',
    ])
    expect(listed(dispatched().closedAt(remindAt))).toEqual([])
  })
  test('nothing lapses while a case is suspended; afterwards the ladder stands later', () => {
    const suspended = dispatched().suspendedAt(at('2026-11-02 11:00'))
    expect(listed(suspended)).toEqual([])
    expect(listed(suspended.resumedAt(at('2026-11-02 14:00')))[0]).toEqual([
      at('2026-11-02 16:12'),
      'remind',
    ])
  })
  test('what is recorded is listed no more, and the next one is the timer', () => {
    const state = dispatched().stateBy(disposalDue)
    expect(state.lights.map((light) => light.light)).toEqual(['remind', 'yellow-card'])
    expect(lapses(state, rules)[0]).toMatchObject({ at: closingDue, body: { clock: 'closing' } })
  })
  test('a case closed late and reopened missed its deadline once', () => {
    const c = dispatched()
      .overdueBy(hours(1))
      .reopenedAt(closingDue + days(1))
    expect(listed(c).filter(([, name]) => name === 'closing')).toHaveLength(1)
  })
  test('a deadline that lay in the past when it was set is listed once and comes to rest', () => {
    const late = aCase()
      .acceptedAt(reportedAt)
      .dispatchedTo('water', { at: dispatchedAt, due: dispatchedAt - days(30) })
    const names = listed(late).map(([, name]) => name)
    expect(names.filter((name) => name === 'disposal')).toHaveLength(1)
    expect(lapses(late.stateBy(Infinity), rules)).toEqual([])
  })
})

describe('lights', () => {
  const cards = (c: CaseBuilder) =>
    lapses(c.state(), rules).flatMap(({ body }) =>
      'light' in body && body.light === 'yellow-card' ? [body.deadline] : [],
    )
  test('an extension that ends before it was granted leaves the case overdue: one yellow card', () => {
    const past = disposalDue + hours(1)
    const c = dispatched().extendedAt(disposalDue + hours(2), past, closingDue + days(1))
    expect(cards(c)).toEqual([disposalDue])
  })
  test('a case reopened and dispatched in one instant is late by its new deadline only', () => {
    const again = closingDue + days(3)
    const c = dispatched()
      .closedAt(dispatchedAt + 1)
      .reopenedAt(again)
      .dispatchedTo('water', { at: again, due: again - hours(1) })
    expect(cards(c)).toEqual([again - hours(1)])
  })
  test('改类 to a limit that has already run out warns of nothing: the case is late', () => {
    const retypedAt = at('2026-11-02 15:00')
    const c = dispatched().retypedAt(retypedAt, '0103', { amount: 1, unit: 'work-hour' })
    expect(listed(c).slice(0, 2)).toEqual([
      [at('2026-11-02 11:00'), 'disposal'],
      [retypedAt, 'yellow-card'],
    ])
  })
  test('催办 in natural time comes when a fifth of the limit is left', () => {
    const c = aCase().dispatchedTo('water', {
      at: dispatchedAt,
      limit: { amount: 10, unit: 'natural-hour' },
    })
    expect(listed(c)[0]).toEqual([dispatchedAt + hours(8), 'remind'])
  })
  test('a case that misses its disposal and its closing deadline gets one yellow card', () => {
    const cards = listed(dispatched()).filter(([, name]) => name === 'yellow-card')
    expect(cards).toEqual([[disposalDue, 'yellow-card']])
  })
  test('disposed in time but not closed: the card comes with the closing deadline', () => {
    const resolved = dispatched().resolvedAt(dispatchedAt + 1)
    expect(listed(resolved).slice(0, 2)).toEqual([
      [closingDue, 'closing'],
      [closingDue, 'yellow-card'],
    ])
  })
  test('红牌 at the second 返工, and 领导督办 with it', () => {
    const once = dispatched()
      .resolvedAt(dispatchedAt + 1)
      .reworkedAt(dispatchedAt + 2)
    expect(listed(once).map(([instant]) => instant)).not.toContain(dispatchedAt + 2)
    const twice = once.reworkedAt(dispatchedAt + 3)
    expect(listed(twice).slice(0, 2)).toEqual([
      [dispatchedAt + 3, 'red-card'],
      [dispatchedAt + 3, 'supervision'],
    ])
  })
  test('红牌 at the third appeal about the same thing, once it is accepted', () => {
    const accepted = aCase().repeatedFor(3).acceptedAt(reportedAt)
    expect(listed(accepted)).toEqual([
      [reportedAt, 'red-card'],
      [reportedAt, 'supervision'],
    ])
    expect(listed(aCase().repeatedFor(3))).toEqual([])
    expect(listed(aCase().repeatedFor(2).acceptedAt(reportedAt))).toEqual([])
  })
  test('an extension takes the case off the ladder; its new deadline has a ladder of its own', () => {
    const extended = dispatched()
      .extendedAt(disposalDue + hours(1), at('2026-11-12 15:30'), at('2026-11-13 15:30'))
      .stateBy(disposalDue + hours(1))
    expect(extended.lights.map((light) => light.light)).toEqual(['remind', 'yellow-card'])
    const names = lapses(extended, rules).map(nameOf)
    expect(names).toEqual([
      'remind',
      'disposal',
      'yellow-card',
      'closing',
      'red-card',
      'supervision',
    ])
  })
  test('a red card that would fall into a suspension waits for its end', () => {
    const suspended = dispatched().suspendedAt(redAt - hours(1))
    expect(listed(suspended).map(([, name]) => name)).not.toContain('red-card')
    const resumed = suspended.resumedAt(redAt + days(2))
    expect(listed(resumed)).toContainEqual([redAt + days(2), 'red-card'])
  })
})

test('a lapse is known by case, clock or rule, and deadline', () => {
  const state = dispatched().state()
  expect(lapses(state, rules).map((lapse) => lapseKey(state, lapse))).toEqual([
    `1:1:${disposalDue}`,
    `1:disposal:${disposalDue}`,
    `1:2:${disposalDue}`,
    `1:closing:${closingDue}`,
    `1:3:${disposalDue}`,
    `1:6:${disposalDue}`,
  ])
})
