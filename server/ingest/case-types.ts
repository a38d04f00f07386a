import type { SourceFact } from '../../shared/events/source-fact.ts'
import type { Lookups } from './lookups.ts'

/** The types of a batch's cases: what the batch itself says, then what we knew before. */
export interface CaseTypes {
  learn(fact: SourceFact, occurredAt: number): void
  /** The case's type at an instant; null = nobody said yet. */
  at(source: string, number: string, instant: number): string | null
}

interface Said {
  at: number
  type: string
  first: boolean
}

export function makeCaseTypes(
  { types, pack }: Lookups,
  typeOfCase: (source: string, number: string) => string | null,
): CaseTypes {
  const said = new Map<string, Said[]>()
  const known = (given: string): string => (types.has(given) ? given : pack.unknownType)
  return {
    learn(fact, at) {
      if (fact.type !== 'case-reported' && fact.type !== 'case-retyped') return
      const name = `${fact.source}\n${fact.case}`
      const one = { at, type: known(fact.eventType), first: fact.type === 'case-reported' }
      const list = said.get(name)
      if (list === undefined) said.set(name, [one])
      else list.push(one)
    },
    at(source, number, instant) {
      const list = said.get(`${source}\n${number}`) ?? []
      let latest: Said | undefined
      for (const one of list)
        if (one.at <= instant && (latest === undefined || one.at >= latest.at)) latest = one
      return (
        latest?.type ?? typeOfCase(source, number) ?? list.find((one) => one.first)?.type ?? null
      )
    },
  }
}
