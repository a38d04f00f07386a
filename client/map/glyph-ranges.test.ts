import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'

import { emptyRange, fontStacks, glyphUrl, shippedRanges } from './glyph-ranges.ts'

const folder = new URL('../public/glyphs/', import.meta.url)

it('asks for shipped ranges by name and for any other at the empty one', () => {
  expect(glyphUrl('/glyphs/num-medium/0-255.pbf', '/glyphs')).toBe('/glyphs/num-medium/0-255.pbf')
  expect(glyphUrl('/glyphs/num-medium/9216-9471.pbf', '/glyphs')).toBe('/glyphs/empty.pbf')
})

it('ships every range it says it ships', () => {
  for (const stack of Object.keys(fontStacks))
    for (const from of shippedRanges)
      expect(existsSync(new URL(`${stack}/${from}-${from + 255}.pbf`, folder))).toBe(true)
  expect(existsSync(new URL(emptyRange, folder))).toBe(true)
})
