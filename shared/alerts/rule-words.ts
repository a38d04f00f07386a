import type { Indicator } from '../city/pack.ts'
import type { AlertRule } from '../events/alert-parts.ts'

const levelWords = { yellow: '黄线', red: '红线' }

const units = { value: '', pt: ' 个百分点', percent: '%', sigma: 'σ' }

/** A number as people write it: at most `decimals`, without zeros at its end. */
const plain = (value: number, decimals: number): string => String(Number(value.toFixed(decimals)))

const glued = (unit: string): string => (unit === '%' || unit === '' ? unit : ` ${unit}`)

/**
 * The crossed line in words (触发规则): "低于红线 85%", "比目标 5% 低 1.4 个百分点，过红线 1 个百分点".
 * Where the figure is not shown, neither is what was tested.
 */
export function ruleWords(
  rule: AlertRule,
  level: 'yellow' | 'red',
  { unit, decimals }: Pick<Indicator, 'unit' | 'decimals'>,
  shown = true,
): string {
  const high = rule.side === 'high'
  const name = levelWords[level]
  const line = `${plain(rule.line, 2)}${rule.unit === 'value' ? glued(unit) : units[rule.unit]}`
  if (rule.kind === 'absolute') {
    return `${rule.inclusive ? '达到' : high ? '高于' : '低于'}${name} ${line}`
  }
  // Lines below a base are given as negative offsets; people say how far below.
  const reach = `${plain(Math.abs(rule.line), 2)}${units[rule.unit]}`
  const crossed = rule.line === 0 ? `过${name}` : `过${name} ${reach}`
  if (!shown) return crossed
  const by = `${plain(Math.abs(rule.tested), 1)}${units[rule.unit]}`
  const above = rule.tested >= 0
  const base = rule.base === null ? '' : ` ${plain(rule.base, decimals)}${glued(unit)}`
  switch (rule.kind) {
    case 'lastYear':
      return `比上年同期${base} ${above ? '高' : '低'} ${by}，${crossed}`
    case 'target':
      return `比目标${base} ${above ? '高' : '低'} ${by}，${crossed}`
    case 'plan':
      return `${above ? '超前' : '落后'}序时进度${base} ${by}，${crossed}`
    case 'control':
      return `${above ? '高于' : '低于'}同星期常态${base} ${by}，${crossed}`
  }
}
