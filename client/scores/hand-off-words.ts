import type { HandOffPart } from '../../shared/cases/hand-off-answers.ts'

/** What is counted of a pair (转办). */
export const handOffName: Record<HandOffPart, string> = {
  handed: '转办',
  ended: '已接',
  misrouted: '误转',
  late: '超时',
}
