import { describe, expect, test } from 'vitest'
import { aCase, at, days, factOf, hours, rules } from '../../test/builders/cases.ts'
import type { CaseBuilder } from '../../test/builders/cases.ts'
import { fold } from './fold.ts'

const acceptedAt = at('2026-11-02 09:10')
const dispatchedAt = at('2026-11-02 10:00')
const disposalDue = at('2026-11-02 16:00')
const closingDue = at('2026-11-03 16:00')
const later = at('2026-12-31 00:00')

const dispatched = (): CaseBuilder =>
  aCase()
    .acceptedAt(acceptedAt)
    .dispatchedTo('sanitation', { at: dispatchedAt, limit: { amount: 4, unit: 'work-hour' } })

describe('what exists', () => {
  test('a case is nothing until it is reported, then its earlier facts count', () => {
    const facts = dispatched().facts()
    expect(fold(1, facts.slice(1), rules)).toBeNull()
    expect(fold(1, [...facts.slice(1), ...facts.slice(0, 1)], rules)?.acceptedAt).toBe(acceptedAt)
  })
  test('a fact that arrives twice is one fact: the first in the log', () => {
    const facts = dispatched().facts()
    const copy = facts.map((fact) => ({ ...fact, position: 99, occurredAt: fact.occurredAt + 7 }))
    expect(fold(1, [...copy, ...facts], rules)).toEqual(fold(1, facts, rules))
  })
  test('facts of feeds do not touch a case', () => {
    const facts = dispatched().facts()
    const covered = { ...facts[0], type: 'coverage-reported', key: 'x' } as (typeof facts)[0]
    expect(fold(1, [...facts, covered], rules)).toEqual(fold(1, facts, rules))
  })
  test('a second report of the same case changes nothing; 改类 and 改址 do, whenever they sort', () => {
    const early = aCase()
      .retypedAt(acceptedAt - hours(9), '0199')
      .relocatedAt(acceptedAt, 102)
    const again = factOf('case-reported', later, {
      number: 'x',
      type: '0777',
      region: 9,
      point: null,
      severity: 1,
    })
    const state = fold(1, [...early.facts(), again], rules)
    expect(state).toMatchObject({ type: '0199', region: 102, severity: 4 })
    expect(state?.reportedAt).toBe(at('2026-11-02 09:00'))
  })
})

describe('deadlines', () => {
  test('the closing deadline is a working day after the disposal deadline unless given', () => {
    expect(dispatched().state()).toMatchObject({
      disposalDeadline: disposalDue,
      closingDeadline: closingDue,
    })
    const bare = dispatched()
      .facts()
      .map((fact) =>
        fact.type === 'case-dispatched'
          ? { ...fact, body: { ...fact.body, closingDeadline: null } }
          : fact,
      )
    expect(fold(1, bare, rules)?.closingDeadline).toBe(closingDue)
  })
  test.each(['minute', 'natural-hour', 'natural-day', 'work-hour', 'work-day'] as const)(
    'an absurd limit in %s still ends in this century',
    (unit) => {
      const state = dispatched().retypedAt(dispatchedAt, '0103', { amount: 1e12, unit }).state()
      expect(state.closingDeadline).toBeLessThan(at('2038-01-01 00:00'))
      expect(state.closingDeadline).toBeGreaterThan(at('2035-01-01 00:00'))
    },
  )
  test('挂账 in working time: a night that stood still moves nothing, a working hour moves one', () => {
    const overNight = dispatched()
      .suspendedAt(at('2026-11-02 12:00'))
      .resumedAt(at('2026-11-02 14:00'))
    expect(overNight.state().disposalDeadline).toBe(disposalDue)
    const oneHour = dispatched()
      .suspendedAt(at('2026-11-02 11:00'))
      .resumedAt(at('2026-11-02 14:00'))
    expect(oneHour.state().disposalDeadline).toBe(at('2026-11-02 17:00'))
    expect(oneHour.state().closingDeadline).toBe(at('2026-11-03 17:00'))
  })
  test('挂账 in natural time: the deadline moves by the clock', () => {
    const state = aCase()
      .dispatchedTo('water', { at: dispatchedAt, limit: { amount: 4, unit: 'natural-hour' } })
      .suspendedAt(dispatchedAt + hours(1))
      .resumedAt(dispatchedAt + hours(10))
      .state()
    expect(state.disposalDeadline).toBe(dispatchedAt + hours(13))
  })
  test('a deadline that had passed before the suspension does not move', () => {
    const state = dispatched()
      .suspendedAt(disposalDue + hours(1))
      .resumedAt(disposalDue + days(3))
      .stateBy(later)
    expect(state.disposalDeadline).toBe(disposalDue)
    expect(state.passed.disposal).toBe(disposalDue)
  })
  test('a suspended case has no running clock, and says so', () => {
    const state = dispatched()
      .suspendedAt(dispatchedAt + 1)
      .stateBy(later)
    expect(state).toMatchObject({ stage: 'suspended', passed: {}, lapses: [] })
  })
  test('closing ends a suspension: the time that stood still does not make it late', () => {
    const state = dispatched()
      .suspendedAt(at('2026-11-02 11:00'))
      .closedAt(at('2026-11-20 11:00'))
      .state()
    expect(state.closingDeadline).toBeGreaterThan(state.closedAt ?? 0)
    expect(state.stage).toBe('closed')
  })
  test('延期 moves the deadlines and takes a recorded lapse back; an earlier one is no extension', () => {
    const state = dispatched()
      .extendedAt(closingDue + hours(1), disposalDue + days(7), closingDue - hours(1))
      .stateBy(closingDue + hours(1))
    expect(state).toMatchObject({
      disposalDeadline: disposalDue + days(7),
      closingDeadline: closingDue,
      passed: { closing: closingDue },
    })
  })
  test('an extension during a suspension is itself only moved by what still stands after it', () => {
    const state = aCase()
      .dispatchedTo('water', { at: dispatchedAt, limit: { amount: 4, unit: 'natural-hour' } })
      .suspendedAt(dispatchedAt + hours(1))
      .extendedAt(dispatchedAt + hours(5), dispatchedAt + hours(20), dispatchedAt + hours(30))
      .resumedAt(dispatchedAt + hours(6))
      .state()
    expect(state.disposalDeadline).toBe(dispatchedAt + hours(21))
    expect(state.suspendedAt).toBeNull()
  })
  test('改类 clocks what is not yet due from the last dispatch, pauses added', () => {
    const state = dispatched()
      .suspendedAt(at('2026-11-02 11:00'))
      .resumedAt(at('2026-11-02 14:00'))
      .retypedAt(at('2026-11-02 14:10'), '0103', { amount: 3, unit: 'work-hour' })
      .state()
    expect(state.type).toBe('0103')
    expect(state.disposalDeadline).toBe(at('2026-11-02 16:00'))
    expect(state.closingDeadline).toBe(at('2026-11-03 16:00'))
  })
  test('改类 leaves alone what was already due, and without a limit it moves nothing', () => {
    const late = dispatched().retypedAt(disposalDue + 1, '0103', { amount: 5, unit: 'work-day' })
    expect(late.state()).toMatchObject({
      disposalDeadline: disposalDue,
      closingDeadline: at('2026-11-10 10:00'),
    })
    expect(
      dispatched()
        .retypedAt(acceptedAt + 1, '0103')
        .state().disposalDeadline,
    ).toBe(disposalDue)
  })
  test('回退 and a new 派遣: the last order’s department and deadlines hold', () => {
    const state = dispatched()
      .returnedAt(disposalDue + hours(1))
      .dispatchedTo('water', { at: disposalDue + hours(2), due: disposalDue + days(2) })
      .stateBy(disposalDue + days(1))
    expect(state).toMatchObject({
      stage: 'dispatched',
      department: 'water',
      disposalDeadline: disposalDue + days(2),
      passed: {},
    })
    expect(state.orders.map((order) => order.returnedAt)).toEqual([disposalDue + hours(1), null])
  })
})

describe('recorded lapses', () => {
  const lapse = (deadline: number) =>
    factOf('deadline-passed', deadline, { clock: 'disposal', deadline }, { source: 'scheduler' })

  test('a lapse counts for the version of the deadline that it names, and for a running clock', () => {
    const withLapse = (c: CaseBuilder, deadline: number) =>
      fold(1, [...c.facts(), lapse(deadline)], rules)?.passed
    expect(withLapse(dispatched(), disposalDue)).toEqual({ disposal: disposalDue })
    expect(withLapse(dispatched(), disposalDue + 1)).toEqual({})
    expect(withLapse(dispatched().resolvedAt(disposalDue), disposalDue)).toEqual({})
    expect(withLapse(dispatched().resolvedAt(disposalDue + 1), disposalDue)).toEqual({
      disposal: disposalDue,
    })
  })
  test('a result that arrives late but happened in time takes the recorded lapse back', () => {
    const facts = dispatched().factsBy(disposalDue)
    expect(fold(1, facts, rules)?.passed).toEqual({ disposal: disposalDue })
    const result = factOf('case-resolved', disposalDue - hours(1), {}, { position: 999 })
    const state = fold(1, [...facts, result], rules)
    expect(state).toMatchObject({ passed: {}, resolvedAt: disposalDue - hours(1) })
  })
})

describe('stages', () => {
  test.each<[string, (c: CaseBuilder) => CaseBuilder]>([
    ['dispatched', (c) => c],
    ['signed', (c) => c.signedAt(disposalDue)],
    ['handling', (c) => c.signedAt(disposalDue).handledFrom(disposalDue)],
    ['accepted', (c) => c.returnedAt(disposalDue)],
    ['resolved', (c) => c.resolvedAt(disposalDue).handledFrom(disposalDue)],
    ['verified', (c) => c.resolvedAt(disposalDue).verifiedAt(closingDue)],
    ['reworked', (c) => c.resolvedAt(disposalDue).reworkedAt(closingDue)],
    ['handling', (c) => c.resolvedAt(disposalDue).reworkedAt(closingDue).handledFrom(later)],
    ['closed', (c) => c.closedAt(closingDue).signedAt(later).handledFrom(later)],
    ['rated', (c) => c.closedAt(closingDue).rated('satisfied', later)],
    ['accepted', (c) => c.closedAt(closingDue).reopenedAt(later)],
    ['cancelled', (c) => c.cancelledAt(closingDue).closedAt(later)],
    ['accepted', (c) => c.cancelledAt(closingDue).reopenedAt(later)],
    ['merged', (c) => c.mergedInto('2026-000009', closingDue).reopenedAt(later)],
    ['declined', (c) => c.declinedAt(closingDue).closedAt(later)],
    ['dispatched', (c) => c.suspendedAt(disposalDue - 1).resumedAt(disposalDue)],
    ['dispatched', (c) => c.handedOverAt(disposalDue)],
  ])('a case stands at %s', (stage, told) => {
    expect(told(dispatched()).state().stage).toBe(stage)
  })
})
