import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useSettled } from './use-settled.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start() {
  const [value, waits] = [ref(1), ref(false)]
  const scope = effectScope()
  const settled = scope.run(() =>
    useSettled(
      () => value.value,
      () => waits.value,
    ),
  )!
  return { value, waits, scope, settled }
}
const set = async (change: () => void, ms: number) => {
  change()
  await nextTick()
  await vi.advanceTimersByTimeAsync(ms)
}

it('the map changes once for changes that come together', async () => {
  const { value, settled } = start()
  await set(() => (value.value = 2), 30)
  await set(() => (value.value = 3), 30)
  expect(settled.value).toBe(1)
  await vi.advanceTimersByTimeAsync(100)
  expect(settled.value).toBe(3)
})

it('waits for what is on its way, but not for ever', async () => {
  const { value, waits, settled } = start()
  await set(() => {
    waits.value = true
    value.value = 2
  }, 500)
  expect(settled.value).toBe(1)
  await vi.advanceTimersByTimeAsync(1_050)
  expect(settled.value).toBe(2)
})

it('leaves no timer behind', async () => {
  const { value, scope } = start()
  await set(() => (value.value = 2), 0)
  scope.stop()
  expect(vi.getTimerCount()).toBe(0)
})
