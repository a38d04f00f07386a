import type { Severity } from '../../shared/city/pack.ts'
import type { BoardTile } from '../../shared/indicators/answers.ts'
import { readClock, timeOf } from './clock.ts'
import { faceOfValue, showsContent, wordsOf, type PanelFace } from './face.ts'
import { ageOf, deltaOf, figureOf, shareOf, shortLabel, type Delta } from './format.ts'
import { colourNameOf, severityOfStatus } from './severity.ts'

/** Everything a KPI tile prints, so that what it says can be read as a value. */
export interface TileWords {
  face: PanelFace
  /** 12,846; null where there is none to print. */
  figure: string | null
  /** 无数据, 本级不适用, 不显示, 本期无事项 in place of the figure. */
  absent: string | null
  severity: Severity | null
  /** 12秒 of a live feed, 10月 of a periodic one; '' = nothing to say. */
  age: string
  /** Filled dot: live; ring: periodic. */
  live: boolean
  /** 今日至今 beside a figure whose period still runs and whose name does not say so. */
  partial: string | null
  /** 缺 2 区, or 部分 80%: so much of the city is not in the figure; null where all of it is. */
  partialRegions: string | null
  /** 数据截至 09:40 */
  stale: string | null
  deltas: { name: '环比' | '同比'; delta: Delta | null }[]
}

/** `missing`: sub-regions known to have no part in the figure; left out where that is not known. */
export function tileWords(tile: BoardTile, now: number, zone: string, missing = 0): TileWords {
  const face = faceOfValue(tile)
  const open = showsContent(face) && tile.value !== null
  const period = shortLabel(tile.window.label, readClock(now, zone).year)
  return {
    face,
    figure: open ? figureOf(tile.value!, tile.meta.decimals) : null,
    absent: open ? null : wordsOf(face),
    severity: face === 'ready' ? severityOfStatus(tile.status) : null,
    age: ageWords(tile, face, period, now),
    live: isFresh(tile, now),
    partial: open && tile.window.partial && tile.meta.live ? unsaid(period, tile.meta.name) : null,
    partialRegions: open && face === 'ready' ? partWords(tile.completeness, missing) : null,
    stale: face === 'stale' ? staleSince(tile, now, zone) : null,
    deltas: [
      { name: '环比', delta: deltaOf(tile, tile.previous) },
      { name: '同比', delta: deltaOf(tile, tile.lastYear) },
    ],
  }
}

/** 缺 2 区 where they are counted, else 部分 80%; never 100 % of what is not whole. */
function partWords(completeness: number | null, missing: number): string | null {
  if (missing > 0) return `缺 ${missing} 区`
  return completeness === null || completeness >= 1 ? null : `部分 ${shareOf(completeness)}`
}

const dayMs = 86_400_000

/** Live and of this day or the last: the age of an older one (a past period, a yearly part) is its period. */
const isFresh = (tile: BoardTile, now: number): boolean =>
  tile.meta.live && (tile.asOf === null || now - tile.asOf < 2 * dayMs)

/** A stale or foreign figure has no age in seconds; a periodic one is as old as its period. */
function ageWords(tile: BoardTile, face: PanelFace, period: string, now: number): string {
  if (face === 'not-at-level' || face === 'stale') return ''
  if (!isFresh(tile, now)) return period
  return tile.asOf === null ? '' : ageOf(now - tile.asOf)
}

const staleSince = (tile: BoardTile, now: number, zone: string): string =>
  tile.asOf === null ? '数据陈旧' : `数据截至 ${timeOf(tile.asOf, zone, now)}`

/** The wall's own window needs no word on every tile; 本月受理 already says 本月. */
const unsaid = (label: string, name: string): string | null =>
  label === '今日' || label === '当前' || name.startsWith(label.slice(0, 2)) ? null : label

const spokenDirection = { up: '升', down: '降', flat: '' } as const

/** The tile in one sentence, for its accessible name. */
export function spokenTile(tile: BoardTile, words: TileWords): string {
  const deltas = words.deltas.map(
    ({ name, delta }) => delta && `${name}${spokenDirection[delta.direction]}${delta.text}`,
  )
  const said = [
    words.figure === null ? words.absent : `${words.figure}${tile.meta.unit}`,
    tile.window.label,
    words.severity && `${colourNameOf(words.severity)}色预警`,
    words.stale,
    words.partialRegions,
    ...(words.figure === null ? [] : deltas),
  ]
  return `${tile.meta.name} ${said.filter(Boolean).join('，')}`
}
