import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, withoutWebGl } from '../test/browser.ts'
import { faultyWall } from './faults.ts'

let browser: Browser
let wall: Awaited<ReturnType<typeof faultyWall>>

beforeAll(async () => {
  browser = await openBrowser(withoutWebGl)
  wall = await faultyWall(browser)
})
afterAll(async () => {
  await wall?.stop()
  await browser?.close()
})

// Short forms; the full lengths are in faults.long.test.ts.
it.each([
  ['cut', 1_000],
  ['html', 2_000],
  ['503', 2_000],
  ['frozen', 1_000],
  ['killed', 1_000],
] as const)(
  'a wall heals by itself after its line was %s, and missed nothing',
  async (fault, ms) => {
    await wall.suffer(fault, ms)
  },
)

it('never loads the page from a cache', async () => {
  const { origin } = new URL(wall.page.url())
  for (const path of ['/', '/wall', '/index.html', '/cases/7']) {
    const answer = await fetch(origin + path)
    expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store'])
  }
})
