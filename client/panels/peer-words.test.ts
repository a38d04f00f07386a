import { describe, expect, it } from 'vitest'
import { somePeers } from '../../test/a-city-api.ts'
import { aRate, aTile, noon, zone } from './builders.ts'
import { inTableOrder, peerLineOf } from './peer-words.ts'

const row = somePeers({ region: 2 }).rows[0]!

describe('a line of 指标对标', () => {
  it('prints target, middle and place, and says them in one sentence', () => {
    const line = peerLineOf(aTile({ meta: aRate(), value: 96 }), row, noon, zone)
    expect([line.target, line.median, line.place?.rank]).toEqual(['95', '95.0', 1])
    expect(line.spoken).toMatch(/按期结案率 96.0%.*第1，共2/)
  })

  it('has no dots while the peers are unknown, and a dash for what is not set', () => {
    const line = peerLineOf(aTile(), null, noon, zone)
    expect([line.strip, line.place, line.target, line.median]).toEqual([null, null, '—', '—'])
  })

  it('keeps the board’s order, with what does not exist here at the end', () => {
    const here = aTile({ indicator: 'a' })
    const not = aTile({ indicator: 'b', value: null, absence: 'not-at-level' })
    expect(inTableOrder([not, here]).map((tile) => tile.indicator)).toEqual(['a', 'b'])
  })
})
