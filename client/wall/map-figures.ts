import type { BoardAnswer, IndicatorMeta, RegionFigure } from '../../shared/indicators/answers.ts'
import type { Category } from '../../shared/city/pack.ts'
import { classify, type Classes } from '../../shared/indicators/classify.ts'
import type { KnownParts } from '../panels/card-words.ts'
import { faceOfValue, type PanelFace } from '../panels/face.ts'
import type { LegendGap } from '../panels/legend-gap.ts'
import type { SymbolTable } from '../map/symbology.ts'

/** The finest figures the board has that say anything: towns of a city, else its districts. */
export function finestFigures(board: BoardAnswer): RegionFigure[] {
  const says = (figures: RegionFigure[]) => figures.some((figure) => figure.value !== null)
  return says(board.grandchildren) ? board.grandchildren : board.children
}

/** The focus indicator's definition; null where the board does not show it. */
export function focusMeta(board: BoardAnswer): IndicatorMeta | null {
  return board.tiles.find((tile) => tile.indicator === board.focus)?.meta ?? null
}

/** Classes by the pack's own method (分级方法); breaks found are rounded to what the legend prints. */
export function classesOf(figures: readonly RegionFigure[], meta: IndicatorMeta | null): Classes {
  const shown = figures.filter((figure) => figure.absence === null && !figure.stale)
  const { method, breaks } = meta?.classes ?? { method: 'natural', breaks: [] }
  return classify(
    shown.map((figure) => figure.value),
    { method, breaks, decimals: method === 'manual' ? undefined : meta?.decimals },
  )
}

/** How many of the parts of a whole are known: idle and withheld ones are, missing and late ones not. */
export function knownParts(figures: readonly RegionFigure[], word: string): KnownParts | null {
  const there = figures.filter((figure) => figure.absence !== 'not-at-level')
  if (there.length === 0) return null
  const known = there.filter((figure) => figure.absence !== 'no-data' && !figure.stale)
  return { known: known.length, total: there.length, word }
}

/** Regions of the sort shown on the map that do not carry the indicator at all. */
export const notAtLevel = (figures: readonly RegionFigure[]): boolean =>
  figures.length > 0 && figures.every((figure) => figure.absence === 'not-at-level')

/** The regions without a class, by what stands in their place; 0 and 无数据 are never one. */
export function gapsOf(figures: readonly RegionFigure[]): LegendGap[] {
  const counts = new Map<PanelFace, number>()
  for (const figure of figures) {
    const face = faceOfValue(figure)
    if (face !== 'ready') counts.set(face, (counts.get(face) ?? 0) + 1)
  }
  return [...counts].map(([face, count]) => ({ face, count }))
}

export function symbolsOf(categories: readonly Category[]): SymbolTable {
  return Object.fromEntries(categories.map(({ code, shape, hollow }) => [code, { shape, hollow }]))
}

/** Categories for the legend: short names, and each symbol once: two of one kind tell nothing apart. */
export function legendCategories(categories: readonly Category[]): Category[] {
  const seen = new Set<string>()
  return categories.flatMap((category) => {
    const symbol = `${category.shape} ${category.hollow}`
    if (seen.has(symbol)) return []
    seen.add(symbol)
    return [{ ...category, name: category.shortName ?? shortName(category.name) }]
  })
}

/** 市政公用设施(部件) → 市政公用设施; 生态环境与市场监管 → 生态环境. */
function shortName(name: string): string {
  return name.replace(/[(（].*?[)）]/g, '').replace(/^(.{4,})与.*$/, '$1')
}
