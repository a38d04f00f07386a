import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { openBrowser, withoutWebGl } from '../test/browser.ts'
import { faultyWall } from './faults.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser(withoutWebGl)
})
afterAll(() => browser?.close())

// Short forms; the full lengths are in faults.long.test.ts. Each has a wall and a server of its own: what
// passes here is mostly time.
it.concurrent.each([
  ['line was cut, answered HTML and 503', ['cut', 'html', '503']],
  ['server was frozen and killed', ['frozen', 'killed']],
] as const)('a wall heals by itself after its %s, and missed nothing', async (_, faults) => {
  const wall = await faultyWall(browser)
  try {
    for (const fault of faults) await wall.suffer(fault, 1_000)
  } finally {
    await wall.stop()
  }
})
