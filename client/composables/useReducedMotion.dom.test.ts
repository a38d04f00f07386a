import { effectScope } from 'vue'
import { expect, it, vi } from 'vitest'
import { useReducedMotion } from './useReducedMotion.ts'

it('follows the machine’s wish and stops listening with its scope', () => {
  const query = Object.assign(new EventTarget(), { matches: false })
  const removed = vi.spyOn(query, 'removeEventListener')
  vi.spyOn(window, 'matchMedia').mockReturnValue(query as unknown as MediaQueryList)
  const scope = effectScope()
  const reduced = scope.run(() => useReducedMotion())!
  expect(reduced.value).toBe(false)
  query.matches = true
  query.dispatchEvent(new Event('change'))
  expect(reduced.value).toBe(true)
  scope.stop()
  expect(removed).toHaveBeenCalledOnce()
})
