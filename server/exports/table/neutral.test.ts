import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeZone } from '../../../shared/time/zone.ts'
import { cellText, clockTexts } from './cell-text.ts'
import { neutral } from './neutral.ts'

it('no text begins a formula in a spreadsheet program', () => {
  const starts = fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', ' =')
  fc.assert(
    fc.property(starts, fc.string(), (start, rest) => {
      expect(neutral(start + rest)).toBe(`'${start}${rest}`)
    }),
  )
  expect(neutral('崇川区')).toBe('崇川区')
})

it('a negative number stays a number', () => {
  expect(cellText(-5.5, 'figure', clockTexts(makeZone('UTC')))).toBe('-5.5')
  expect(cellText('-5.5', 'text', clockTexts(makeZone('UTC')))).toBe("'-5.5")
})
