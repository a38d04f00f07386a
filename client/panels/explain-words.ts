import type { IndicatorMeta } from '../../shared/indicators/answers.ts'
import type {
  ExplainAnswer,
  ExplainFeed,
  ExplainPart,
} from '../../shared/indicators/explain-answer.ts'
import { dateOf, readClock, timeOf } from './clock.ts'
import { faceOfValue, wordsOf } from './face.ts'
import { figureOf, shareOf } from './format.ts'

/** 1,842 · 23.5 · —: as many decimals as a raw quantity has, at most two. */
export function amountOf(value: number | null): string {
  if (value === null) return '—'
  return figureOf(value, Number.isInteger(value) ? 0 : 2)
}

/** × 100 where a fraction is printed as percent; nothing where it is not scaled. */
export const scaleWords = (scale: number): string => (scale === 1 ? '' : `× ${figureOf(scale)}`)

/** What stands above or below the line: one part, or their sum; null = there is none. */
export function sumOf(parts: readonly ExplainPart[]): number | null {
  return parts.length === 0 || parts.some((part) => part.value === null)
    ? null
    : parts.reduce((sum, part) => sum + part.value!, 0)
}

/** Why there is no number (缺值说明), with what follows from it; null where there is one. */
export function absenceWords(
  answer: ExplainAnswer,
  levelName: (id: string) => string,
): string | null {
  const { value, meta } = answer
  if (value.value !== null) return null
  switch (value.absence) {
    case 'suppressed':
      return '不显示：敏感指标，只在区县及以上、整期且不少于 10 件时显示，不列明细'
    case 'not-at-level':
      return `本级不适用：该指标最细到${levelName(meta.finestLevel)}`
    case 'nothing-due':
      return '本期无事项：分母为 0，没有应办事项，不是 0%'
    default:
      return '无数据：来源接口未覆盖本时间窗，不等于 0'
  }
}

/** The facts under the figure, name and words; what is not known is left out. */
export function explainFacts(
  answer: ExplainAnswer,
  now: number,
  zone: string,
): { name: string; words: string }[] {
  const { value, meta } = answer
  const at = (ms: number): string => timeOf(ms, zone, now)
  // Both ends with their day: a day that is over ends at 00:00 of the next, which may be today's.
  const bound = (ms: number): string => `${dateOf(ms, zone, now)} ${readClock(ms, zone).time}`
  const window = `${value.window.label}${value.window.partial ? '（未满期）' : ''}`
  const facts: [string, string | null][] = [
    ['时间窗', `${window} ${bound(value.window.from)} 起，${bound(value.window.to)} 止`],
    ['责任部门', meta.departmentName],
    ['状态', answer.statusRule || null],
    ['数据截至', value.asOf === null ? null : `${at(value.asOf)}${value.stale ? ' · 已陈旧' : ''}`],
    ['完整性', completenessWords(answer)],
    ['口径版本', `v${meta.definitionVersion}`],
    ['口径来源', answer.source || null],
    ['日志位置', figureOf(value.position)],
  ]
  return facts.flatMap(([name, words]) => (words === null ? [] : [{ name, words }]))
}

function completenessWords({ value, covered, expected }: ExplainAnswer): string | null {
  if (expected === 0) return null
  const share = value.completeness === null ? '' : `（${shareOf(value.completeness)}）`
  const whole = covered >= expected ? '完整' : '部分'
  return `${whole} ${figureOf(covered)}/${figureOf(expected)}${share}`
}

/** How far a feed has come: 覆盖至 14:20 · 最新 14:18. */
export function feedWords(feed: ExplainFeed, now: number, zone: string): string {
  if (feed.coveredThrough === null) return '尚未覆盖'
  const covered = `覆盖至 ${timeOf(feed.coveredThrough, zone, now)}`
  return feed.newest === null ? covered : `${covered} · 最新 ${timeOf(feed.newest, zone, now)}`
}

/** 97.3, or what stands in its place. */
export const valueWords = (answer: ExplainAnswer): string =>
  answer.value.value === null
    ? (wordsOf(faceOfValue(answer.value)) ?? '—')
    : figureOf(answer.value.value, answer.meta.decimals)

const partWords = { numerator: '分子', denominator: '分母', gap: '分母 − 分子' } as const

/** 合计 1,842 = 分子: said only where it is so; else what is still to be read. */
export function footWords(list: {
  part: keyof typeof partWords
  total: number | null
  number: number | null
  shown: number
  more: boolean
}): string {
  const part = partWords[list.part]
  if (list.total === null) return '正在合计'
  const sum = `合计 ${amountOf(list.total)}`
  if (list.number === null) return sum
  return Math.abs(list.total - list.number) <= 1e-6
    ? `${sum} = ${part}`
    : `${sum}，${part} 为 ${amountOf(list.number)}，数据正在更新`
}

/** A plain count has no denominator: its list is that of the number itself. */
export const partNames = (meta: IndicatorMeta, hasDenominator: boolean) => ({
  numerator: hasDenominator ? '分子明细' : `${meta.name}明细`,
  denominator: '分母明细',
  gap: '未达标明细',
})
