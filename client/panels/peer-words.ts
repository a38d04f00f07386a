import type { BoardTile } from '../../shared/indicators/answers.ts'
import type { PeerRow } from '../../shared/indicators/peers-answer.ts'
import { peerPlaceOf, peerStripOf, type PeerPlace, type PeerStrip } from '../charts/peer-strip.ts'
import { figureOf } from './format.ts'
import { spokenTile, tileWords, type TileWords } from './tile-words.ts'

/** One line of the table 指标对标, as it prints. */
export interface PeerLine {
  tile: BoardTile
  words: TileWords
  /** 95, or — where there is nothing to reach. */
  target: string
  median: string
  strip: PeerStrip | null
  place: PeerPlace | null
  /** The line in one sentence. */
  spoken: string
}

export const nothing = '—'

/** A tile beside its peers; `row` null = the peers are not known yet. */
export function peerLineOf(
  tile: BoardTile,
  row: PeerRow | null,
  now: number,
  zone: string,
): PeerLine {
  const { meta } = tile
  const words = tileWords(tile, now, zone)
  const printed = (value: number | null): string =>
    value === null ? nothing : figureOf(value, meta.decimals)
  const place = row && peerPlaceOf(row, meta)
  return {
    tile,
    words,
    target: row?.target == null ? nothing : shortFigure(row.target, meta.decimals),
    median: printed(row?.median ?? null),
    strip: row && peerStripOf(row, meta.direction),
    place,
    spoken: [
      spokenTile(tile, words),
      place && `第${place.rank}${place.tied ? '并列' : ''}，共${place.of}`,
    ]
      .filter(Boolean)
      .join('，'),
  }
}

/** 95, not 95.0: a target is a round number where it can be. */
const shortFigure = (value: number, decimals: number): string =>
  Number.isInteger(value) ? figureOf(value) : figureOf(value, Math.max(1, decimals))

/** What does not exist at this level comes last; nothing else changes the board's order. */
export function inTableOrder(tiles: readonly BoardTile[]): BoardTile[] {
  const exists = tiles.filter((tile) => tile.absence !== 'not-at-level')
  return [...exists, ...tiles.filter((tile) => tile.absence === 'not-at-level')]
}
