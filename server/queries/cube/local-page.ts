import { at, type CaseSchema, type ContributionRow } from './case-schema.ts'

/** Local days of one page: few, so that a question about one day reads little. */
export const localPageDays = 8
export const localPageOf = (day: number): number => Math.floor(day / localPageDays)

/** The pages [first, end) of one region from its rows. */
export function localPages(
  schema: CaseSchema,
  rows: readonly ContributionRow[],
  first: number,
  end: number,
): LocalPage[] {
  const ofPage = Array.from({ length: end - first }, (): ContributionRow[] => [])
  for (const row of rows) ofPage[localPageOf(Number(row[at.day])) - first]?.push(row)
  return ofPage.map((own) => (own.length === 0 ? emptyPage : new LocalPage(schema, own)))
}

/**
 * Some days of one small region (局部页): what each measure adds up to, and the entries behind it as
 * pairs of quarter-hour and amount, in one typed array.
 */
export class LocalPage {
  readonly #measures: number
  /** Sums by measure, then where each measure's entries begin, then the entries. */
  readonly #cells: Int32Array

  constructor(schema: Pick<CaseSchema, 'measures' | 'targets'>, rows: readonly ContributionRow[]) {
    const measures = schema.measures.length
    const found: number[][] = []
    let entries = 0
    for (const row of rows) {
      const slot = Number(row[at.slot])
      for (const [measure, column] of schema.targets(row)) {
        const amount = row[column]
        if (amount === 0 || typeof amount !== 'number') continue
        ;(found[measure] ??= []).push(slot, amount)
        entries += 2
      }
    }
    this.#measures = measures
    this.#cells = new Int32Array(2 * measures + 1 + entries)
    let next = 2 * measures + 1
    for (let measure = 0; measure < measures; measure += 1) {
      const own = found[measure] ?? []
      this.#cells[measures + measure] = next
      this.#cells.set(own, next)
      next += own.length
      for (let i = 1; i < own.length; i += 2) {
        this.#cells[measure] = (this.#cells[measure] ?? 0) + (own[i] ?? 0)
      }
    }
    this.#cells[2 * measures] = next
  }

  get size(): number {
    return this.#cells.length
  }

  /** All of a measure in this page. */
  whole(measure: number): number {
    return this.#measures === 0 ? 0 : (this.#cells[measure] ?? 0)
  }

  /** A measure's quarter-hours in [from, to). */
  slots(measure: number, from: number, to: number): number {
    if (this.#measures === 0) return 0
    const cells = this.#cells
    const end = cells[this.#measures + measure + 1] ?? 0
    let sum = 0
    for (let i = cells[this.#measures + measure] ?? end; i < end; i += 2) {
      const slot = cells[i] ?? 0
      if (slot >= from && slot < to) sum += cells[i + 1] ?? 0
    }
    return sum
  }
}

/** What all the pages without rows share. */
const emptyPage = new LocalPage({ measures: [], targets: () => [] }, [])
