import { expect, it } from 'vitest'
import { backTo } from '../../client/stores/back-to.ts'

it.each([
  ...['https://evil.example', '//evil.example', '/\\evil.example', '/.//evil.example'],
  ...[
    '/a/..//evil.example',
    '/\t/evil.example',
    `${'javascript'}:alert(1)`,
    '/login?to=//evil.example',
  ],
])('after signing in nobody is led from the login page to %j', (asked) => {
  expect(backTo(asked)).toBeNull()
})

it('after signing in one goes on to where one wanted to', () => {
  expect(backTo('/cases/12?tab=files')).toBe('/cases/12?tab=files')
})
