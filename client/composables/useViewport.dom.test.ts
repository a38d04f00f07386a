import { effectScope } from 'vue'
import { expect, it, vi } from 'vitest'
import { useViewport } from './useViewport.ts'

it('follows the window and stops listening with its scope', () => {
  const added = vi.spyOn(window, 'addEventListener')
  const removed = vi.spyOn(window, 'removeEventListener')
  const scope = effectScope()
  const viewport = scope.run(() => useViewport())!
  Object.assign(window, { innerWidth: 3840, innerHeight: 1080 })
  window.dispatchEvent(new Event('resize'))
  expect(viewport.value).toEqual({ width: 3840, height: 1080 })
  scope.stop()
  expect(removed.mock.calls[0]).toEqual(added.mock.calls[0])
})
