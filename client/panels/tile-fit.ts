import { ems, figureEms } from './text-size.ts'
import type { TileWords } from './tile-words.ts'

/** How a tile's words share its two first lines, so that nothing is cut at the narrowest tile. */
export interface TileFit {
  /** The age moves from beside the name to beside the figure. */
  ageBelow: boolean
  /** The name is set at the smallest size. */
  smallName: boolean
  /** Share of the full figure size, 0.6–1. */
  figureScale: number
  /** 今日至今 is set in two lines. */
  brokenPartial: boolean
}

/** Inner width of the narrowest tile, rem. */
const inner = 11.9

export function tileFit(name: string, unit: string, words: TileWords): TileFit {
  const chip = words.severity ? 2 : 0
  const age = words.age ? ems(words.age) * 1.125 + 1.2 : 0
  const ageBelow = ems(name) * 1.25 + chip + age > inner
  const figure = figureRem(words.figure ?? '')
  const tail = 0.3 + ems(unit) * 1.25
  const partial = words.partial ? ems(words.partial) * 1.125 + 0.5 : 0
  const side = Math.max(partial, ageBelow ? age : 0)
  const brokenPartial = !ageBelow && figure + tail + partial > inner
  const beside = brokenPartial ? 2.75 : side
  return {
    ageBelow,
    smallName: ems(name) * 1.25 + chip + (ageBelow ? 0 : age) > inner,
    figureScale: figure > 0 ? Math.min(1, Math.max(0.6, (inner - tail - beside) / figure)) : 1,
    brokenPartial,
  }
}

const figureRem = (figure: string): number => figureEms(figure) * 3.02
