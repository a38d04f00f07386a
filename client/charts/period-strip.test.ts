import { describe, expect, it } from 'vitest'
import { tokenNames, type Tokens } from '../styles/tokens.ts'
import { periodOption, type PeriodModel } from './period-strip.ts'

const tokens = {
  ...Object.fromEntries(tokenNames.map((name) => [name, `<${name}>`])),
  rem: 16,
} as Tokens
const point = (value: number | null, partial = false) => ({ value, lastYear: 94, partial })
const model: PeriodModel = {
  points: [point(96), point(null), point(94.2), point(97, true)],
  yellow: 95,
  red: 85,
  decimals: 1,
  chosen: 2,
}
interface Drawn {
  series: Record<string, unknown>[]
  yAxis: { min: number; max: number }
}
const drawn = (changes: Partial<PeriodModel> = {}) =>
  periodOption({ ...model, ...changes }, tokens) as unknown as Drawn
const line = (option: Drawn) => option.series[1] as { data: Record<string, unknown>[] }

describe('the strip of periods', () => {
  it('never bridges a gap, and prints no figure there', () => {
    expect(line(drawn())).toMatchObject({ connectNulls: false })
    expect(line(drawn()).data[1]).toMatchObject({ value: null, label: { formatter: '' } })
    expect(line(drawn()).data[2]).toMatchObject({ label: { formatter: '94.2' } })
  })

  it('shows both thresholds by name, in sight however far off', () => {
    const option = drawn()
    const lines = (line(option) as unknown as { markLine: { data: { yAxis: number }[] } }).markLine
    expect(lines.data).toMatchObject([
      { yAxis: 95, label: { formatter: '黄线 95' } },
      { yAxis: 85, label: { formatter: '红线 85' } },
    ])
    for (const { yAxis } of lines.data)
      expect(yAxis > option.yAxis.min && yAxis < option.yAxis.max).toBe(true)
  })

  it('has no threshold where there is none', () => {
    expect(line(drawn({ yellow: null, red: null }))).not.toHaveProperty('markLine.data')
  })

  it('draws last year dotted, and the running period as a ring', () => {
    expect(drawn().series[0]).toMatchObject({ data: [94, 94, 94, 94], symbol: 'none' })
    expect(line(drawn()).data[3]).toMatchObject({ itemStyle: { color: '<panel-solid>' } })
  })

  it('stands on its feet with nothing at all to draw', () => {
    const { yAxis } = drawn({ points: [] })
    expect(yAxis.max).toBeGreaterThan(yAxis.min)
  })

  it('takes every colour from the tokens', () => {
    expect(JSON.stringify(drawn())).not.toMatch(/#[0-9a-f]{3,8}|rgba?\(/i)
  })
})
