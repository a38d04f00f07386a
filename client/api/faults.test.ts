import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../shared/errors.ts'
import { faultOf, wordsFor } from './faults.ts'

describe('errors on screen', () => {
  it.each([...errorCodes, 'unreachable'] as const)(
    '%s says what happened and what to do',
    (code) => {
      const { what, todo } = wordsFor(code)
      expect(what).toMatch(/\p{Script=Han}{2,}/u)
      expect(todo).toMatch(/\p{Script=Han}{2,}/u)
    },
  )

  it('reads the code that the server sent', () => {
    expect(faultOf({ data: { fault: { code: 'not-found', params: {} } } }).code).toBe('not-found')
  })

  it('does not pass on a code it does not know', () => {
    expect(faultOf({ data: { fault: { code: 'brand-new' } } }).code).toBe('unexpected')
    expect(faultOf({ data: {} }).code).toBe('unexpected')
  })

  it('calls a server that did not answer unreachable', () => {
    expect(faultOf(new TypeError('Failed to fetch')).code).toBe('unreachable')
    expect(faultOf({ data: undefined }).code).toBe('unreachable')
    expect(faultOf(null).code).toBe('unreachable')
  })
})
