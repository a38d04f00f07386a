import type { Status } from '../../../shared/indicators/answers.ts'

/** The verdict as files say it (状态). */
export const statusWords: Record<Status, string> = {
  normal: '正常',
  yellow: '黄',
  red: '红',
  unknown: '未判',
}
