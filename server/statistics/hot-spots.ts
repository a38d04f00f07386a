import { errorFunction } from 'simple-statistics'
import type { HotSpots, Statistic } from '../../shared/analysis/statistics.ts'

/** An area with its value and the ids of its neighbours (相邻). */
export interface Area {
  id: number
  value: number | null
  neighbours: readonly number[]
}

/** Fewest areas with a value that hot spots are looked for among. */
export const fewestAreas = 20
/** The false-discovery rate (错误发现率) kept. */
export const discoveryRate = 0.05

/**
 * Areas where high or low values lie together (热点, 冷点): Gi* of Ord and Getis with neighbours and
 * the area itself counting alike, corrected after Benjamini and Hochberg.
 */
export function hotSpots(areas: readonly Area[]): Statistic<HotSpots> {
  const known = new Map(areas.flatMap(({ id, value }) => (value === null ? [] : [[id, value]])))
  if (known.size < fewestAreas) {
    return {
      tooShort: `区域太少：热点分析至少需要 ${fewestAreas} 个有数的区域，现有 ${known.size} 个`,
    }
  }
  const scores = areas.map((area) => scoreOf(area, known))
  const found = scores.filter((score) => score !== null)
  if (found.length === 0) return { tooShort: '各区域数值相同或互不相邻，无从比较' }
  const corrected = falseDiscovery(found.map(twoSided))
  let next = 0
  return {
    method: `Gi*（Ord、Getis 1995），相邻与本区等权，错误发现率 ≤ ${discoveryRate}（Benjamini、Hochberg 1995）`,
    limits: '说明高值或低值连片，不说明原因；比率请先看各区域分母大小',
    areas: areas.map(({ id }, i) => {
      const score = scores[i] ?? null
      if (score === null) return { id, score: null, q: null, kind: 'none' }
      const q = corrected[next] ?? 1
      next += 1
      const kind = q > discoveryRate ? 'none' : score > 0 ? 'hot' : 'cold'
      return { id, score, q, kind }
    }),
    rate: discoveryRate,
  }
}

function scoreOf({ id, neighbours }: Area, known: ReadonlyMap<number, number>): number | null {
  const near = [id, ...neighbours].flatMap((one) => known.get(one) ?? [])
  const n = known.size
  if (!known.has(id) || near.length < 2 || near.length === n) return null
  const all = [...known.values()]
  const mean = all.reduce((sum, value) => sum + value, 0) / n
  const s = Math.sqrt(all.reduce((sum, value) => sum + value ** 2, 0) / n - mean ** 2)
  if (!(s > 0)) return null
  const w = near.length
  const sum = near.reduce((total, value) => total + value, 0)
  return (sum - mean * w) / (s * Math.sqrt((n * w - w ** 2) / (n - 1)))
}

const twoSided = (score: number): number => 2 * normalTail(Math.abs(score))

/** P(Z > z); far out by the continued fraction, where the approximation's error would weigh. */
function normalTail(z: number): number {
  if (z < 3) return 0.5 - errorFunction(z / Math.SQRT2) / 2
  let fraction = z
  for (let k = 60; k > 0; k -= 1) fraction = z + k / fraction
  return Math.exp(-(z ** 2) / 2) / (Math.sqrt(2 * Math.PI) * fraction)
}

/** Adjusted p values: reject where ≤ the rate wanted (Benjamini and Hochberg 1995). */
export function falseDiscovery(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => p[b]! - p[a]!)
  const adjusted = new Array<number>(p.length)
  let least = 1
  order.forEach((i, k) => {
    least = Math.min(least, (p[i]! * p.length) / (p.length - k))
    adjusted[i] = least
  })
  return adjusted
}
