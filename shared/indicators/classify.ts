import { ckmeans } from 'simple-statistics'
import type { ClassMethod } from '../city/pack.ts'

export type { ClassMethod }

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
  /** Values are put into classes as they print, with so many decimals; left out = as they are. */
  decimals?: number
}

export interface ClassifyOptions {
  method: ClassMethod
  /** Wanted number of classes, 1–6; fewer come out when values do not tell that many apart. */
  count?: number
  /** Only for `manual`: the inner breaks. */
  breaks?: readonly number[]
  /** Decimals that figures and legend print: what prints the same lies in the same class. */
  decimals?: number
}

/** Class breaks of `values`; missing and non-finite values are left out, equal values stay together. */
export function classify(values: Iterable<number | null>, options: ClassifyOptions): Classes {
  const { decimals } = options
  const known: number[] = []
  for (const v of values) if (v !== null && Number.isFinite(v)) known.push(rounded(v, decimals))
  // In an array of plain numbers they are sorted without a comparison that is called for each.
  const sorted = [...Float64Array.from(known).sort()]
  const min = sorted[0] ?? null
  const max = sorted.at(-1) ?? null
  const empty = { method: options.method, breaks: [], counts: [], steps: [], min, max, decimals }
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
  return position(classes.breaks, rounded(value, classes.decimals))
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

const rounded = (value: number, decimals: number | undefined): number =>
  decimals === undefined || Number.isInteger(value) ? value : Number(value.toFixed(decimals))

/** Ascending, distinct, at most five; breaks outside the data would only make empty ends. */
function tidy(
  raw: readonly number[],
  options: ClassifyOptions,
  min: number,
  max: number,
): number[] {
  const near = raw.filter(Number.isFinite).map((b) => rounded(b, options.decimals))
  const ascending = [...new Set(near)].sort((a, b) => a - b).slice(0, maxClasses - 1)
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

/** 自然断点: the split with the least squared distance to class means, found exactly (Ckmeans.1d.dp). */
function naturalBreaks(sorted: readonly number[], count: number): number[] {
  return ckmeans([...sorted], count)
    .slice(1)
    .flatMap((group) => group[0] ?? [])
}
