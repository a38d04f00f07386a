import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { returnPath } from './return-path.ts'

describe('after signing in', () => {
  it.each(['/cases', '/cases?queue=all&text=%E7%81%AF', '/drill/2#trend', '/analysis?i=a,b'])(
    'one goes on to %s',
    (path) => expect(returnPath(path)).toBe(path),
  )

  it.each([
    ...[
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      'https://evil.example',
      'evil.example',
    ],
    ...[
      `${'javascript'}:alert(1)`,
      '/\t/evil.example',
      '/\n/evil.example',
      ' //evil.example',
      '/a\r\nSet-Cookie: a=b',
    ],
    ...[
      '',
      '/./\\/evil.example',
      '/.//evil.example',
      '/a/..//evil.example',
      '/%2e//evil.example',
      undefined,
      null,
      7,
      ['/cases'],
      `/${'a'.repeat(3_000)}`,
    ],
  ])('one goes to the wall and not to %j', (path) => expect(returnPath(path)).toBe('/wall'))

  it('one never leaves the city, whatever was asked for', () => {
    const signs = fc.string({
      unit: fc.constantFrom('/', '\\', '.', '@', 'e', '\t', '%2e'),
    })
    fc.assert(
      fc.property(signs, (asked) => {
        const path = returnPath(`/${asked}`)
        expect(new URL(path, 'https://city.example').origin).toBe('https://city.example')
        expect(path.startsWith('//')).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })
})
