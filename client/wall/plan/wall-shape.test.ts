import { expect, it } from 'vitest'
import { shapeOf } from './wall-shape.ts'

it('a bound belongs to the wider shape', () => {
  const of = (ratio: number) => shapeOf(ratio * 1000, 1000)
  expect([0.9, 1, 1.599, 1.6, 2.199, 2.2, 2.799, 2.8].map(of)).toEqual([
    'portrait',
    '4:3',
    '4:3',
    '16:9',
    '16:9',
    '21:9',
    '21:9',
    '32:9',
  ])
  expect(shapeOf(1920, 0)).toBe('16:9')
})
