/** Robustness weights of the observations; null = all count alike. */
export type Weights = Float64Array | null

/** A span (窗宽) in periods, the degree of the local polynomial, and every how many periods it is fitted. */
export interface Smoother {
  window: number
  degree: 0 | 1
  jump: number
}

/**
 * The local regression of `y[from…to]` at `x` (index, may lie outside); null where all weights vanish.
 * After `est` of the STL programme: tricube weights over the window, widened where it exceeds the data.
 */
export function fitAt(
  y: Float64Array,
  x: number,
  from: number,
  to: number,
  { window, degree }: Smoother,
  robust: Weights,
): number | null {
  const n = y.length
  let reach = Math.max(x - from, to - x)
  if (window > n) reach += Math.floor((window - n) / 2)
  const weights = new Float64Array(to - from + 1)
  let sum = 0
  for (let j = from; j <= to; j += 1) {
    const distance = Math.abs(j - x)
    if (distance > 0.999 * reach) continue
    const tricube = distance <= 0.001 * reach ? 1 : (1 - (distance / reach) ** 3) ** 3
    const weight = tricube * (robust?.[j] ?? 1)
    weights[j - from] = weight
    sum += weight
  }
  if (sum <= 0) return null
  for (let i = 0; i < weights.length; i += 1) weights[i]! /= sum
  if (reach > 0 && degree === 1) tilt(weights, x, from, n)
  let fitted = 0
  for (let j = from; j <= to; j += 1) fitted += weights[j - from]! * y[j]!
  return fitted
}

/** Turns weights of a local mean into those of a local line, where the points are spread enough. */
function tilt(weights: Float64Array, x: number, from: number, n: number): void {
  let centre = 0
  for (let i = 0; i < weights.length; i += 1) centre += weights[i]! * (from + i)
  let spread = 0
  for (let i = 0; i < weights.length; i += 1) spread += weights[i]! * (from + i - centre) ** 2
  if (Math.sqrt(spread) <= 0.001 * (n - 1)) return
  const slope = (x - centre) / spread
  for (let i = 0; i < weights.length; i += 1) weights[i]! *= slope * (from + i - centre) + 1
}

/** The smoothed series: fitted every `jump` periods and at the end, straight lines between (`ess`). */
export function smooth(y: Float64Array, smoother: Smoother, robust: Weights): Float64Array {
  const n = y.length
  const out = new Float64Array(n)
  if (n < 2) return y.slice()
  const jump = Math.min(smoother.jump, n - 1)
  const fit = (i: number): void => {
    const [from, to] = windowAround(i, n, smoother.window)
    out[i] = fitAt(y, i, from, to, smoother, robust) ?? y[i]!
  }
  let last = 0
  fit(0)
  for (let i = jump; i < n; i += jump) {
    fit(i)
    join(out, last, i)
    last = i
  }
  if (last !== n - 1) {
    fit(n - 1)
    join(out, last, n - 1)
  }
  return out
}

/** The `window` indices nearest to `i`, all within the data. */
function windowAround(i: number, n: number, window: number): [number, number] {
  if (window >= n) return [0, n - 1]
  const half = Math.floor((window + 1) / 2)
  const from = Math.min(Math.max(i + 1 - half, 0), n - window)
  return [from, from + window - 1]
}

function join(out: Float64Array, a: number, b: number): void {
  const step = (out[b]! - out[a]!) / (b - a)
  for (let j = a + 1; j < b; j += 1) out[j] = out[a]! + step * (j - a)
}
