import { effectScope, nextTick, ref } from 'vue'
import { afterEach, expect, it, vi } from 'vitest'
import { useDrawingBox } from './useDrawingBox.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  delete document.documentElement.dataset.theme
})

it('a drawing takes the colours of day when night is over, and stops with its scope', async () => {
  let laidOut: ResizeObserverCallback = () => {}
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: ResizeObserverCallback) {
        laidOut = callback
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  const element = document.createElement('div')
  element.style.setProperty('--data', 'cyan')
  document.body.append(element)

  const scope = effectScope()
  const box = scope.run(() => useDrawingBox(ref(element)))!
  expect(box.tokens.value).toBeNull()
  const size = { contentRect: { width: 300, height: 100 } } as ResizeObserverEntry
  laidOut([size], {} as ResizeObserver)
  await nextTick()
  expect(box.tokens.value?.data).toBe('cyan')

  element.style.setProperty('--data', 'navy')
  document.documentElement.dataset.theme = 'light'
  await vi.waitUntil(() => box.tokens.value?.data === 'navy')

  scope.stop()
  element.style.setProperty('--data', 'red')
  document.documentElement.dataset.theme = 'dark'
  await nextTick()
  expect(box.tokens.value?.data).toBe('navy')
  element.remove()
})
