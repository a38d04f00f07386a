import type { CaseRow } from '../../shared/cases/rows.ts'
import { ageOf, spanOf } from './format.ts'

export interface Countdown {
  /** 剩余, 超, or what else the time says (已报, 结案). */
  word: '剩余' | '超' | '已报' | '办结'
  text: string
  late: boolean
}

/** What a case's clock says now: time left, time over (超), time since it was reported where none runs. */
export function countdownOf(row: CaseRow, now: number): Countdown {
  if (row.closedAt !== null) return { word: '办结', text: ageOf(now - row.closedAt), late: false }
  if (row.deadline === null) return { word: '已报', text: ageOf(now - row.reportedAt), late: false }
  const left = row.deadline - now
  return left < 0
    ? { word: '超', text: spanOf(left), late: true }
    : { word: '剩余', text: spanOf(left), late: false }
}
