import { expect, it } from 'vitest'
import { openBrowser } from '../test/browser.ts'
import { mayRest, slopeOf, soak } from './soak.ts'

const warmUp = 400

it('a wall weighs the same after 2,000 scene switches and 200,000 events', async () => {
  const browser = await openBrowser()
  try {
    const weights = await soak(browser, { switches: 2_000, events: 200_000, every: 80 })
    console.table(weights)
    const steady = weights.filter(({ switches }) => switches >= warmUp)
    const [warm, last] = [steady[0], steady.at(-1)]
    if (!warm || !last) throw new Error('Nothing was weighed.')
    expect(slopeOf(steady)).toBeLessThan(1)
    expect(Math.abs(last.nodes / warm.nodes - 1)).toBeLessThanOrEqual(0.02)
    expect(Math.abs(last.listeners / warm.listeners - 1)).toBeLessThanOrEqual(0.02)
    expect(last.timers).toBeLessThanOrEqual(warm.timers + mayRest)
  } finally {
    await browser.close()
  }
})
