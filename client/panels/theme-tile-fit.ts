import { ems, figureEms } from './text-size.ts'
import type { TileWords } from './tile-words.ts'

/** How a themed tile's words share its two first lines, so that nothing runs into anything. */
export interface ThemeTileFit {
  /** The name as it is printed: without what it says in brackets where that is too long. */
  name: string
  /** The name is set at the smallest size. */
  smallName: boolean
  /** The warning's chip stands beside the figure: the name needs its line. */
  chipBelow: boolean
  /** The age as it is printed: 三季, 25年12月. */
  age: string
  /** The age stands beside the figure, over 环比. */
  ageBelow: boolean
  /** The age stands beside the spark line, in place of 环比: the figure needs its line alone. */
  ageFoot: boolean
  /** 环比 stands beside the spark line: the figure needs its line. */
  deltaBelow: boolean
  /** Share of the full figure size, 0.8–1. */
  figureScale: number
}

/** Inner width of the narrowest themed tile, rem. */
const inner = 12.75
const body = 1.25
const least = 1.125
const figureRem = 2.5
const chipRem = 2
const leastScale = 0.8

export function themeTileFit(name: string, unit: string, words: TileWords): ThemeTileFit {
  const short = words.age
    .replace(/^20(\d\d)年(?=.)/, '$1年')
    .replace(/第?(.)季度$/, '$1季')
    .replace(/^\d+月(?=.旬)/, '')
  const age = short ? ems(short) * least + 1.1 : 0
  const bare = ems(name) * least > inner ? name.replace(/[(（].*?[)）]$/, '') : name
  const chipBelow = words.severity !== null && ems(bare) * least + chipRem > inner
  const beside = words.severity && !chipBelow ? chipRem : 0
  const ageBelow = ems(bare) * least + beside + age > inner
  const taken = beside + (ageBelow ? 0 : age)
  const [before] = words.deltas
  const delta = before ? ems(`${before.name}${before.delta?.text ?? '—'}`) * least + 1.1 : 0
  const tail = 0.3 + ems(unit) * least + (chipBelow ? chipRem : 0)
  const figure = figureEms(words.figure ?? '') * figureRem
  const besides = ageBelow ? age : 0
  const ageFoot = besides > 0 && figure * leastScale + tail + besides > inner
  const side = ageFoot ? 0 : besides
  const deltaBelow = !ageFoot && figure * 0.9 + tail + Math.max(delta, side) > inner
  const room = inner - tail - (deltaBelow ? side : ageFoot ? 0 : Math.max(delta, side))
  return {
    ...{ name: bare, age: short, chipBelow, ageBelow, ageFoot, deltaBelow },
    smallName: ems(bare) * body + taken > inner,
    figureScale: figure > 0 ? Math.min(1, Math.max(leastScale, room / figure)) : 1,
  }
}
