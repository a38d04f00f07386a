import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyFacts, anyTelling } from '../../test/builders/any-case.ts'
import { recordedLapses, rules } from '../../test/builders/cases.ts'
import type { Fact } from '../events/index.ts'
import { contributions, difference } from './contributions.ts'
import { balanceCounts, caseCounts } from './counts.ts'
import type { CaseCount, Contribution } from './counts.ts'
import { fold } from './fold.ts'
import { lapses } from './lapses.ts'
import type { CaseState } from './state.ts'

const refold = (facts: readonly Fact[]): CaseState | null => fold(1, facts, rules)
const lapsed = (facts: readonly Fact[], until = Infinity): Fact[] => {
  const state = refold(facts)
  return state === null ? [] : recordedLapses(state, until, 1000 + facts.length)
}
/** Any case, its lapses up to any instant recorded. */
const anyHistory = fc.tuple(anyFacts, fc.constantFrom(-1, 0.3, 0.7, 2)).map(([facts, share]) => {
  const ats = facts.map((fact) => fact.occurredAt)
  const first = Math.min(...ats)
  return [...facts, ...lapsed(facts, first + (Math.max(...ats) - first) * share)]
})
const anyRetelling = anyHistory.chain((facts) => fc.tuple(fc.constant(facts), anyTelling(facts)))

const netted = (list: readonly Contribution[]): Map<string, number> => {
  const net = new Map<string, number>()
  for (const { count, at, amount } of list)
    net.set(`${count}@${at}`, (net.get(`${count}@${at}`) ?? 0) + amount)
  for (const [key, amount] of net) if (amount === 0) net.delete(key)
  return net
}
const sum = (list: readonly Contribution[], count: CaseCount): number =>
  list.reduce((total, c) => (c.count === count ? total + c.amount : total), 0)

test('a case is the same in whatever order, and however often, its facts arrive', () => {
  fc.assert(
    fc.property(anyRetelling, ([facts, telling]) => {
      expect(refold(telling)).toEqual(refold(facts))
    }),
    { numRuns: 400 },
  )
})

test('the differences of any batches add up to what the case counts at last', () => {
  fc.assert(
    fc.property(
      anyRetelling,
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 }),
      ([facts, telling], sizes) => {
        const all: Contribution[] = []
        let before: CaseState | null = null
        for (let to = 0, i = 0; to < telling.length; i += 1) {
          to += sizes[i % sizes.length] ?? 1
          const after = refold(telling.slice(0, to))
          all.push(...difference(before, after))
          before = after
        }
        expect(netted(all)).toEqual(netted(contributions(refold(facts))))
      },
    ),
    { numRuns: 400 },
  )
})

test('lapses recorded between late facts end in the case that one tidy run gives', () => {
  fc.assert(
    fc.property(
      anyFacts.chain((facts) => fc.tuple(fc.constant(facts), anyTelling(facts))),
      fc.infiniteStream(fc.constantFrom(0, 1, 2, 30)),
      ([facts, telling], haste) => {
        const tidy = refold([...facts, ...lapsed(facts)])
        const log: Fact[] = []
        for (const fact of telling) {
          log.push(fact)
          // The scheduler may have seen much of the future by then: that only makes it harder.
          log.push(...lapsed(log).slice(0, haste.next().value ?? 0))
        }
        expect(refold([...log, ...lapsed(log)])).toEqual(tidy)
      },
    ),
    { numRuns: 400 },
  )
})

test('the scheduler comes to rest: what it recorded is not asked for again', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const state = refold(facts)
      if (state === null) return
      const list = lapses(state, rules)
      const ats = list.map((lapse) => lapse.at)
      expect(ats).toEqual([...ats].sort((a, b) => a - b))
      expect(ats.every(Number.isInteger)).toBe(true)
      const after = refold([...facts, ...recordedLapses(state)])
      expect(after && lapses(after, rules)).toEqual([])
    }),
    { numRuns: 400 },
  )
})

const parts: readonly [CaseCount, CaseCount][] = [
  ['reportedValid', 'reported'],
  ['selfHandled', 'reported'],
  ['repeated', 'accepted'],
  ['registeredOnTime', 'registered'],
  ['dispatchedOnTime', 'dueDispatch'],
  ['dispatchedAccurately', 'dueDispatch'],
  ['signedWithin24h', 'dispatchOrders'],
  ['returned', 'dispatchOrders'],
  ['disposed', 'dueDisposal'],
  ['disposedOnTime', 'disposed'],
  ['extended', 'dueDisposal'],
  ['closed', 'dueClosing'],
  ['closedOnTime', 'closed'],
  ['reworked', 'dueClosing'],
  ['reopened', 'closings'],
  ['ratedSatisfied', 'rated'],
]
const oftenPerCase: readonly CaseCount[] = [
  'acceptToDispatchMinutes',
  'dispatchOrders',
  'signedWithin24h',
  'returned',
  'closings',
  'reopened',
]

test('no part is ever more than its whole, at any instant', () => {
  fc.assert(
    fc.property(anyHistory, (facts) => {
      const list = contributions(refold(facts))
      for (const at of new Set(list.map((c) => c.at))) {
        const here = list.filter((c) => c.at === at)
        const tooMany = parts.filter(([part, whole]) => sum(here, part) > sum(here, whole))
        expect(tooMany).toEqual([])
        const disposedOrOwed = sum(here, 'disposed') + sum(here, 'overdueUndisposed')
        expect(disposedOrOwed).toBe(sum(here, 'dueDisposal'))
      }
    }),
    { numRuns: 400 },
  )
})

test('a case counts once where it may count once, and never as a broken number', () => {
  fc.assert(
    fc.property(anyHistory, (facts) => {
      const state = refold(facts)
      const list = contributions(state)
      expect(list.filter((c) => !Number.isInteger(c.at) || !Number.isInteger(c.amount))).toEqual([])
      const once = caseCounts.filter((count) => !oftenPerCase.includes(count))
      expect(once.filter((count) => ![0, 1].includes(sum(list, count)))).toEqual([])
      expect(JSON.stringify(state)).not.toMatch(/NaN|Infinity/)
    }),
    { numRuns: 400 },
  )
})

test('at every instant a case is open or not, and overdue or supervised only while open', () => {
  fc.assert(
    fc.property(anyHistory, (facts) => {
      const list = contributions(refold(facts)).filter((c) => balanceCounts.includes(c.count))
      for (const { at } of list) {
        const until = list.filter((c) => c.at <= at)
        const open = sum(until, 'open')
        expect([0, 1]).toContain(open)
        for (const count of ['overdueOpen', 'supervisedOpen'] as const) {
          expect(sum(until, count)).toBeGreaterThanOrEqual(0)
          expect(sum(until, count)).toBeLessThanOrEqual(open)
        }
      }
    }),
    { numRuns: 400 },
  )
})
