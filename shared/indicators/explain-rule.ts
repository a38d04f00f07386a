import type { Indicator, ThresholdRule } from '../city/pack.ts'
import type { StatusReason } from './answers.ts'
import type { Catalog } from './catalog.ts'
import type { Judgement } from './status.ts'

/** A number as a sentence carries it: no more digits than it has, at most six. */
const plain = (n: number): string => String(Number(n.toFixed(6)))

/** A threshold in words (阈值规则): "低于 95% 为黄，低于 85% 为红（绝对阈值）"; empty when there is none. */
export function ruleWords(indicator: Indicator, rule: ThresholdRule, catalog: Catalog): string {
  if (rule.kind === 'none') return ''
  const line = (limit: number | null, measures: readonly string[], colour: string): string[] =>
    limit === null
      ? []
      : [`${spaced(lineWords(indicator, rule, limit, measures, catalog))}为${colour}`]
  const lines = [
    ...line(rule.yellow, rule.yellowMeasures, '黄'),
    ...line(rule.red, rule.redMeasures, '红'),
  ]
  return lines.length === 0 ? '' : `${lines.join('，')}（${kindWords[rule.kind]}）`
}

/** A space between what is no Chinese character and the Chinese that follows. */
const spaced = (words: string): string => (/\p{Script=Han}$/u.test(words) ? words : `${words} `)

const kindWords: Record<Exclude<ThresholdRule['kind'], 'none'>, string> = {
  absolute: '绝对阈值',
  lastYear: '与上年同期比',
  target: '与目标比',
  plan: '与序时进度比',
  control: '控制限',
}

function lineWords(
  indicator: Indicator,
  rule: ThresholdRule,
  limit: number,
  measures: readonly string[],
  catalog: Catalog,
): string {
  const low = rule.alarmSide === 'low'
  if (measures.length > 0) {
    const names = measures.map((id) => catalog.measure(id))
    const what = names.length > 1 ? `${names.map((m) => m.name).join('、')}合计` : names[0]?.name
    return `${what}${side(rule)} ${withUnit(limit, names[0]?.unit ?? '')}`
  }
  const distance = withUnit(Math.abs(limit), offsetUnit(indicator, rule))
  switch (rule.kind) {
    case 'absolute':
      return `${side(rule)} ${withUnit(limit, indicator.unit)}`
    case 'control': {
      const way = rule.alarmSide === 'both' ? '偏离' : low ? '低于' : '高于'
      return `${way}同星期均值超过 ${plain(limit)} 个标准差`
    }
    case 'plan':
      return beside('序时进度', limit, distance, rule)
    case 'lastYear':
      return beside('上年同期', limit, distance, rule)
    default: {
      const base = rule.base
      const name = base === null || base === 'targets' ? '年度目标' : catalog.indicator(base).name
      return beside(name, limit, distance, rule)
    }
  }
}

/** A distance from a base: below it, above it, or not far enough above or below. */
function beside(base: string, limit: number, distance: string, rule: ThresholdRule): string {
  const edge = rule.inclusive ? '达' : '超过'
  if (rule.alarmSide === 'both') return `与${base}相差${edge} ${distance}`
  const low = rule.alarmSide === 'low'
  if (limit === 0) return `${low ? '低于' : '高于'}${rule.inclusive ? '或等于' : ''}${base}`
  if (low) return limit < 0 ? `低于${base}${edge} ${distance}` : `高于${base}不足 ${distance}`
  return limit > 0 ? `高于${base}${edge} ${distance}` : `低于${base}不足 ${distance}`
}

function side({ alarmSide, inclusive }: ThresholdRule): string {
  if (alarmSide === 'both') return inclusive ? '绝对值达' : '绝对值超过'
  if (alarmSide === 'low') return inclusive ? '不高于' : '低于'
  return inclusive ? '达到' : '高于'
}

/** A number with its unit; `—` is how the catalogue writes that there is none. */
const withUnit = (n: number, unit: string): string =>
  unit === '%' ? `${plain(n)}%` : `${plain(n)} ${unit === '—' ? '' : unit}`.trim()

function offsetUnit(indicator: Indicator, rule: ThresholdRule): string {
  if (rule.unit === 'percent') return '%'
  if (rule.unit === 'pt') return '个百分点'
  return rule.unit === 'sigma' ? '个标准差' : indicator.unit
}

const statusWords = { normal: '正常', yellow: '黄', red: '红' } as const

const reasonWords: Record<StatusReason, string> = {
  'no-rule': '本级不设阈值',
  'short-history': '历史不足，不作判定',
  'too-few': '当期样本不足，暂不判定',
  running: '本日未满，期满后判定',
  'no-base': '没有可比的基数，不作判定',
  'no-value': '没有可判定的值',
}

/**
 * Why a figure has its status (状态依据), rule first, verdict after: "低于 95% 为黄…。现值 93.5%，判为黄。"
 * Empty when the indicator has no threshold.
 */
export function statusWordsOf(
  indicator: Indicator,
  value: number | null,
  judgement: Judgement,
  catalog: Catalog,
): string {
  const rule = ruleWords(indicator, judgement.rule, catalog)
  if (rule === '') return ''
  if (judgement.status === 'unknown') {
    return `${rule}。${judgement.reason === null ? '' : `${reasonWords[judgement.reason]}。`}`
  }
  const now = value === null ? '' : `现值 ${rounded(value, indicator)}，`
  return `${rule}。${now}${comparison(indicator, judgement)}判为${statusWords[judgement.status]}。`
}

const rounded = (n: number, { decimals, unit }: Indicator): string =>
  withUnit(Number(n.toFixed(decimals)), unit)

/** What it was compared with, and how far it is from that. */
function comparison(indicator: Indicator, { rule, base, tested }: Judgement): string {
  if (base === null || tested === null) return ''
  const distance = Number(Math.abs(tested).toFixed(1))
  const off = withUnit(distance, offsetUnit(indicator, rule))
  const away = distance === 0 ? '基本持平' : `${tested > 0 ? '高' : '低'} ${off}`
  const names = { lastYear: '上年同期', target: '目标', plan: '序时进度', control: '同星期均值' }
  const name = rule.kind === 'absolute' || rule.kind === 'none' ? '' : names[rule.kind]
  const than = distance === 0 ? '与' : '比'
  return `${than}${name} ${spaced(rounded(base, indicator))}${away}，`
}
