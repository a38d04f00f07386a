import type { Absence, Status } from '../../../shared/indicators/answers.ts'

/** Why a value is absent, as files say it (缺值原因). */
export const absenceWords: Record<Absence, string> = {
  'no-data': '无数据',
  'not-at-level': '本级不适用',
  suppressed: '不显示',
  'nothing-due': '本期无事项',
}

/** The verdict as files say it (状态). */
export const statusWords: Record<Status, string> = {
  normal: '正常',
  yellow: '黄',
  red: '红',
  unknown: '未判',
}
