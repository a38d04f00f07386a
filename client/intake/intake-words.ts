import type { MappedRating, MappedStage } from '../../shared/imports/mapping.ts'
import type { LetterState } from '../../shared/dead-letters/answers.ts'
import { readClock } from '../panels/clock.ts'

/** 58,251. */
export const countWords = (count: number): string => count.toLocaleString('en-US')

/** 「3月5日 09:30」 on the city's clock. */
export function momentWords(at: number, zone: string): string {
  const { month, date, time } = readClock(at, zone)
  return `${month}月${date}日 ${time.slice(0, 5)}`
}

export const stateNames: Record<LetterState, string> = {
  open: '待更正',
  taken: '已收下',
  dropped: '不再处理',
}

export const outcomeNames = { taken: '已收下', refused: '仍未收', dropped: '不再处理' } as const

/** What a status of a table can mean. */
export const stageNames: Record<MappedStage, string> = {
  reported: '已上报',
  accepted: '已受理',
  declined: '不予受理',
  registered: '已立案',
  dispatched: '已派遣',
  signed: '已签收',
  handling: '处置中',
  resolved: '已反馈',
  verified: '已核查',
  closed: '已结案',
  rated: '已评价',
  suspended: '挂账',
  cancelled: '已作废',
}

export const ratingNames: Record<MappedRating | '', string> = {
  satisfied: '满意',
  'basically-satisfied': '基本满意',
  dissatisfied: '不满意',
  '': '未评价',
}

export const severityNames: Record<string, string> = {
  '1': 'Ⅰ 特别重大',
  '2': 'Ⅱ 重大',
  '3': 'Ⅲ 较大',
  '4': 'Ⅳ 一般',
  '': '不填',
}

export const coordinateNames = {
  wgs84: 'WGS84（GPS、天地图）',
  gcj02: 'GCJ-02（高德、腾讯）',
  bd09: 'BD-09（百度）',
} as const

export const regionWayNames = { name: '按名称', code: '按代码', coordinates: '按坐标' } as const
export const typeWayNames = { name: '按名称', code: '按代码', keywords: '按关键词' } as const
