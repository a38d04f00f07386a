export type ClassMethod = 'quantile' | 'equal' | 'natural' | 'manual'

/** At most this many: the ramp has six steps. */
export const maxClasses = 6

/**
 * Classes (分级) of a choropleth. Class k holds values in [breaks[k-1], breaks[k]); the first is open
 * below, the last above. `breaks` ascend strictly. Legend and paint both come from this object.
 */
export interface Classes {
  method: ClassMethod
  breaks: readonly number[]
  /** Regions in each class; one longer than `breaks`, empty when no value is there at all. */
  counts: readonly number[]
  /** Step of the six-step ramp each class is painted with. */
  steps: readonly number[]
  min: number | null
  max: number | null
}

export interface ClassifyOptions {
  method: ClassMethod
  /** Wanted number of classes, 1–6; fewer come out when values do not tell that many apart. */
  count?: number
  /** Only for `manual`: the inner breaks. */
  breaks?: readonly number[]
  /** Round breaks to what the legend prints, so that no printed value lies in the wrong class. */
  decimals?: number
}

/** Class breaks of `values`; missing and non-finite values are left out, equal values stay together. */
export function classify(values: Iterable<number | null>, options: ClassifyOptions): Classes {
  const sorted = [...values].filter((v): v is number => v !== null && Number.isFinite(v))
  sorted.sort((a, b) => a - b)
  const min = sorted[0] ?? null
  const max = sorted.at(-1) ?? null
  const empty = { method: options.method, breaks: [], counts: [], steps: [], min, max }
  if (min === null || max === null) return empty
  const wanted = Math.max(1, Math.min(maxClasses, Math.floor(options.count ?? maxClasses)))
  const distinct = new Set(sorted).size
  const raw =
    options.method === 'manual'
      ? (options.breaks ?? [])
      : breakers[options.method](sorted, Math.min(wanted, distinct))
  const breaks = tidy(raw, options, min, max)
  const counts = Array.from({ length: breaks.length + 1 }, () => 0)
  for (const value of sorted) {
    const k = position(breaks, value)
    counts[k] = (counts[k] ?? 0) + 1
  }
  return { ...empty, breaks, counts, steps: spread(counts.length) }
}

/** The class of a value, from 0; null for a missing value or where there are no classes. */
export function classOf(classes: Classes, value: number | null): number | null {
  if (value === null || !Number.isFinite(value) || classes.counts.length === 0) return null
  return position(classes.breaks, value)
}

/** The ramp step (0–5) a value is painted with; null for a missing value. */
export function stepOf(classes: Classes, value: number | null): number | null {
  const k = classOf(classes, value)
  return k === null ? null : (classes.steps[k] ?? null)
}

/** One swatch of the legend; `from` and `to` are null at the open ends. */
export interface LegendRow {
  step: number
  from: number | null
  to: number | null
  count: number
}

export function legendRows(classes: Classes): LegendRow[] {
  return classes.counts.map((count, k) => ({
    step: classes.steps[k] ?? 0,
    from: classes.breaks[k - 1] ?? null,
    to: classes.breaks[k] ?? null,
    count,
  }))
}

function position(breaks: readonly number[], value: number): number {
  let k = 0
  for (const at of breaks) if (value >= at) k++
  return k
}

/** Ascending, distinct, at most five; breaks outside the data would only make empty ends. */
function tidy(
  raw: readonly number[],
  options: ClassifyOptions,
  min: number,
  max: number,
): number[] {
  const factor = options.decimals === undefined ? null : 10 ** options.decimals
  const rounded = raw
    .filter(Number.isFinite)
    .map((b) => (factor === null ? b : Math.round(b * factor) / factor))
  const ascending = [...new Set(rounded)].sort((a, b) => a - b).slice(0, maxClasses - 1)
  return options.method === 'manual' ? ascending : ascending.filter((b) => b > min && b <= max)
}

function spread(count: number): number[] {
  if (count === 1) return [3]
  if (count === 2) return [1, 4]
  return Array.from({ length: count }, (_, i) => Math.round((i * (maxClasses - 1)) / (count - 1)))
}

type Breaker = (sorted: readonly number[], count: number) => number[]

const breakers: Record<Exclude<ClassMethod, 'manual'>, Breaker> = {
  quantile: (sorted, count) =>
    inner(count, (i) => at(sorted, Math.ceil((i * sorted.length) / count))),
  equal: (sorted, count) => {
    const min = at(sorted, 0)
    const max = at(sorted, sorted.length - 1)
    return inner(count, (i) => min + ((max - min) * i) / count)
  },
  natural: naturalBreaks,
}

const inner = (count: number, f: (i: number) => number): number[] =>
  Array.from({ length: count - 1 }, (_, i) => f(i + 1))

const at = (list: readonly number[], i: number): number =>
  list[Math.max(0, Math.min(list.length - 1, i))] ?? 0

/**
 * 自然断点: the split of sorted values with the least squared distance to class means, found exactly
 * by dynamic programming (Fisher 1958), over distinct values so that ties never part.
 */
function naturalBreaks(sorted: readonly number[], count: number): number[] {
  const values = [...new Set(sorted)]
  const n = values.length
  const sums = [0]
  const squares = [0]
  const weights = [0]
  const mean = sorted.reduce((s, v) => s + v / sorted.length, 0)
  let next = 0
  for (const value of values) {
    let weight = 0
    while (next < sorted.length && sorted[next] === value) {
      weight++
      next++
    }
    // Around the mean, so that large figures close together do not drown in rounding.
    const v = value - mean
    sums.push(at(sums, sums.length - 1) + v * weight)
    squares.push(at(squares, squares.length - 1) + v * v * weight)
    weights.push(at(weights, weights.length - 1) + weight)
  }
  const cost = (from: number, to: number): number => {
    const weight = at(weights, to) - at(weights, from)
    const sum = at(sums, to) - at(sums, from)
    return Math.max(0, at(squares, to) - at(squares, from) - (sum * sum) / weight)
  }
  let best = values.map((_, i) => cost(0, i + 1))
  const starts: number[][] = []
  for (let k = 1; k < count; k++) {
    const row: number[] = []
    const chosen: number[] = []
    for (let i = 0; i < n; i++) {
      let least = Infinity
      let start = Math.min(k, i)
      for (let j = Math.min(k, i); j <= i; j++) {
        const total = (j === 0 ? 0 : at(best, j - 1)) + cost(j, i + 1)
        if (total < least) {
          least = total
          start = j
        }
      }
      row.push(least)
      chosen.push(start)
    }
    best = row
    starts.push(chosen)
  }
  const breaks: number[] = []
  let end = n - 1
  for (let k = starts.length - 1; k >= 0 && end >= 0; k--) {
    const start = starts[k]?.[end] ?? 0
    if (start > 0) breaks.unshift(at(values, start))
    end = start - 1
  }
  return breaks
}
