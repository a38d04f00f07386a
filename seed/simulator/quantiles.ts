/** Value of the standard normal distribution at probability `u` (Acklam's approximation). */
export function normalAt(u: number): number {
  if (u < 0.02425) return tail(Math.sqrt(-2 * Math.log(u)))
  if (u > 0.97575) return -tail(Math.sqrt(-2 * Math.log(1 - u)))
  const q = u - 0.5
  const r = q * q
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r +
      138.357751867269) *
      r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r +
      66.80131188771972) *
      r -
      13.28068155288572) *
      r +
      1)
  )
}

const tail = (q: number): number =>
  (((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q -
    2.549732539343734) *
    q +
    4.374664141464968) *
    q +
    2.938163982698783) /
  ((((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q +
    3.754408661907416) *
    q +
    1)

/** How many of something rare happen, at probability `u` (Poisson); 0 for a mean of 0 or less. */
export function poissonAt(mean: number, u: number): number {
  if (!(mean > 0)) return 0
  if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalAt(u)))
  let p = Math.exp(-mean)
  let sum = p
  let n = 0
  while (u > sum && n < 200) {
    n += 1
    p *= mean / n
    sum += p
  }
  return n
}

/** How many of `n` have a quality of share `p`, at probability `u` (binomial): always 0 … n. */
export function binomialAt(n: number, p: number, u: number): number {
  if (n <= 0 || p <= 0) return 0
  if (p >= 1) return n
  if (p > 0.5) return n - binomialAt(n, 1 - p, u)
  const mean = n * p
  if (mean > 30) {
    const drawn = Math.round(mean + Math.sqrt(mean * (1 - p)) * normalAt(u))
    return Math.min(n, Math.max(0, drawn))
  }
  const odds = p / (1 - p)
  let q = Math.exp(n * Math.log1p(-p))
  let sum = q
  let k = 0
  while (u > sum && k < n) {
    k += 1
    q *= (odds * (n - k + 1)) / k
    sum += q
  }
  return k
}

/** First index whose running sum exceeds `at`: for picking by weight from cumulative sums. */
export function indexAt(sums: Float64Array, at: number): number {
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** Running sums of weights. */
export function sumsOf(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length)
  let sum = 0
  for (let i = 0; i < sums.length; i += 1) sums[i] = sum += weights[i] ?? 0
  return sums
}
