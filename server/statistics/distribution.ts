import { quantileSorted } from 'simple-statistics'
import type { Distribution, Statistic, Values } from '../../shared/analysis/statistics.ts'

const mostBins = 40

/** How values spread (分布): quartiles, bins of one width, and what lies far out. */
export function distribution(values: Values): Statistic<Distribution> {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  const min = sorted[0]
  const max = sorted.at(-1)
  if (min === undefined || max === undefined) return { tooShort: '所选范围没有数据' }
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((p) => quantileSorted(sorted, p)) as [
    number,
    number,
    number,
  ]
  const reach = 1.5 * (q3 - q1)
  return {
    method: '分箱宽度按 Freedman–Diaconis，离群按 Tukey 1.5 倍四分位距',
    limits: '每个区域、每期同样计一次，不按规模加权',
    count: sorted.length,
    missing: values.length - sorted.length,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    ...{ min, q1, median, q3, max },
    bins: binsOf(sorted, min, max, q3 - q1),
    outliers: values.flatMap((value, i) =>
      value !== null && (value < q1 - reach || value > q3 + reach) ? [i] : [],
    ),
  }
}

function binsOf(
  sorted: readonly number[],
  min: number,
  max: number,
  iqr: number,
): Distribution['bins'] {
  if (min === max) return [{ from: min, to: max, count: sorted.length }]
  const ideal = (2 * iqr) / Math.cbrt(sorted.length)
  const wanted = ideal > 0 ? Math.ceil((max - min) / ideal) : Math.ceil(Math.sqrt(sorted.length))
  const count = Math.min(mostBins, Math.max(1, wanted))
  const edges = Array.from({ length: count + 1 }, (_, i) =>
    i === count ? max : min + ((max - min) * i) / count,
  )
  const bins = edges.slice(0, -1).map((from, i) => ({ from, to: edges[i + 1]!, count: 0 }))
  let bin = 0
  for (const value of sorted) {
    while (bin < count - 1 && value >= edges[bin + 1]!) bin += 1
    bins[bin]!.count += 1
  }
  return bins
}
