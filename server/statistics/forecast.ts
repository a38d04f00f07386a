import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MSTL, initSync } from '@bsull/augurs/mstl'
import type { Forecast, Season, Statistic, Values } from '../../shared/analysis/statistics.ts'
import { kept, type Bounds } from './bounds.ts'
import { fillGaps, gapWords, shortfall } from './gaps.ts'

/** Nominal coverage of the interval. */
export const intervalLevel = 0.95
/** Past instants that forecasts are made at to see how they did. */
const mostFolds = 6

/**
 * The next `horizon` periods (预测) by MSTL and ETS, with intervals, and how the same way of forecasting
 * did on this series before (回测). Needs three whole seasons.
 */
export function forecast(
  values: Values,
  season: Season | null,
  horizon: number,
  bounds: Bounds,
): Statistic<Forecast> {
  if (season === null) return { tooShort: '年度数据没有季节，不作预测' }
  const filled = fillGaps(values, season)
  const short = shortfall(values, filled, 3 * season.length, `按${season.name}预测`)
  if (filled === null || short !== null) return { tooShort: short ?? '没有数据' }
  if (values.at(-1) === null) return { tooShort: '最近一期缺值，不从缺值起预测' }
  const y = [...filled.y]
  const backTest = backTested(y, season.length, horizon, bounds)
  if (backTest === null) return { tooShort: '历史不足：没有可供回测的过去' }
  return {
    method: `MSTL + ETS（${season.name}；区间 ${intervalLevel * 100} %，回测 ${backTest.folds} 次）`,
    limits: `假定规律不变；政策、天气等新情况不在其内${gapWords(filled)}`,
    points: ahead(y, season.length, horizon, bounds),
    level: intervalLevel,
    backTest,
  }
}

let ready = false

/** The library's code is WebAssembly, read once from the installed package. */
function load(): void {
  if (ready) return
  const file = fileURLToPath(import.meta.resolve('@bsull/augurs/mstl'))
  initSync({ module: readFileSync(file.replace(/\.js$/, '_bg.wasm')) })
  ready = true
}

/** Point forecasts and their interval, kept within the bounds. */
function ahead(
  y: readonly number[],
  period: number,
  horizon: number,
  bounds: Bounds,
): Forecast['points'] {
  load()
  using model = MSTL.ets([period])
  model.fit([...y])
  const { point, intervals } = model.predict(horizon, intervalLevel)
  return point.map((value, i) => ({
    value: kept(value, bounds),
    low: kept(intervals?.lower[i] ?? value, bounds),
    high: kept(intervals?.upper[i] ?? value, bounds),
  }))
}

/** Forecasts made at past instants, each from what was known then, beside what came. */
function backTested(
  y: readonly number[],
  period: number,
  horizon: number,
  bounds: Bounds,
): Forecast['backTest'] | null {
  const least = 2 * period + 1
  const step = Math.max(1, Math.floor(horizon / 2))
  const origins: number[] = []
  for (let at = y.length - horizon; at >= least && origins.length < mostFolds; at -= step) {
    origins.push(at)
  }
  if (origins.length === 0) return null
  let [error, naive, within, count] = [0, 0, 0, 0]
  for (const origin of origins) {
    ahead(y.slice(0, origin), period, horizon, bounds).forEach(({ value, low, high }, i) => {
      const came = y[origin + i]!
      error += Math.abs(came - value)
      naive += Math.abs(came - y[origin + i - period * Math.ceil((i + 1) / period)]!)
      within += came >= low && came <= high ? 1 : 0
      count += 1
    })
  }
  return {
    folds: origins.length,
    horizon,
    meanError: error / count,
    scaledError: naive === 0 ? null : error / naive,
    covered: within / count,
  }
}
