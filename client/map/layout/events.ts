import type { Point } from '../projection.ts'
import { circleHits, type Box } from './box.ts'

export interface Symbol {
  id: number
  at: Point
  radius: number
}

export interface PlacedSymbol extends Symbol {
  /** True position, when the symbol was moved; a short leader ties them. */
  from: Point | null
}

/** Furthest a symbol is moved off a label, px on a 1080-line wall. */
export const longestNudge = 20

const steps = [8, 11, 14, 17, longestNudge]
const directions = 16

/**
 * Moves symbols that would fall into a label's box by 8–20 px (× k) to the nearest place that hides
 * least. Every symbol comes back, in the order given; the first keep their place against the later.
 */
export function nudgeSymbols(
  symbols: readonly Symbol[],
  boxes: readonly Box[],
  k: number,
): PlacedSymbol[] {
  const settled: PlacedSymbol[] = []
  for (const symbol of symbols) {
    const near = boxes.filter((box) => circleHits(box, symbol.at, symbol.radius + 24 * k))
    const hits = (at: Point) => near.filter((box) => circleHits(box, at, symbol.radius))
    if (hits(symbol.at).length === 0) {
      settled.push({ ...symbol, from: null })
      continue
    }
    const others = settled.filter(
      (s) => Math.hypot(s.at.x - symbol.at.x, s.at.y - symbol.at.y) < 80 * k,
    )
    let best = { at: symbol.at, cost: Infinity }
    for (const step of steps)
      for (let i = 0; i < directions; i++) {
        const a = (i * 2 * Math.PI) / directions
        const at = {
          x: symbol.at.x + Math.cos(a) * step * k,
          y: symbol.at.y + Math.sin(a) * step * k,
        }
        const sum =
          step + 50 * depth(hits(at), at, symbol.radius, k) + 8 * crowd(others, at, symbol)
        if (sum < best.cost) best = { at, cost: sum }
      }
    settled.push({ ...symbol, at: best.at, from: symbol.at })
  }
  return settled
}

/** How deep a symbol still lies in the boxes it hits, in units of its own size. */
function depth(boxes: readonly Box[], at: Point, radius: number, k: number): number {
  return boxes.reduce((sum, box) => {
    const inX = box.width / 2 + radius - Math.abs(at.x - box.x)
    const inY = box.height / 2 + radius - Math.abs(at.y - box.y)
    return sum + Math.min(inX, inY) / (8 * k)
  }, 0)
}

function crowd(settled: readonly PlacedSymbol[], at: Point, symbol: Symbol): number {
  return settled.filter((s) => Math.hypot(s.at.x - at.x, s.at.y - at.y) < s.radius + symbol.radius)
    .length
}
