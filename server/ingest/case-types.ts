import type { SourceFact } from '../../shared/events/source-fact.ts'
import type { TypeTold } from '../queries/known-facts.ts'
import type { Lookups } from './lookups.ts'

/** The types of a batch's cases: what the batch says together with what we knew before. */
export interface CaseTypes {
  learn(fact: SourceFact, occurredAt: number): void
  /** The case's type at an instant; null = nobody said yet. */
  at(source: string, number: string, instant: number): string | null
  /** When it was first reported, as far as anybody said; null = not yet. */
  reportedAt(source: string, number: string): number | null
}

/** `before` is what was told of a case in earlier batches. */
export function makeCaseTypes(
  { types, pack }: Lookups,
  before: (source: string, number: string) => readonly TypeTold[],
): CaseTypes {
  const said = new Map<string, TypeTold[]>()
  const known = (given: string): string => (types.has(given) ? given : pack.unknownType)
  const told = (source: string, number: string): TypeTold[] => [
    ...before(source, number),
    ...(said.get(`${source}\n${number}`) ?? []),
  ]
  return {
    learn(fact, at) {
      if (fact.type !== 'case-reported' && fact.type !== 'case-retyped') return
      const name = `${fact.source}\n${fact.case}`
      const how = fact.type === 'case-reported' ? 'reported' : 'retyped'
      const one = { at, type: known(fact.eventType), how } as const
      const list = said.get(name)
      if (list === undefined) said.set(name, [one])
      else list.push(one)
    },
    at: (source, number, instant) => typeAt(told(source, number), instant),
    reportedAt: (source, number) => firstReport(told(source, number))?.at ?? null,
  }
}

/** As a case is folded: the last retyping until then, else its first report, whenever that was. */
function typeAt(told: readonly TypeTold[], instant: number): string | null {
  let latest: TypeTold | null = null
  for (const one of told)
    if (one.how === 'retyped' && one.at <= instant && (latest === null || one.at >= latest.at))
      latest = one
  return (latest ?? firstReport(told))?.type ?? null
}

const firstReport = (told: readonly TypeTold[]): TypeTold | null =>
  told.reduce<TypeTold | null>(
    (first, one) => (one.how === 'reported' && (first === null || one.at < first.at) ? one : first),
    null,
  )
