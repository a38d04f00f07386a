import fc from 'fast-check'
import type { BodyOf, CaseFactType, Fact } from '../../shared/events/index.ts'
import { at, factOf, hours, minutes } from './cases.ts'

// Half-hours over two weeks with a weekend, so that instants meet and deadlines are hit exactly.
const slot = fc.nat({ max: 14 * 48 })
const instantOf = (half: number): number => at('2026-11-02 00:00') + half * minutes(30)
const instant = slot.map(instantOf)
const deadline = fc.option(instant, { nil: null, freq: 4 })
const limit = fc.option(
  fc.oneof(
    fc.record({ amount: fc.integer({ min: 1, max: 24 }), unit: fc.constant('work-hour' as const) }),
    fc.record({
      amount: fc.constantFrom(0.5, 1, 2, 3),
      unit: fc.constantFrom('work-day' as const, 'natural-day' as const),
    }),
    fc.record({ amount: fc.integer({ min: 1, max: 300 }), unit: fc.constant('minute' as const) }),
  ),
  { nil: null },
)
const nothing = fc.constant({})
const point = fc.constant(null)

/** Any body of each kind of fact that a source tells of a case. */
const bodies: {
  [T in Exclude<CaseFactType, 'deadline-passed' | 'light-raised'>]: fc.Arbitrary<BodyOf<T>>
} = {
  'case-reported': fc.record({
    number: fc.constant('2026-000001'),
    type: fc.constantFrom('0101', '0102'),
    region: fc.constantFrom(101, 102, null),
    point,
    severity: fc.constantFrom(1, 2, 3, 4),
    repeatOrdinal: fc.constantFrom(1, 2, 3),
  }),
  'case-accepted': fc.record({ registerDeadline: deadline }),
  'case-declined': nothing,
  'case-registered': fc.record({ dispatchDeadline: deadline }),
  'case-dispatched': fc.record({
    department: fc.constantFrom('sanitation', 'water'),
    limit,
    disposalDeadline: deadline,
    closingDeadline: deadline,
  }),
  'case-signed': fc.record({ department: fc.constantFrom('sanitation', 'water', undefined) }),
  'case-returned': nothing,
  'case-handling-started': nothing,
  'case-extended': fc.record({ disposalDeadline: instant, closingDeadline: instant }),
  'case-extension-requested': fc.record({ disposalDeadline: instant }),
  'case-extension-refused': nothing,
  'case-suspended': nothing,
  'case-resumed': nothing,
  'case-resolved': nothing,
  'case-verified': nothing,
  'case-reworked': nothing,
  'case-closed': nothing,
  'case-rated': fc.record({ rating: fc.constantFrom('satisfied', 'dissatisfied') }),
  'case-cancelled': nothing,
  'case-merged': fc.record({ into: fc.constant('2026-000009') }),
  'case-reopened': nothing,
  'case-supervised': fc.record({ owner: fc.constant('city-leader'), due: deadline }),
  'case-supervision-closed': nothing,
  'case-handed-over': fc.constant({ from: 'police-110', to: 'hotline' }),
  'case-retyped': fc.record({
    type: fc.constantFrom('0103', '0104'),
    severity: fc.constantFrom(1, 4, undefined),
    limit: fc.oneof(limit, fc.constant(undefined)),
  }),
  'case-relocated': fc.record({ region: fc.constantFrom(103, null), point }),
}

interface Told {
  type: CaseFactType
  at: number
  body: BodyOf<CaseFactType>
  source: string
}

const anyTold: fc.Arbitrary<Told> = fc
  .constantFrom(...(Object.keys(bodies) as (keyof typeof bodies)[]))
  .chain((type) =>
    fc.record({
      type: fc.constant(type),
      at: instant,
      body: bodies[type] as fc.Arbitrary<BodyOf<CaseFactType>>,
      source: fc.constantFrom('grid', 'hotline'),
    }),
  )

/** The way most cases go, at any instants: so that wild facts meet a case that is under way. */
const usualWay = ['case-reported', 'case-accepted', 'case-registered', 'case-dispatched'] as const
const anyWay: fc.Arbitrary<Told[]> = fc
  .tuple(slot, ...usualWay.map((t) => bodies[t]))
  .map(([first, ...told]) =>
    told.map((body, i) => ({
      type: usualWay[i] ?? 'case-reported',
      at: instantOf(first / 4) + hours(i),
      body: body as BodyOf<CaseFactType>,
      source: 'grid',
    })),
  )

/** Facts of one case as sources may tell them: legal or not, at meeting instants, keys all different. */
export const anyFacts: fc.Arbitrary<Fact[]> = fc
  .tuple(anyWay, fc.array(anyTold, { maxLength: 14 }))
  .map(([way, wild]) =>
    [...way, ...wild].map(({ type, at, body, source }, i) =>
      factOf(type, at, body, { position: i + 1, source, key: `${(i * 7) % 31}:${i}` }),
    ),
  )

/** The facts in any order, some of them told twice. */
export const anyTelling = (facts: Fact[]): fc.Arbitrary<Fact[]> =>
  fc
    .tuple(fc.shuffledSubarray(facts, { minLength: facts.length }), fc.shuffledSubarray(facts))
    .map(([once, again]) => [
      ...once,
      ...again.map((fact) => ({ ...fact, position: fact.position + 500 })),
    ])
