import { caseCounts } from '../../../shared/cases/counts.ts'
import type { CityPack, Measure } from '../../../shared/city/pack.ts'

/** A stored contribution, in the order of `contributionColumns`. */
export type ContributionRow = readonly (number | string | null)[]

/** Columns of case_contribution as every reader here asks for them. */
export const contributionColumns = [
  'position',
  'case_id',
  'slot',
  'day',
  'region',
  'department',
  'type',
  'source',
  'severity',
  ...caseCounts.map((c) => `"${c}"`),
].join(', ')
export const at = {
  position: 0,
  caseId: 1,
  slot: 2,
  day: 3,
  region: 4,
  type: 6,
  source: 7,
  severity: 8,
} as const
const firstCount = 9

/** Which case-counted measures a row moves, and from which of its columns (度量归集). */
export interface CaseSchema {
  readonly measures: readonly Measure[]
  /** Ordinal of a case-counted measure; raises nothing, -1 when it is none. */
  ordinal(measure: Measure): number
  /** Pairs of measure ordinal and row column, for rows of this source, type and severity. */
  targets(row: ContributionRow): readonly (readonly [number, number])[]
  readonly isBalance: readonly boolean[]
  /** Event type → its category, as the measures look at them. */
  readonly categories: readonly (readonly [type: string, category: string])[]
}

/** Compiles the pack's case measures; `targets` is remembered per source × type × severity. */
export function compileCaseSchema(pack: CityPack): CaseSchema {
  const measures = pack.measures.filter((m) => m.origin === 'cases')
  const ordinals = new Map(measures.map((m, i) => [m.id, i]))
  const categoryOf = new Map(pack.eventTypes.map((t) => [t.code, t.category]))
  const columnOf = new Map<string, number>(caseCounts.map((c, i) => [c, firstCount + i]))
  const known = new Map<string, (readonly [number, number])[]>()

  const matches = (m: Measure, source: string, type: string, severity: number): boolean =>
    (m.caseSources.length === 0 || m.caseSources.includes(source)) &&
    (m.caseTypes.length === 0 || m.caseTypes.includes(type)) &&
    (m.caseCategories.length === 0 || m.caseCategories.includes(categoryOf.get(type) ?? '')) &&
    (m.caseSeverities.length === 0 || m.caseSeverities.some((s) => s === severity))

  return {
    measures,
    categories: [...categoryOf],
    isBalance: measures.map((m) => m.kind === 'balance'),
    ordinal: (measure) => ordinals.get(measure.id) ?? -1,
    targets: (row) => {
      const source = String(row[at.source])
      const type = String(row[at.type])
      const severity = Number(row[at.severity])
      const key = `${source}|${type}|${severity}`
      let pairs = known.get(key)
      if (!pairs) {
        pairs = measures.flatMap((m, i) => {
          const column = columnOf.get(m.caseCount ?? '')
          return column !== undefined && matches(m, source, type, severity)
            ? [[i, column] as const]
            : []
        })
        known.set(key, pairs)
      }
      return pairs
    },
  }
}
