import type { BoardAnswer, IndicatorMeta, RegionFigure } from '../../shared/indicators/answers.ts'
import type { Category } from '../../shared/city/pack.ts'
import { classify, type Classes } from '../map/classify.ts'
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

/** Natural breaks (自然断点), rounded to what the legend prints. */
export function classesOf(figures: readonly RegionFigure[], meta: IndicatorMeta | null): Classes {
  const shown = figures.filter((figure) => figure.absence === null && !figure.stale)
  return classify(
    shown.map((figure) => figure.value),
    { method: 'natural', decimals: meta?.decimals },
  )
}

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
