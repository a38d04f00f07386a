import { absenceWords } from '../../shared/indicators/absence-words.ts'
import type { Absence } from '../../shared/indicators/answers.ts'

export const panelFaces = [
  'ready',
  'loading',
  'empty',
  'stale',
  'failed',
  'suppressed',
  'not-at-level',
  'no-data',
] as const
/** What a panel shows instead of, or over, its content. */
export type PanelFace = (typeof panelFaces)[number]

const words: Record<PanelFace, string | null> = {
  ready: null,
  loading: '正在取数',
  empty: absenceWords['nothing-due'],
  stale: '数据陈旧',
  failed: '接口中断',
  suppressed: absenceWords.suppressed,
  'not-at-level': absenceWords['not-at-level'],
  'no-data': absenceWords['no-data'],
}

/** The words of a face; null where the content speaks for itself. */
export const wordsOf = (face: PanelFace): string | null => words[face]

/** True where the panel's own content is drawn (with its hatch when stale). */
export const showsContent = (face: PanelFace): boolean => face === 'ready' || face === 'stale'

const faceOfAbsence: Record<Absence, PanelFace> = {
  'no-data': 'no-data',
  'not-at-level': 'not-at-level',
  suppressed: 'suppressed',
  'nothing-due': 'empty',
}

/** The face of one value: an absence names itself, a missing reason is 无数据, zero is a value. */
export function faceOfValue(figure: {
  value: number | null
  absence: Absence | null
  stale: boolean
}): PanelFace {
  if (figure.absence) return faceOfAbsence[figure.absence]
  if (figure.value === null) return 'no-data'
  return figure.stale ? 'stale' : 'ready'
}

/** Why there is no value, in words (缺值原因): 无数据, 本级不适用, 不显示, 本期无事项. */
export const absentWords = (absence: Absence | null): string =>
  wordsOf(faceOfValue({ value: null, absence, stale: false })) ?? ''

/** The face of a list or series fetched from the server; `count` null = not answered yet. */
export function faceOf(answer: {
  count: number | null
  failed?: boolean
  stale?: boolean
}): PanelFace {
  if (answer.count === null) return answer.failed ? 'failed' : 'loading'
  if (answer.failed || answer.stale) return 'stale'
  return answer.count === 0 ? 'empty' : 'ready'
}
