import { describe, expect, it } from 'vitest'
import type { Tokens } from '../styles/tokens.ts'
import { compareOption } from './compare.ts'

const tokens = new Proxy({} as Tokens, { get: (_, name) => (name === 'rem' ? 16 : String(name)) })

describe('a comparison over time', () => {
  const option = compareOption(
    {
      labels: ['10月', '11月'],
      lines: [
        { role: 'own', name: '崇川区', values: [96, null] },
        { role: 'city', name: '全市', values: [95, 94] },
        { role: 'sibling', name: '通州区', values: [93, 97] },
      ],
      threshold: 95,
      unit: '%',
      decimals: 1,
    },
    tokens,
  )
  const series = option['series'] as Record<string, unknown>[]

  it('draws the region itself over all others, and no line through a gap', () => {
    expect(series.map((line) => line['name'])).toEqual(['通州区', '全市', '崇川区'])
    expect(series[2]).toMatchObject({ data: [96, null], connectNulls: false })
  })

  it('does not let its axis rise above 100 %', () => {
    const { max } = option['yAxis'] as { max: (of: { max: number }) => number | null }
    expect([max({ max: 99.5 }), max({ max: 97 }), max({ max: 130 })]).toEqual([100, null, null])
  })

  it('carries the threshold once', () => {
    expect(series.filter((line) => line['markLine'])).toHaveLength(1)
  })
})
