import type { StatisticsAnswer } from '../../shared/analysis/answers.ts'
import { methodName } from '../../shared/analysis/question.ts'
import { figureOf } from '../panels/format.ts'

/** A method's result as a person reads it (统计结果): how, with what limits, and the values. */
export interface StatisticsWords {
  name: string
  /** Null where there is no result; then `why` says what is needed. */
  method: string | null
  limits: string | null
  why: string | null
  facts: { name: string; words: string }[]
}

const share = (value: number): string => `${Math.round(value * 100)}%`

/** Values of one result, in words. `decimals` and `unit` are the indicator's. */
export function statisticsWords(
  one: StatisticsAnswer,
  { decimals, unit }: { decimals: number; unit: string },
): StatisticsWords {
  const head = { name: methodName[one.method], method: null, limits: null, why: null, facts: [] }
  if ('tooShort' in one.result) return { ...head, why: one.result.tooShort }
  const figure = (value: number | null): string =>
    value === null ? '—' : `${figureOf(value, decimals)}${unit}`
  const labelOf = (index: number): string => one.periods[index]?.label ?? ''
  if (one.method === 'contribution') return { ...head, ...contributionWords(one.result, figure) }
  const { method, limits } = one.result
  const said = { ...head, method, limits }
  switch (one.method) {
    case 'stl': {
      const { trendStrength, seasonalStrength } = one.result
      return {
        ...said,
        facts: [
          { name: '趋势强度', words: figureOf(trendStrength, 2) },
          { name: '季节强度', words: figureOf(seasonalStrength, 2) },
          ...(one.season
            ? [{ name: '季节', words: `${one.season.name}，${one.season.length} 期` }]
            : []),
        ],
      }
    }
    case 'change-points':
      return {
        ...said,
        facts:
          one.result.points.length === 0
            ? [{ name: '结果', words: '没有发现变点' }]
            : one.result.points.map(({ index, before, after }) => ({
                name: labelOf(index),
                words: `${figure(before)} → ${figure(after)}`,
              })),
      }
    case 'anomalies':
      return {
        ...said,
        facts:
          one.result.points.length === 0
            ? [{ name: '结果', words: '没有发现异常' }]
            : one.result.points.slice(0, 8).map(({ index, value, expected }) => ({
                name: labelOf(index),
                words: `${figure(value)}，应在 ${figure(expected)} 左右`,
              })),
      }
    case 'forecast': {
      const { points, backTest } = one.result
      return {
        ...said,
        facts: [
          ...points.slice(0, 6).map(({ value, low, high }, i) => ({
            name: one.ahead[i]?.label ?? '',
            words: `${figure(value)}（${figureOf(low, decimals)} 至 ${figureOf(high, decimals)}）`,
          })),
          { name: '回测平均误差', words: figure(backTest.meanError) },
          { name: '回测落入区间', words: `${share(backTest.covered)}，${backTest.folds} 次` },
        ],
      }
    }
    case 'hot-spots': {
      const { areas } = one.result
      const count = (kind: 'hot' | 'cold') => areas.filter((area) => area.kind === kind).length
      return {
        ...said,
        facts: [
          { name: '热点', words: `${count('hot')} 个` },
          { name: '冷点', words: `${count('cold')} 个` },
          { name: '错误发现率', words: share(one.result.rate) },
        ],
      }
    }
  }
}

type Change = Exclude<
  Extract<StatisticsAnswer, { method: 'contribution' }>['result'],
  { tooShort: string }
>

/** What the change is made of, the largest first. */
function contributionWords(
  change: Change,
  figure: (value: number | null) => string,
): Partial<StatisticsWords> {
  if (change.unavailable !== null) return { why: change.unavailable }
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${figure(value)}`
  return {
    method: `${change.base.label} 到 ${change.window.label} 的变化按下级拆分，各项相加等于变化`,
    limits: '只说明变化出在哪里，不说明为什么。',
    facts: [
      { name: '变化', words: `${figure(change.before)} → ${figure(change.after)}` },
      ...change.parts.slice(0, 8).map(({ name, effect }) => ({ name, words: signed(effect) })),
    ],
  }
}
