import { expect, it } from 'vitest'

import { plainColour, rgbOf } from './tokens.ts'

it('spells shortened colours in the form the map library reads', () => {
  expect(plainColour('#04121f8c')).toBe('rgba(4,18,31,0.549)')
  expect(plainColour('#fff8')).toBe('rgba(255,255,255,0.533)')
  expect(plainColour('#0a2340')).toBe('#0a2340')
  expect(plainColour('rgba(4, 18, 31, 0.55)')).toBe('rgba(4, 18, 31, 0.55)')
})

it('splits a colour into shares of red, green and blue', () => {
  expect(rgbOf('#ff0033')).toEqual([1, 0, 0.2])
  expect(rgbOf('#f03')).toEqual([1, 0, 0.2])
  expect(rgbOf('')).toEqual([0, 0, 0])
})
