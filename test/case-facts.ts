import { factKind, factKinds } from '../shared/events/index.ts'
import type { BodyOf, CaseFactType, NewFactOf } from '../shared/events/index.ts'
import type { Entry } from '../server/log/entry.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** 2026-11-02 08:00 in Shanghai, a Monday. */
export const mondayMorning = Date.UTC(2026, 10, 2, 0)

/** One fact of a case with the entry it comes in. */
export interface CaseTelling {
  source: string
  number: string
  fact: NewFactOf
}

export const entryOf = ({ source, number, fact }: CaseTelling): Entry => ({
  stream: { kind: 'case', source, number },
  events: [fact],
})

/** A fact of a case; what is not said is the golden example's. */
export function caseFact<T extends CaseFactType>(
  type: T,
  number: string,
  at: number,
  body: Partial<BodyOf<T>> = {},
  source = 'hotline',
): CaseTelling {
  const fact = {
    type,
    source,
    key: `${number}:${type}:${at}`,
    occurredAt: at,
    publishedAt: at,
    body: factKind(type).body.parse({ ...factKinds[type].example, ...body }),
    ...(type === 'case-reported' ? { text: { title: `${number} 路面积水` } } : {}),
  }
  return { source, number, fact: fact as unknown as NewFactOf }
}

/** A case that goes its whole way without a hitch: eight facts in a day and a half. */
export function tidyCase(n: number, at = mondayMorning + n * 97_000): CaseTelling[] {
  const number = `2026-${String(n).padStart(7, '0')}`
  const disposalDeadline = at + 30 * hourMs
  const closingDeadline = at + 54 * hourMs
  const department = `department-${n % 30}`
  return [
    caseFact('case-reported', number, at, { number, region: 1 + (n % 9), severity: 4 }),
    caseFact('case-accepted', number, at + 12 * minuteMs, { registerDeadline: at + hourMs }),
    caseFact('case-registered', number, at + 24 * minuteMs, { dispatchDeadline: at + 2 * hourMs }),
    caseFact('case-dispatched', number, at + 42 * minuteMs, {
      department,
      disposalDeadline,
      closingDeadline,
    }),
    caseFact('case-signed', number, at + 90 * minuteMs, { department }),
    caseFact('case-resolved', number, at + 20 * hourMs),
    caseFact('case-verified', number, at + 26 * hourMs),
    caseFact('case-closed', number, at + 27 * hourMs),
  ]
}
