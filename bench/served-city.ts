import type { Browser } from 'playwright-core'
import { buildClient } from '../e2e/built-client.ts'
import { startDemoServer, type RunningServer } from '../e2e/running-server.ts'
import { openBrowser } from '../test/browser.ts'
import { atRest } from './at-rest.ts'

/** What a benchmark of the page has: the server at rest, a browser, and whether it is the whole demo. */
export interface ServedCity {
  server: RunningServer
  browser: Browser
  whole: boolean
}

/**
 * Builds the page, serves it and lets `run` look at it in a real browser (software GL); ends both. With
 * DATA_DIR naming a demo folder whose history is loaded, it is the whole demo.
 */
export async function withServedCity<T>(run: (city: ServedCity) => Promise<T>): Promise<T> {
  await buildClient()
  const dataDir = process.env.DATA_DIR
  const server = await startDemoServer(dataDir ? { dataDir, scale: '0.1' } : {})
  const browser = await openBrowser()
  try {
    await atRest(server.pid)
    return await run({ server, browser, whole: dataDir !== undefined })
  } finally {
    await browser.close()
    await server.stop()
  }
}
