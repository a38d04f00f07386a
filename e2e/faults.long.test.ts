import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { openBrowser } from '../test/browser.ts'
import { faultyWall } from './faults.ts'

let browser: Browser
let wall: Awaited<ReturnType<typeof faultyWall>>

beforeAll(async () => {
  browser = await openBrowser()
  wall = await faultyWall(browser)
})
afterAll(async () => {
  await wall?.stop()
  await browser?.close()
})

it.each([
  ['frozen', 60_000],
  ['killed', 60_000],
  ['503', 60_000],
  ['html', 60_000],
  ['cut', 600_000],
] as const)('a wall heals by itself after its line was %s for %i ms', async (fault, ms) => {
  await wall.suffer(fault, ms)
})
