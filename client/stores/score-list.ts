import { shallowRef, type ShallowRef } from 'vue'
import type { CaseRow } from '../../shared/cases/rows.ts'
import type { ScoreCases } from '../../shared/scores/answers.ts'
import { faultOf, type Fault } from '../api/faults.ts'

/** What names a cell, with the moment and the page that are asked for. */
export interface CellQuestion {
  at: number | null
  limit: number
  cursor: string | null
}

/** The cases behind a cell (数字背后的案件), as far as they were asked for. */
export interface ScoreList<Q extends CellQuestion = CellQuestion> {
  question: Q
  rows: CaseRow[]
  /** Sensitive cases so far that may not be listed. */
  hidden: number
  /** What the whole list adds up to; null until it is known. */
  total: number | null
  cursor: string | null
  loading: boolean
  fault: Fault | null
}

/** The same cell, whatever the moment. */
const cellOf = ({ at: _, ...rest }: CellQuestion): string => JSON.stringify(rest)

/** Reads a cell's cases page by page; another cell drops the old list, a newer moment renews it. */
export function scoreList<Q extends CellQuestion>(
  ask: (question: Q) => Promise<ScoreCases>,
): {
  list: Readonly<ShallowRef<ScoreList<Q> | null>>
  want(question: Q | null): void
  more(): Promise<void>
} {
  const list = shallowRef<ScoreList<Q> | null>(null)
  let turn = 0

  async function load(before: ScoreList<Q>, renew: boolean) {
    const mine = ++turn
    if (!renew) list.value = { ...before, loading: true, fault: null }
    try {
      const cursor = renew ? null : before.cursor
      const answer = await ask({ ...before.question, cursor })
      if (mine !== turn) return
      const kept = renew ? { rows: [], hidden: 0 } : before
      list.value = {
        question: before.question,
        rows: [...kept.rows, ...answer.rows],
        hidden: kept.hidden + answer.hidden,
        total: answer.total,
        cursor: answer.cursor,
        ...{ loading: false, fault: null },
      }
    } catch (error) {
      if (mine === turn) list.value = { ...before, loading: false, fault: faultOf(error) }
    }
  }

  return {
    list,
    want(question) {
      const known = list.value
      if (question === null) {
        turn += 1
        list.value = null
        return
      }
      if (known && cellOf(known.question) === cellOf(question)) {
        // Whoever is reading further down keeps the pages read.
        const first = known.rows.length + known.hidden <= question.limit
        if (known.question.at !== question.at && first && !known.loading) {
          void load({ ...known, question }, true)
        }
        return
      }
      const empty = { rows: [], hidden: 0, total: null, cursor: null }
      void load({ question, ...empty, loading: true, fault: null }, false)
    },
    /** The next page, or the one that failed once more. */
    async more() {
      const known = list.value
      if (known === null || known.loading) return
      if (known.cursor !== null || known.fault !== null) await load(known, false)
    },
  }
}
