import type { QueueRow } from '../../shared/cases/queue-answers.ts'
import type { CaseClock } from '../../shared/cases/state.ts'
import { ageOf } from './format.ts'

/** What a clock (时限) is called. */
export const clockName: Record<CaseClock, string> = {
  register: '立案时限',
  dispatch: '派遣时限',
  disposal: '处置时限',
  closing: '结案时限',
  'hand-off': '转办时限',
}

/** Less than this many minutes left is 即将超期, as the server counts it. */
const soonMinutes = 120

export interface Remaining {
  /** 剩, 超, 已报. */
  word: string
  /** 1工作时20分, 3天4时; 挂账 where the clock stands still. */
  text: string
  state: 'late' | 'soon' | 'calm'
}

/** 45分, 2时05分, 3天4时; of working time 2工作时05分, 38工作时. Never negative. */
export function minutesWords(minutes: number, works: boolean): string {
  const all = Math.abs(Math.round(minutes))
  const [hours, rest] = [Math.floor(all / 60), all % 60]
  const hour = works ? '工作时' : '时'
  if (all === 0) return '不足1分'
  if (hours === 0) return works ? `${rest}工作分` : `${rest}分`
  if (!works && hours >= 24)
    return `${Math.floor(hours / 24)}天${hours % 24 ? `${hours % 24}时` : ''}`
  if (hours >= 10 || rest === 0) return `${hours}${hour}`
  return `${hours}${hour}${String(rest).padStart(2, '0')}分`
}

/**
 * What a row's clock says (剩余时间), in working time where it runs by it: as of the answer, which is
 * never older than a minute. `now` counts only where no clock runs.
 */
export function remainingOf(row: QueueRow, now: number): Remaining {
  const { remainingMinutes, remainingWorkMinutes, works, stage } = row
  const left = works ? remainingWorkMinutes : remainingMinutes
  if (left === null || remainingMinutes === null) {
    if (stage === 'suspended') return { word: '', text: '挂账', state: 'calm' }
    if (row.closedAt !== null)
      return { word: '办结', text: `${ageOf(now - row.closedAt)}前`, state: 'calm' }
    return { word: '已报', text: ageOf(now - row.reportedAt), state: 'calm' }
  }
  const late = remainingMinutes < 0
  // Outside working hours no working minute goes by: what is left is natural time.
  const word = late ? '超' : '剩'
  const idle = works && left === 0
  const text = late && idle ? '刚超' : minutesWords(idle ? remainingMinutes : left, works && !idle)
  if (text === '刚超') return { word: '', text, state: 'late' }
  return { word, text, state: late ? 'late' : left < soonMinutes ? 'soon' : 'calm' }
}
