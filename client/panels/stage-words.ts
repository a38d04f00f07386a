import type { Severity } from '../../shared/city/pack.ts'

const severities: Record<string, Severity> = { red: 1, orange: 2, yellow: 3, blue: 4 }
const statusWords: Record<string, string> = { normal: '正常', yellow: '黄', red: '红' }

/** The severity whose colour a stage has (等级颜色); null = none: the ordinary stage. */
export const severityOfStage = (colour: string): Severity | null => severities[colour] ?? null

/** What a part of a stage's rule asks: 在办Ⅰ级案件数 达到 1. */
export function askedWords({ words, name }: { words: string; name: string }): string {
  const [, least] = /\.status>=(\w+)$/.exec(words) ?? []
  if (least !== undefined) return `${name} 转${statusWords[least] ?? least}`
  const [, operator, line] = /(>=|<=|>|<)(.+)$/.exec(words) ?? []
  const asked = { '>=': '达到', '<=': '不超过', '>': '超过', '<': '低于' }[operator ?? ''] ?? ''
  return `${name} ${asked} ${line ?? ''}`
}

/** How it reads now; what is not known is said to be so. */
export const readWords = (value: number | string | null): string =>
  value === null ? '无数据' : typeof value === 'string' ? (statusWords[value] ?? value) : `${value}`
