import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { coarse, openBrowser, withoutWebGl } from '../test/browser.ts'
import { openPage, type WatchedPage } from './watched-page.ts'

/**
 * The city that all files share, seen in a browser of this file's own. After each test its pages are
 * closed, and none may have complained. A map `still` is one that no WebGL draws: for tests of all else.
 */
export function theCity({ map }: { map: 'drawn' | 'still' }) {
  const { origin, sourceKey } = inject('city')
  const opened: WatchedPage[] = []
  let browser: Browser
  let context: BrowserContext

  beforeAll(async () => {
    browser = await openBrowser(map === 'still' ? withoutWebGl : [])
    context = await browser.newContext(coarse)
  })
  afterAll(() => browser?.close())
  afterEach(async () => {
    const complaints = opened.flatMap((one) => one.complaints)
    for (const { page } of opened.splice(0)) {
      await page.evaluate(() => localStorage.clear())
      await page.close()
    }
    await context.clearCookies()
    expect(complaints).toEqual([])
  })

  return {
    origin,
    /** A page of the person at this browser; with `somebodyElse`, of a browser of their own. */
    async open(
      path: string,
      [width, height]: readonly [number, number] = [1280, 720],
      somebodyElse = false,
    ): Promise<WatchedPage> {
      const whose = somebodyElse ? await browser.newContext(coarse) : context
      const one = await openPage(whose, new URL(path, origin).href, { width, height })
      opened.push(one)
      return one
    },
    /** What a source tells of the city, and what it is answered. */
    async tell(facts: readonly object[]): Promise<{ status: number; said: unknown }> {
      const answer = await fetch(`${origin}/api/v1/facts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${sourceKey}` },
        body: JSON.stringify(facts),
      })
      return { status: answer.status, said: await answer.json() }
    },
  }
}
