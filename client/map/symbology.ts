import type { RegionFigure } from '../../shared/indicators/answers.ts'
import type { Category, Severity } from '../../shared/city/pack.ts'
import { stepOf, type Classes } from '../../shared/indicators/classify.ts'
import type { AreaState } from './scene.ts'

/** A category's map symbol (符号): its shape, solid or hollow. */
export type EventSymbol = Pick<Category, 'shape' | 'hollow'>
export type SymbolTable = Readonly<Record<string, EventSymbol>>

/** What the map needs of a figure; any RegionFigure fits. */
export type MapFigure = Pick<RegionFigure, 'region' | 'value' | 'absence' | 'status' | 'stale'>

/** Radius of an event by severity, px on a 1080-line wall. */
export const eventRadius: Record<Severity, number> = { 1: 15, 2: 12.5, 3: 10.5, 4: 8.5 }

/** The dark casing reaches this many radii out. */
export const casingReach = 1.23

/** Sizes of a label's two lines and the gap between their centres, px on a 1080-line wall. */
export const labelSizes = {
  large: { name: 23, value: 23, line: 23 },
  small: { name: 18, value: 18, line: 19 },
} as const
export type LabelSize = keyof typeof labelSizes

const unknownSymbol: EventSymbol = { shape: 'circle', hollow: true }

/** An unknown category is drawn as a hollow circle, never guessed. */
export function symbolOf(table: SymbolTable, category: string): EventSymbol {
  return table[category] ?? unknownSymbol
}

/** Why a region has no class (无数据, 不显示, 数据截至); each has a pattern of its own. */
export const hatchKinds = ['missing', 'withheld', 'stale'] as const
export type HatchKind = (typeof hatchKinds)[number]

/** The pattern of a region whose figure is missing, withheld or out of date; null = none, also where idle. */
export function hatchOf(figure: MapFigure): HatchKind | null {
  if (figure.absence === 'nothing-due' || figure.absence === 'not-at-level') return null
  if (figure.absence === 'suppressed') return 'withheld'
  if (figure.value === null || figure.absence !== null) return 'missing'
  return figure.stale ? 'stale' : null
}
export const isHatched = (figure: MapFigure): boolean => hatchOf(figure) !== null

/** Paint of a coloured region: ramp step `a` (−1 = none) and `nd`, 1 to 3 = its pattern. */
export function areaState(figure: MapFigure, classes: Classes): AreaState {
  const hatch = hatchOf(figure)
  if (hatch) return { a: -1, nd: hatchKinds.indexOf(hatch) + 1 }
  // Nothing was due, or not at this level: known, calm and without a class.
  if (figure.value === null) return { a: -1, nd: 0 }
  return { a: stepOf(classes, figure.value) ?? -1, nd: 0 }
}

/** Radius of a bubble, px: its area is proportional to the value; at least 5. */
export function bubbleRadius(value: number | null, max: number | null, k: number): number {
  const least = 5 * k
  if (value === null || max === null || max <= 0 || value <= 0) return least
  return Math.max(least, 34 * k * Math.sqrt(value / max))
}
