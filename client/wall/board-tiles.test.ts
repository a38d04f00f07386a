import { describe, expect, it } from 'vitest'
import type { BoardTile } from '../../shared/indicators/answers.ts'
import { flowOf, tilesFor } from './board-tiles.ts'

const aTile = (indicator: string, given: Partial<BoardTile> & { unit?: string } = {}): BoardTile =>
  ({
    indicator,
    absence: null,
    meta: { id: indicator, formula: 'value', period: 'day', unit: given.unit ?? '件' },
    ...given,
  }) as BoardTile
const ids = (tiles: BoardTile[]) => tiles.map((tile) => tile.indicator)

describe('tiles on the wall', () => {
  it('come in the board’s order, what does not exist here last', () => {
    const tiles = [aTile('a', { absence: 'not-at-level' }), aTile('b'), aTile('c')]
    expect(ids(tilesFor(tiles, 2))).toEqual(['b', 'c'])
    expect(ids(tilesFor(tiles, 8))).toEqual(['b', 'c', 'a'])
  })

  it('keep a figure that is missing in its place: missing is news', () => {
    const tiles = [aTile('a', { absence: 'no-data' }), aTile('b')]
    expect(ids(tilesFor(tiles, 1))).toEqual(['a'])
  })
})

describe('today’s flow', () => {
  it('puts only counts of one unit on one scale', () => {
    const rate = aTile('rate')
    const tiles = [
      { ...rate, meta: { ...rate.meta, formula: 'ratio' as const, unit: '%' } },
      aTile('reported'),
      aTile('alerts', { unit: '条' }),
      aTile('closed'),
    ]
    expect(ids(flowOf(tiles))).toEqual(['reported', 'closed'])
    expect(flowOf([])).toEqual([])
  })
})
