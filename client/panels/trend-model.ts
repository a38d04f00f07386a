import type { IndicatorPeriod } from '../../shared/city/pack.ts'
import type { BoardTile } from '../../shared/indicators/answers.ts'
import type { TrendModel } from '../charts/trend.ts'

const words: Record<IndicatorPeriod, string> = {
  realtime: '日',
  'on-event': '日',
  day: '日',
  week: '周',
  tenday: '旬',
  month: '月',
  quarter: '季',
  term: '学期',
  year: '年',
}

/** The tile's last periods as a chart asks for them: 29日前 … 本期; … 上期 where this one still runs. */
export function trendModel(tile: BoardTile): TrendModel {
  const { meta, spark, sparkBack } = tile
  return {
    points: spark.map((value, i) => {
      const back = spark.length - 1 - i + sparkBack
      const named = ['本期', '上期'][back] ?? `${back}${words[meta.period]}前`
      return { label: named, value }
    }),
    threshold: meta.yellowLine,
    unit: meta.unit,
    decimals: meta.decimals,
  }
}
