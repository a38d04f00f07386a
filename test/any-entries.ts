import fc from 'fast-check'
import { fold } from '../shared/cases/fold.ts'
import { lapseKey, lapses } from '../shared/cases/lapses.ts'
import type { Fact, NewFactOf } from '../shared/events/index.ts'
import type { Entry } from '../server/log/entry.ts'
import { anyFacts } from './builders/any-case.ts'
import { rules } from './builders/cases.ts'
import { mondayMorning } from './case-facts.ts'

const hourMs = 3_600_000

/** The facts of one case, one an entry, with some of the lapses that the scheduler would record. */
const anyCase = (number: string): fc.Arbitrary<Entry[]> =>
  fc
    .tuple(anyFacts, fc.infiniteStream(fc.boolean()))
    .map(([facts, recorded]) => [
      ...facts.map((fact) => told(number, fact)),
      ...lapsesOf(number, facts).filter(() => recorded.next().value),
    ])

function told(number: string, { type, source, key, occurredAt, publishedAt, body }: Fact): Entry {
  const isReport = type === 'case-reported'
  const fact = {
    type,
    source,
    key: `${number}:${key}`,
    occurredAt,
    publishedAt,
    body: isReport ? { ...body, number } : body,
    ...(isReport ? { text: { title: `${number} ${key}` } } : {}),
  } as NewFactOf
  return { stream: { kind: 'case', source: 'grid', number }, events: [fact] }
}

function lapsesOf(number: string, facts: Fact[]): Entry[] {
  const state = fold(1, facts, rules)
  if (state === null) return []
  return lapses(state, rules).map((lapse) => {
    const { at, type, body } = lapse
    const key = `${number}:${lapseKey(state, lapse)}`
    const fact = { type, source: 'system', key, occurredAt: at, publishedAt: at, body }
    return { stream: { kind: 'case', source: 'grid', number }, events: [fact as NewFactOf] }
  })
}

/** Reports of two feeds, each with a key of its own. */
const anyReports: fc.Arbitrary<Entry[]> = fc
  .array(fc.record({ feed: fc.constantFrom('a', 'b'), hours: fc.nat(72), value: fc.nat(9) }), {
    maxLength: 6,
  })
  .map((reports) =>
    reports.map(({ feed, hours, value }, i) => {
      const from = mondayMorning + hours * hourMs
      const span = { feed, from, to: from + hourMs, until: from + hourMs }
      const fact =
        value < 5
          ? {
              type: 'observations-reported',
              body: { ...span, grain: 'instant', regions: [1, 2], values: { m: [value, null] } },
            }
          : { type: 'coverage-reported', body: { ...span, regions: value < 8 ? null : [value] } }
      const head = { source: feed, key: `${feed}:${i}`, occurredAt: from, publishedAt: from }
      return { stream: { kind: 'feed', feed }, events: [{ ...head, ...fact } as NewFactOf] }
    }),
  )

/** What three cases and two feeds may tell, one fact an entry, each with a key of its own. */
export const anyEntries: fc.Arbitrary<Entry[]> = fc
  .tuple(anyCase('N-1'), anyCase('N-2'), anyCase('N-3'), anyReports)
  .map((tellings) => tellings.flat())
