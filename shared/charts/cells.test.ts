import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { classify, stepOf } from '../indicators/classify.ts'
import { cellSeries } from './cells.ts'
import { fileStyles } from './style.ts'

const style = fileStyles.light
const width = 3
const height = 10

interface Drawn {
  type: 'rect' | 'path'
  shape: { x: number; y: number; width: number; height: number; pathData?: string }
  style: { fill: string }
}
interface Series {
  data: unknown[]
  renderItem(given: { dataIndex: number }, api: object): Drawn
}

/** The shapes of some rows, where a cell is 3 × 10 pixels. */
function drawn(rows: (number | null)[][]): Drawn[] {
  const classes = classify(rows.flat(), { method: 'quantile' })
  const [series] = cellSeries(rows, classes, style) as [Series]
  const api = {
    coord: ([x, y]: [number, number]) => [(x + 0.5) * width, (y + 0.5) * height],
    size: () => [width, height],
  }
  return series.data.map((_, dataIndex) => series.renderItem({ dataIndex }, api))
}

/** Columns that a shape covers. */
function columnsOf({ shape }: Drawn): number[] {
  const spans = shape.pathData
    ? [...shape.pathData.matchAll(/M([\d.]+) [\d.]+H([\d.]+)V/g)].map(([, a, b]) => [+a!, +b!])
    : [[shape.x, shape.x + shape.width]]
  return spans.flatMap(([a = 0, b = 0]) =>
    Array.from({ length: Math.round((b - a) / width) }, (_, i) => Math.round(a / width) + i),
  )
}

const fillOf = (step: number | null) => (step === null ? style.missing : style.ramp[step])

describe('the cells of a heat map', () => {
  it('are each drawn once in the colour of their class, however many there are', () => {
    const cell = fc.option(fc.integer({ min: 0, max: 40 }))
    const rows = fc
      .record({ across: fc.constantFrom(7, 395), down: fc.integer({ min: 1, max: 14 }) })
      .chain(({ across, down }) => {
        const row = fc.array(cell, { minLength: across, maxLength: across })
        return fc.array(row, { minLength: down, maxLength: down })
      })
    fc.assert(
      fc.property(rows, (values) => {
        const classes = classify(values.flat(), { method: 'quantile' })
        const wanted = values.map((row) => row.map((value) => fillOf(stepOf(classes, value))))
        const seen = values.map((row) => row.map(() => ''))
        for (const one of drawn(values)) {
          const y = Math.round(one.shape.y / height)
          const row = seen[y] ?? []
          for (const x of columnsOf(one)) row[x] = (row[x] ?? '') + one.style.fill
        }
        expect(seen).toEqual(wanted)
      }),
      { numRuns: 30, seed: 5 },
    )
  })

  it('of a year of days by 111 regions are few shapes', () => {
    const rows = Array.from({ length: 111 }, (_, y) =>
      Array.from({ length: 395 }, (_, x) => (x * 7 + y * 3) % 31),
    )
    expect(drawn(rows).length).toBeLessThanOrEqual(111 * 7)
  })
})
