import { expect, it } from 'vitest'
import { backTo } from './back-to.ts'

it('leads back to where one was, with what was chosen there', () => {
  expect(backTo('/cases/12?at=77#steps')).toBe('/cases/12?at=77#steps')
})

it.each([
  'https://evil.example/wall',
  '//evil.example',
  '/login?to=/wall',
  '/setup#x',
  '/pair',
  '',
  undefined,
])('never to %s', (asked) => {
  expect(backTo(asked)).toBeNull()
})
