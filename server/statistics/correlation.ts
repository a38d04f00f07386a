import { sampleCorrelation, sampleRankCorrelation } from 'simple-statistics'
import type { Correlation, Statistic, Values } from '../../shared/analysis/statistics.ts'

/** Fewest pairs that a correlation is told of. */
export const fewestPairs = 8

/** How two series of the same periods or areas go together (相关); only where both have a value. */
export function correlation(a: Values, b: Values, overTime: boolean): Statistic<Correlation> {
  const [x, y] = pairsOf(a, b)
  if (x.length < fewestPairs) {
    return { tooShort: `成对数据太少：相关至少需要 ${fewestPairs} 对，现有 ${x.length} 对` }
  }
  if (constant(x) || constant(y)) return { tooShort: '其中一项没有变化，无从谈相关' }
  const r = clamp(sampleCorrelation(x, y))
  return {
    method: 'Pearson r（95 % 区间按 Fisher 变换）与 Spearman ρ',
    limits: overTime
      ? '相关不是因果；两者都随时间升降时，r 会偏高，请同时看逐期变化的 ρ'
      : '相关不是因果；区域之间的相关不能推到每个人',
    pairs: x.length,
    r,
    interval: fisher(r, x.length),
    rank: clamp(sampleRankCorrelation(x, y)),
    rankOfChanges: overTime ? changesOf(a, b) : null,
  }
}

function pairsOf(a: Values, b: Values): [number[], number[]] {
  const both = a.flatMap((value, i) => {
    const other = b[i] ?? null
    return value === null || other === null ? [] : [[value, other] as const]
  })
  return [both.map(([value]) => value), both.map(([, other]) => other)]
}

/** Spearman's ρ of the steps between neighbouring periods that both have. */
function changesOf(a: Values, b: Values): number | null {
  const [x, y] = pairsOf(steps(a), steps(b))
  if (x.length < fewestPairs || constant(x) || constant(y)) return null
  return clamp(sampleRankCorrelation(x, y))
}

const steps = (values: Values): (number | null)[] =>
  values.slice(1).map((value, i) => {
    const before = values[i] ?? null
    return value === null || before === null ? null : value - before
  })

const constant = (values: readonly number[]): boolean =>
  values.every((value) => value === values[0])

const clamp = (r: number): number => Math.min(1, Math.max(-1, r))

function fisher(r: number, n: number): [number, number] {
  if (Math.abs(r) === 1) return [r, r]
  const reach = 1.959963984540054 / Math.sqrt(n - 3)
  return [Math.tanh(Math.atanh(r) - reach), Math.tanh(Math.atanh(r) + reach)]
}
