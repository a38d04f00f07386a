import { shallowRef, type ShallowRef } from 'vue'
import type { CaseRow } from '../../shared/cases/rows.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import type { ObservationRow } from '../../shared/indicators/explain-answer.ts'
import type { AskedWindow, CasePart, CityApi } from '../api/city-api.ts'
import { faultOf, type Fault } from '../api/faults.ts'

/** Which list: of one figure's part, as of one position, so that it adds up to that figure. */
export interface ListQuestion {
  kind: 'cases' | 'observations'
  indicator: string
  region: RegionId
  window?: AskedWindow
  part: CasePart
  at: number
}

/** The rows behind a part of a figure (明细), as far as they were asked for. */
export interface ExplainList {
  question: ListQuestion
  cases: CaseRow[]
  observations: ObservationRow[]
  /** Sensitive cases that count and are not shown, of the pages read. */
  withheld: number
  /** What the whole list adds up to; null until it is known. */
  total: number | null
  /** Asks for the next page; null where there is none. */
  cursor: string | null
  loading: boolean
  fault: Fault | null
}

const pageRows = 50

/** Reads a list page by page; a new question drops the old one and whatever is on its way. */
export function explainList(api: CityApi): {
  list: Readonly<ShallowRef<ExplainList | null>>
  want(question: ListQuestion | null): void
  more(): Promise<void>
} {
  const list = shallowRef<ExplainList | null>(null)

  async function page(asked: ExplainList) {
    const { kind, part, ...rest } = asked.question
    if (kind === 'observations' && part !== 'gap') {
      const { rows, total, cursor } = await api.observations({
        ...{ ...rest, part, cursor: asked.cursor },
      })
      return { ...asked, observations: [...asked.observations, ...rows], total, cursor }
    }
    const {
      rows,
      total,
      cursor,
      withheld = 0,
    } = await api.cases({
      ...{ ...rest, part, order: 'newest', limit: pageRows, cursor: asked.cursor ?? undefined },
    })
    const cases = [...asked.cases, ...rows]
    return { ...asked, cases, withheld: asked.withheld + withheld, total, cursor }
  }

  async function load(before: ExplainList) {
    const mine = { ...before, loading: true, fault: null }
    list.value = mine
    let next: ExplainList
    try {
      next = await page(mine)
    } catch (error) {
      next = { ...mine, fault: faultOf(error) }
    }
    if (list.value === mine) list.value = { ...next, loading: false }
  }

  return {
    list,
    want(question) {
      if (JSON.stringify(question) === JSON.stringify(list.value?.question ?? null)) return
      if (question === null) {
        list.value = null
        return
      }
      const empty = { cases: [], observations: [], withheld: 0, total: null, cursor: null }
      void load({ question, ...empty, loading: true, fault: null })
    },
    /** The next page, or the one that failed once more. */
    async more() {
      const known = list.value
      if (known === null || known.loading) return
      if (known.cursor !== null || known.fault !== null) await load(known)
    },
  }
}
