import type { QueueRow } from '../../shared/cases/queue-answers.ts'
import type { Severity } from '../../shared/city/pack.ts'
import { timeOf } from '../panels/clock.ts'
import { ageOf } from '../panels/format.ts'
import { clockName, minutesWords } from '../panels/remaining.ts'
import { stageOf } from '../panels/stages.ts'

/** How a case stands in time: what its running clock has left, or since when it is over. */
export function standingWords(
  row: QueueRow,
  zone: string,
  now: number,
  /** When it was declined, merged or cancelled; null = it was not, or is withheld. */
  endedAt: number | null = null,
): { text: string; beside: string; severity: Severity | null } {
  const { remainingMinutes, remainingWorkMinutes, works, clock, dueAt, stage, closedAt } = row
  const calm = (text: string, beside: string) => ({ text, beside, severity: null })
  if (clock === null || dueAt === null || remainingMinutes === null) {
    if (closedAt !== null) return calm(stageOf(stage).name, `${timeOf(closedAt, zone, now)} 结案`)
    if (endedAt !== null) return calm(stageOf(stage).name, timeOf(endedAt, zone, now))
    const beside = stage === 'suspended' ? '时限暂停' : `已报 ${ageOf(now - row.reportedAt)}`
    return calm(stageOf(stage).name, beside)
  }
  const left = works ? (remainingWorkMinutes ?? remainingMinutes) : remainingMinutes
  const late = remainingMinutes < 0
  const text = Math.round(left) === 0 && late ? '刚超' : minutesWords(left, works)
  return {
    text: late ? (text === '刚超' ? text : `超 ${text}`) : `剩 ${text}`,
    beside: `${clockName[clock]} ${timeOf(dueAt, zone, now)}`,
    severity: late ? 1 : null,
  }
}
