import { expect, it } from 'vitest'
import { sparkOf } from './spark-path.ts'

it('runs from the oldest at the left to the newest at the right, higher upwards', () => {
  const { line, end } = sparkOf([0, 5, 10], null)
  expect(line).toBe('M0 94L50 50L100 6')
  expect(end).toEqual({ x: 100, y: 6 })
})

it('leaves a gap where data is missing', () => {
  expect(sparkOf([0, 10, null, 10, 0], null).line).toBe('M0 94L25 6M75 6L100 94')
})

it('draws a lonely value as a dot, without area', () => {
  const { line, area, lonely } = sparkOf([null, 4, null], null)
  expect(lonely).toBe('M50 50h0')
  expect(line + area).toBe('')
})

it('ends at the last known value, not at the last period', () => {
  expect(sparkOf([0, 10, null, null], null).end?.x).toBeCloseTo(33.33)
})

it('missing is not zero: nothing known draws nothing', () => {
  expect(sparkOf([null, null], 95)).toEqual({
    line: '',
    area: '',
    lonely: '',
    threshold: null,
    end: null,
  })
})

it('a flat line stays in the middle, a flat zero on the ground', () => {
  expect(sparkOf([7, 7], null).line).toBe('M0 50L100 50')
  expect(sparkOf([0, 0], null).line).toBe('M0 94L100 94')
})

it('a near threshold joins the scale, a far one would flatten the line and is left out', () => {
  expect(sparkOf([90, 94], 95).threshold).toBe(6)
  expect(sparkOf([90, 94], 500).threshold).toBeNull()
})
