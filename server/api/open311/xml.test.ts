import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, it } from 'vitest'
import { makeZone } from '../../../shared/time/zone.ts'
import { readW3Time, w3Time } from './w3-time.ts'
import { xmlOf } from './xml.ts'

/** The text of every element, as a parser that forgives nothing reads it. */
function textsOf(xml: string): string[] {
  const texts: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', () => void texts.push(''))
  parser.on('text', (text) => void texts.push((texts.pop() ?? '') + text))
  parser.write(xml).close()
  return texts
}

it('whatever a person writes comes out of the XML as it went in', () => {
  const written = fc.string({ unit: 'grapheme', maxLength: 60 }).map((s) => s.replaceAll('\r', ''))
  fc.assert(
    fc.property(written, (description) => {
      const xml = xmlOf({ root: 'service_requests', item: 'request', value: [{ description }] })
      expect(textsOf(xml).at(-1)).toBe(description)
    }),
  )
})

it('no string whatever makes the XML unreadable', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (code) => {
      expect(() => textsOf(xmlOf({ root: 'service_definition', value: { code } }))).not.toThrow()
      const lone = `${code}\ud800\u0000]]>`
      expect(() => textsOf(xmlOf({ root: 'errors', item: 'error', value: [lone] }))).not.toThrow()
    }),
  )
})

it('an empty list is an empty element, and null too', () => {
  expect(xmlOf({ root: 'services', item: 'service', value: [] })).toMatch(/\n<services\/>$/)
  expect(xmlOf({ root: 'a', value: { b: null, attributes: [], c: false } })).toMatch(
    /\n<a><b\/><attributes\/><c>false<\/c><\/a>$/,
  )
})

it('a date is told with the offset of the city on that day, and read back to the second', () => {
  const boston = makeZone('America/New_York')
  expect(w3Time(Date.UTC(2026, 0, 2, 3, 4, 5), boston)).toBe('2026-01-01T22:04:05-05:00')
  expect(w3Time(Date.UTC(2026, 6, 2, 3, 4, 5), boston)).toBe('2026-07-01T23:04:05-04:00')
  fc.assert(
    fc.property(
      fc.integer({ min: 946_684_800_000, max: 4_102_444_799_999 }),
      fc.constantFrom('America/New_York', 'Asia/Shanghai', 'Asia/Kathmandu', 'UTC'),
      (ms, zone) => {
        const text = w3Time(ms, makeZone(zone))
        expect(readW3Time(text)).toBe(Math.floor(ms / 1_000) * 1_000)
      },
    ),
  )
})
