import type { Absence } from './answers.ts'

/** Why a value is absent, for people (缺值原因). */
export const absenceWords: Record<Absence, string> = {
  'no-data': '无数据',
  'not-at-level': '本级不适用',
  suppressed: '不显示',
  'nothing-due': '本期无事项',
}
