import type { ParcelHandOff } from '../../shared/cases/hand-off-answers.ts'
import type { ParcelAnswer, ParcelStep, StepClock } from '../../shared/cases/parcel-answers.ts'
import type { Severity } from '../../shared/city/pack.ts'
import { minutesWords } from '../panels/remaining.ts'

/** What each station does, under its one character. */
export const stationName: Record<ParcelStep['key'], string> = {
  place: '上报',
  take: '受理立案',
  send: '派遣处置',
  check: '核查结案',
  rate: '评价',
}

export interface ClockWords {
  /** 「用 20分 / 限 4工作时」. */
  used: string
  limit: string | null
  /** 「超 2工作时」; null while in time. */
  over: string | null
  /** Used of the limit, 0–1; null without a limit. */
  share: number | null
  severity: Severity | null
}

/** How long something took against its limit; 超 in words and in red. */
export function clockWords(clock: StepClock): ClockWords {
  const { usedMinutes, limitMinutes, works, late } = clock
  const over = late && limitMinutes !== null ? usedMinutes - limitMinutes : null
  return {
    used: `用 ${minutesWords(usedMinutes, works)}`,
    limit: limitMinutes === null ? null : `限 ${minutesWords(limitMinutes, works)}`,
    over: late ? (over !== null && over >= 1 ? `超 ${minutesWords(over, works)}` : '刚超') : null,
    share: limitMinutes === null ? null : shareOf(usedMinutes, limitMinutes),
    severity: late ? 1 : null,
  }
}

const shareOf = (used: number, limit: number): number =>
  limit <= 0 ? 1 : Math.min(1, Math.max(0, used / limit))

/** What the state of a station is called. */
export const stateWords: Record<ParcelStep['state'], string> = {
  done: '已办',
  current: '在办',
  ahead: '未到',
  skipped: '不经此站',
}

export const linkedName: Record<ParcelAnswer['linked'][number]['how'], string> = {
  'merged-into': '已并入',
  'merged-from': '并入本案',
  duplicate: '疑似重复',
}

/** How a hand-off ended; `waiting` = not yet taken. */
export const handOffEndWords: Record<NonNullable<ParcelHandOff['end']> | 'waiting', string> = {
  taken: '已接收',
  returned: '退回',
  'handed-on': '又转出',
  over: '随案了结',
  waiting: '待接收',
}
