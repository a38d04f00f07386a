import { effectScope, nextTick, ref } from 'vue'
import { afterEach, expect, it, vi } from 'vitest'
import { useElementSize } from './useElementSize.ts'

class WatchedObserver {
  static last: WatchedObserver
  watched = new Set<Element>()
  closed = false
  constructor(
    readonly tell: (entries: { contentRect: { width: number; height: number } }[]) => void,
  ) {
    WatchedObserver.last = this
  }
  observe(element: Element) {
    this.watched.add(element)
  }
  unobserve(element: Element) {
    this.watched.delete(element)
  }
  disconnect() {
    this.closed = true
  }
}

afterEach(() => vi.unstubAllGlobals())

it('reports the size, follows the element and is disposed with its scope', async () => {
  vi.stubGlobal('ResizeObserver', WatchedObserver)
  const scope = effectScope()
  const [first, second] = [document.createElement('div'), document.createElement('div')]
  const target = ref<HTMLElement | null>(first)
  const size = scope.run(() => useElementSize(target))!
  expect(size.height.value).toBe(0)
  const observer = WatchedObserver.last
  observer.tell([{ contentRect: { width: 320, height: 180 } }])
  expect([size.width.value, size.height.value]).toEqual([320, 180])
  target.value = second
  await nextTick()
  expect([...observer.watched]).toEqual([second])
  scope.stop()
  expect(observer.closed).toBe(true)
})
