import { expect, it } from 'vitest'
import { openBrowser } from '../test/browser.ts'
import { soak } from './soak.ts'

// The short form; its 2,000 switches and 200,000 events are in soak.long.test.ts.
it('a wall that switches scenes some tens of times keeps no page, no listener and no timer', async () => {
  const browser = await openBrowser()
  try {
    const weights = await soak(browser, { switches: 24, events: 1_200, every: 8 })
    const [warm, last] = [weights[0], weights.at(-1)]
    if (!warm || !last) throw new Error('Nothing was weighed.')
    console.table(weights)
    expect(last.nodes / warm.nodes).toBeLessThan(1.1)
    expect(last.listeners / warm.listeners).toBeLessThan(1.1)
    expect(last.timers).toBeLessThanOrEqual(warm.timers + 2)
    expect(last.heapMb - warm.heapMb).toBeLessThan(8)
  } finally {
    await browser.close()
  }
})
