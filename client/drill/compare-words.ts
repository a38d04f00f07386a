import type { BoardTile } from '../../shared/indicators/answers.ts'
import type { PeerRow } from '../../shared/indicators/peers-answer.ts'
import { deltaOf, figureOf } from '../panels/format.ts'

/** One figure that the region's own is held against (参照). */
export interface CompareChip {
  name: string
  figure: string
  /** How far the region's own lies from it, ▲ 0.5pt; empty where it cannot be said. */
  arrow: string
  apart: string
}

const arrows = { up: '▲', down: '▼', flat: '' } as const

/** 全市, 同组中位, 上期, 去年同期, 目标: each with how far the region lies from it. */
export function compareChips(tile: BoardTile, row: PeerRow | null): CompareChip[] {
  const against: [string, number | null][] = [
    ['全市', row?.city ?? null],
    ['同组中位', row?.median ?? null],
    ['上期', tile.previous],
    ['去年同期', tile.lastYear],
    [row?.targetKind === 'target' ? '目标' : '考核线', row?.target ?? null],
  ]
  return against.map(([name, value]) => {
    const delta = value === null ? null : deltaOf(tile, value)
    return {
      name,
      figure: value === null ? '—' : figureOf(value, tile.meta.decimals),
      arrow: delta ? arrows[delta.direction] : '',
      apart: delta?.text ?? '',
    }
  })
}
