import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { classify, classOf, legendRows, maxClasses, stepOf, type ClassMethod } from './classify.ts'

const methods: Exclude<ClassMethod, 'manual'>[] = ['quantile', 'equal', 'natural']
const values = fc.array(
  fc.oneof(
    fc.constant(null),
    fc.integer({ min: -50, max: 50 }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  ),
  { maxLength: 120 },
)

describe('class breaks', () => {
  it.each(methods)('%s breaks ascend and every value finds one class', (method) => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 9 }), (list, count) => {
        const classes = classify(list, { method, count })
        const present = list.filter((v) => v !== null)
        expect(classes.counts.length).toBeLessThanOrEqual(Math.min(maxClasses, count))
        for (let i = 1; i < classes.breaks.length; i++)
          expect(classes.breaks[i]).toBeGreaterThan(classes.breaks[i - 1] ?? Infinity)
        expect(classes.counts.reduce((a, b) => a + b, 0)).toBe(present.length)
        for (const v of present) {
          const row = legendRows(classes)[classOf(classes, v) ?? -1]
          expect(row).toBeDefined()
          expect(v).toBeGreaterThanOrEqual(row?.from ?? -Infinity)
          expect(v).toBeLessThan(row?.to ?? Infinity)
        }
      }),
    )
  })

  it.each(methods)('%s never gives a higher value a lower step', (method) => {
    fc.assert(
      fc.property(values, (list) => {
        const classes = classify(list, { method })
        const sorted = list.filter((v) => v !== null).sort((a, b) => a - b)
        const steps = sorted.map((v) => stepOf(classes, v) ?? -1)
        expect(steps).toEqual([...steps].sort((a, b) => a - b))
        expect(steps.every((s) => s >= 0 && s < maxClasses)).toBe(true)
      }),
    )
  })

  it('keeps a city of equal figures in one class', () => {
    for (const method of methods)
      expect(classify([95, 95, 95, null], { method })).toMatchObject({ breaks: [], counts: [3] })
  })

  it('has no class where nothing is known', () => {
    const classes = classify([null, Number.NaN], { method: 'natural' })
    expect(classes).toMatchObject({ breaks: [], counts: [], min: null })
    expect(classOf(classes, 3)).toBeNull()
    expect(legendRows(classes)).toEqual([])
  })

  it('finds the natural gaps', () => {
    const classes = classify([1, 2, 2, 3, 50, 51, 52, 900], { method: 'natural', count: 3 })
    expect(classes.breaks).toEqual([50, 900])
    expect(classes.counts).toEqual([4, 3, 1])
  })

  it('is never worse than equal or quantile classes in squared distance', () => {
    const spreadOf = (list: number[], breaks: readonly number[]) => {
      const groups = new Map<number, number[]>()
      for (const v of list) {
        const k = breaks.filter((b) => v >= b).length
        groups.set(k, [...(groups.get(k) ?? []), v])
      }
      return [...groups.values()].reduce((sum, g) => {
        const mean = g.reduce((a, b) => a + b, 0) / g.length
        return sum + g.reduce((s, v) => s + (v - mean) ** 2, 0)
      }, 0)
    }
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 2 }), (list) => {
        const of = (method: ClassMethod) =>
          spreadOf(list, classify(list, { method, count: 4 }).breaks)
        expect(of('natural')).toBeLessThanOrEqual(Math.min(of('equal'), of('quantile')) + 1e-6)
      }),
    )
  })

  it('takes manual breaks in any order, at most five', () => {
    const classes = classify([10, 86, 96], { method: 'manual', breaks: [95, 85, 85] })
    expect(classes).toMatchObject({ breaks: [85, 95], counts: [1, 1, 1], steps: [0, 3, 5] })
  })

  it('puts what prints the same into the same class', () => {
    const classes = classify([94.21, 94.26, 97.04, 97.06], {
      ...{ method: 'natural', count: 2, decimals: 1 },
    })
    expect(classes.breaks).toEqual([97])
    const two = classify([88.23, 91.339], { method: 'natural', decimals: 2 })
    expect(two.breaks).toEqual([91.34])
    expect(classOf(two, 91.339)).toBe(1)
  })
})
