// @vitest-environment happy-dom
import { effectScope } from 'vue'
import { expect, it, vi } from 'vitest'
import { useAspect, wallClassOf } from './useAspect.ts'

it('a bound belongs to the wider class', () => {
  const of = (ratio: number) => wallClassOf(ratio * 1000, 1000)
  expect([0.9, 1, 1.599, 1.6, 2.199, 2.2, 2.799, 2.8].map(of)).toEqual([
    'portrait',
    '4:3',
    '4:3',
    '16:9',
    '16:9',
    '21:9',
    '21:9',
    '32:9',
  ])
  expect(wallClassOf(1920, 0)).toBe('16:9')
})

it('follows the window and stops listening with its scope', () => {
  const added = vi.spyOn(window, 'addEventListener')
  const removed = vi.spyOn(window, 'removeEventListener')
  const scope = effectScope()
  const aspect = scope.run(() => useAspect())!
  Object.assign(window, { innerWidth: 3840, innerHeight: 1080 })
  window.dispatchEvent(new Event('resize'))
  expect(aspect.value).toBe('32:9')
  scope.stop()
  expect(removed.mock.calls[0]).toEqual(added.mock.calls[0])
})
