import { plain } from '../../tables/words.ts'

/** A unit as a multiple of what it measures: 万元 = 10 000 of 元. */
interface Unit {
  base: string
  factor: number
}

/** Units that are no multiple by their name, and words for the same thing. */
const known: Readonly<Record<string, Unit>> = {
  '%': { base: '比', factor: 0.01 },
  '‰': { base: '比', factor: 0.001 },
  百分比: { base: '比', factor: 0.01 },
  百分点: { base: '比', factor: 0.01 },
  比例: { base: '比', factor: 1 },
  比值: { base: '比', factor: 1 },
  share: { base: '比', factor: 1 },
  percent: { base: '比', factor: 0.01 },
  千克: { base: '吨', factor: 0.001 },
  公斤: { base: '吨', factor: 0.001 },
  公里: { base: '米', factor: 1_000 },
  千米: { base: '米', factor: 1_000 },
  平方公里: { base: '平方米', factor: 1_000_000 },
  公顷: { base: '平方米', factor: 10_000 },
  小时: { base: '分钟', factor: 60 },
  分: { base: '分', factor: 1 },
  名: { base: '人', factor: 1 },
  起: { base: '件', factor: 1 },
  宗: { base: '件', factor: 1 },
}

const multiples: readonly (readonly [string, number])[] = [
  ['万亿', 1e12],
  ['千万', 1e7],
  ['百万', 1e6],
  ['十万', 1e5],
  ['亿', 1e8],
  ['万', 1e4],
  ['千', 1e3],
  ['百', 100],
]

function unitOf(text: string): Unit {
  const name = plain(text)
  const unit = known[name]
  if (unit) return unit
  for (const [word, factor] of multiples)
    if (name.startsWith(word)) {
      const rest = name.slice(word.length)
      const inner = known[rest] ?? { base: rest, factor: 1 }
      return { base: inner.base, factor: factor * inner.factor }
    }
  return { base: name, factor: 1 }
}

/**
 * What a number in `from` is multiplied by to be one in `to`; null where they measure different
 * things. A bare multiple (万, 亿) counts in the base of `to`.
 */
export function factorBetween(from: string, to: string): number | null {
  const [a, b] = [unitOf(from), unitOf(to)]
  if (a.base !== b.base && a.base !== '') return null
  return a.factor / b.factor
}

/** Whether two units measure the same thing: 万元 and 亿元, not 元 and 人. */
export const sameKind = (a: string, b: string): boolean => unitOf(a).base === unitOf(b).base

/** Whether the unit is a share (比例): % counts to 100, 比例 to 1; null for other units. */
export function wholeOf(unit: string): number | null {
  const { base, factor } = unitOf(unit)
  return base === '比' ? Math.round(1 / factor) : null
}

const counted = new Set(
  '件 个 人 条 次 处 项 户 份 人次 通 辆 路 类 盏 班次 栋 所 家 张 例 笔 只 座 台 套'.split(' '),
)

/** Whether the unit counts whole things (计数单位), which cannot be negative or broken. */
export const isCount = (unit: string): boolean => counted.has(unitOf(unit).base)

/** The product without the dust of binary fractions. */
export const times = (value: number, factor: number): number =>
  factor === 1 ? value : Number((value * factor).toPrecision(15))

const measured = new Set(['比', '元', '吨', '米', '平方米', '分钟', '分', '天', '工作日', 'μg/m³'])

/** Whether a text is a unit we know: 万元, 人次, %. */
export function isUnit(text: string): boolean {
  const { base } = unitOf(text)
  return counted.has(base) || measured.has(base) || (base === '' && plain(text) !== '')
}

/** A header without the unit in brackets behind it, and that unit: 受理数(件) → 受理数, 件. */
export function splitUnit(text: string): { name: string; unit: string | null } {
  const name = plain(text)
  const match = /^(.+?)[([【](?:单位:?)?([^()[\]【】]{1,8})[)\]】]$/.exec(name)
  return match?.[1] !== undefined && match[2] !== undefined && isUnit(match[2])
    ? { name: match[1], unit: match[2] }
    : { name, unit: null }
}
