import type { Point } from '../projection.ts'
import { contains, grown, overlap, type Box } from './box.ts'
import { longestNudge } from './events.ts'

export interface LabelWish {
  id: number
  /** Where the label belongs, px. */
  at: Point
  width: number
  height: number
  /** Lower is placed first. */
  rank: number
  /** False: rather left out than laid over another label. */
  must: boolean
  /** Width of the region's own shape, px; null where it has none. A label far wider needs a leader. */
  room: number | null
  /** Radius around `at` to keep free, px: a bubble's. */
  clear: number
}

export interface PlacedLabel {
  id: number
  box: Box
  /** True when the label lies so far off that a line must tie it to its place. */
  leader: boolean
}

/** What a label should not hide, with the cost of hiding it wholly. */
export interface Obstacle {
  box: Box
  cost: number
  /** True when it can step aside a little (an event): it costs more only where that is not enough. */
  yields?: boolean
}

export interface LabelGround {
  obstacles: readonly Obstacle[]
  /** Region under a pixel, if shapes are known: names should lie on their own land or on water. */
  ownerAt?: (at: Point) => number | null
  /** Where labels should stay. */
  frame: Box
  /** Displacements of the last layout: a label stays where it was unless another place is clearly better. */
  previous?: ReadonlyMap<number, Point>
  /** Size factor of the wall. */
  k: number
}

const rings = [8, 16, 25, 35, 46, 58, 72, 88, 106, 126, 150]
const directions = 16
const gap = 2
/** A label this near its place needs no line to it, px. */
const tether = 12
const cost = { stuck: 34, foreign: 22, tinyForeign: 90, outside: 400, stay: 18, tight: 0.6 }

/** Candidate displacements, nearest first; wider than tall, as labels are. */
function offsets(k: number): Point[] {
  const around = rings.flatMap((r) =>
    Array.from({ length: directions }, (_, i) => {
      const a = Math.PI / 2 + (i * 2 * Math.PI) / directions
      return { x: Math.cos(a) * r * k * 1.25, y: Math.sin(a) * r * k }
    }),
  )
  return [{ x: 0, y: 0 }, ...around]
}

/**
 * Greedy placement: labels never overlap one another, hide as little as possible and stay near their
 * place. A `must` label is always placed; where all is full it takes the least covered candidate.
 */
export function placeLabels(wishes: readonly LabelWish[], ground: LabelGround): PlacedLabel[] {
  const candidates = offsets(ground.k)
  const placed: PlacedLabel[] = []
  const order = [...wishes].sort((a, b) => a.rank - b.rank || a.id - b.id)
  for (const wish of order) {
    if (!wish.must && !contains(ground.frame, wish.at)) continue
    const near = nearby(wish, ground)
    let best: { box: Box; cost: number } | null = null
    for (const offset of candidates) {
      const far = Math.hypot(offset.x, offset.y) / ground.k
      if (best && best.cost <= far - cost.stay) break
      const box = { ...wish, x: wish.at.x + offset.x, y: wish.at.y + offset.y }
      const taken = placed.reduce((sum, p) => sum + overlap(grown(p.box, gap * ground.k), box), 0)
      if (taken > 0 && !wish.must) continue
      let total = far + taken * 10 + costAt(box, wish, offset, near)
      // The land under a box is dear to ask for, so only of candidates that can still win.
      if (best && total >= best.cost) continue
      total += foreignGround(box, wish, near)
      if (!best || total < best.cost) best = { box, cost: total }
    }
    if (!best || (!wish.must && best.cost >= cost.outside)) continue
    const { x, y, width, height } = best.box
    const box = { x, y, width, height }
    const reach = isTiny(wish) ? 0 : wish.clear + tether * ground.k
    placed.push({ id: wish.id, box, leader: !contains(grown(box, reach), wish.at) })
  }
  return placed
}

const isTiny = (wish: LabelWish): boolean =>
  wish.room !== null && wish.room < wish.width * cost.tight

/** The ground with only those obstacles that some candidate of the label can reach. */
function nearby(wish: LabelWish, ground: LabelGround): LabelGround {
  const reach = 2 * 1.25 * ground.k * (rings.at(-1) ?? 0)
  const field = { ...wish.at, width: wish.width + reach, height: wish.height + reach }
  return { ...ground, obstacles: ground.obstacles.filter((o) => overlap(o.box, field) > 0) }
}

/** How far a symbol would have to move to come clear of a label. */
const escape = (label: Box, symbol: Box): number =>
  Math.min(
    (label.width + symbol.width) / 2 - Math.abs(label.x - symbol.x),
    (label.height + symbol.height) / 2 - Math.abs(label.y - symbol.y),
  )

function costAt(box: Box, wish: LabelWish, offset: Point, ground: LabelGround): number {
  let sum = 0
  for (const o of ground.obstacles) {
    const shared = overlap(o.box, box)
    if (shared <= 0) continue
    sum += o.cost * (0.25 + (0.75 * shared) / (o.box.width * o.box.height))
    if (o.yields && escape(box, o.box) > longestNudge * ground.k) sum += cost.stuck
  }
  if (wish.clear > 0) {
    const bubble = { ...wish.at, width: wish.clear * 2, height: wish.clear * 2 }
    if (overlap(bubble, box) > 0 && wish.clear * 2 < wish.width) sum += cost.foreign * 3
  }
  const kept = ground.previous?.get(wish.id)
  if (kept && Math.hypot(kept.x - offset.x, kept.y - offset.y) < 1) sum -= cost.stay
  const tiny = isTiny(wish)
  if (tiny && contains(grown(box, 4 * ground.k), wish.at)) sum += cost.foreign * 4
  const inside =
    Math.abs(box.x - ground.frame.x) <= (ground.frame.width - box.width) / 2 &&
    Math.abs(box.y - ground.frame.y) <= (ground.frame.height - box.height) / 2
  return inside ? sum : sum + cost.outside
}

/** Cost of the share of nine sample points that lie on another region's land. */
function foreignGround(box: Box, wish: LabelWish, ground: LabelGround): number {
  if (!ground.ownerAt) return 0
  let foreign = 0
  for (const fx of [-0.45, 0, 0.45])
    for (const fy of [-0.4, 0, 0.4]) {
      const owner = ground.ownerAt({ x: box.x + fx * box.width, y: box.y + fy * box.height })
      if (owner !== null && owner !== wish.id) foreign++
    }
  return (foreign / 9) * (isTiny(wish) ? cost.tinyForeign : cost.foreign)
}
