import { expect, it } from 'vitest'
import { openBrowser } from '../test/browser.ts'
import { mayRest, soak } from './soak.ts'

// The short form; its 2,000 switches and 200,000 events are in soak.long.test.ts.
it('a wall that switches scenes some tens of times keeps no page, no listener and no timer', async () => {
  const browser = await openBrowser()
  try {
    const weights = await soak(browser, { switches: 24, events: 1_200, every: 8 })
    console.table(weights)
    // The first eight scenes still fetch parts of the page.
    const [, warm, last] = weights
    if (!warm || !last) throw new Error('Nothing was weighed.')
    expect(Math.abs(last.nodes / warm.nodes - 1)).toBeLessThanOrEqual(0.02)
    expect(Math.abs(last.listeners / warm.listeners - 1)).toBeLessThanOrEqual(0.02)
    expect(last.timers).toBeLessThanOrEqual(warm.timers + mayRest)
    expect(last.heapMb - warm.heapMb).toBeLessThan(3)
  } finally {
    await browser.close()
  }
})
