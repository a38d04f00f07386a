import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Tokens } from '../styles/tokens.ts'
import { restKey, waterfallColumns, waterfallOption, waterfallScale } from './waterfall.ts'

const tokens = new Proxy({} as Tokens, { get: (_, name) => (name === 'rem' ? 16 : String(name)) })
const text = { whole: (v: number) => v.toFixed(1), effect: (v: number) => v.toFixed(2) }
const parts = (...effects: number[]) => effects.map((effect, i) => ({ key: `p${i}`, effect }))

describe('the waterfall', () => {
  it('goes from the figure before to the figure after, part by part', () => {
    const columns = waterfallColumns({ before: 98, after: 97, parts: parts(-1.5, 0.5) }, 8, text)
    expect(columns.map((c) => [c.kind, c.from, c.to])).toEqual([
      ['whole', 0, 98],
      ['loss', 98, 96.5],
      ['gain', 96.5, 97],
      ['whole', 0, 97],
    ])
  })

  it('puts what finds no room into one column, and still arrives', () => {
    const effect = fc.double({ min: -5, max: 5, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(effect, { maxLength: 40 }),
        fc.integer({ min: 2, max: 9 }),
        (e, room) => {
          const after = e.reduce((sum, one) => sum + one, 50)
          const columns = waterfallColumns({ before: 50, after, parts: parts(...e) }, room, text)
          expect(columns.length).toBeLessThanOrEqual(room + 2)
          expect(columns.at(-2)?.to).toBeCloseTo(after, 6)
          const many = e.filter((one) => one !== 0).length > room
          expect(columns.some((c) => c.key === restKey)).toBe(many)
        },
      ),
    )
  })

  it('cuts its scale only where steps would be too small to see', () => {
    const near = waterfallColumns({ before: 98, after: 97, parts: parts(-1) }, 8, text)
    expect(waterfallScale(near).min).toBeGreaterThan(90)
    const whole = waterfallColumns({ before: 10, after: 4, parts: parts(-6) }, 8, text)
    expect(waterfallScale(whole).min).toBe(0)
  })

  it('fills a loss and outlines a gain, with its number at its end', () => {
    const columns = waterfallColumns({ before: 98, after: 97, parts: parts(-1.5, 0.5) }, 8, text)
    const option = waterfallOption({ columns, selected: 'p0' }, tokens)
    const [foot, steps] = option['series'] as { data: Record<string, unknown>[] }[]
    expect(foot?.data).toEqual([0, 96.5, 96.5, 0])
    expect(steps?.data[1]).toMatchObject({
      value: 1.5,
      itemStyle: { color: 'threshold', borderColor: 'select' },
      label: { position: 'bottom', formatter: '-1.50' },
    })
    expect(steps?.data[2]).toMatchObject({
      itemStyle: { color: 'transparent', borderColor: 'data' },
      label: { position: 'top' },
    })
  })
})
