import type { Page } from 'playwright-core'

/** What the page was told over its live feed, connection after connection. */
export interface HeardFrame {
  since: number
  position: number
  more: boolean
  titles: string[]
}

/** Notes every frame of the live feed that a page is told; call it before the page is opened. */
export async function noteFrames(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: unknown[] = []
    const noting = new Proxy(window.EventSource, {
      construct(Native, [url, init]: [string | URL, EventSourceInit?]) {
        const source = new Native(url, init)
        if (!String(url).includes('live.feed')) return source
        source.addEventListener('message', (event: MessageEvent<string>) => {
          const { since, position, more, cases } = JSON.parse(event.data) as {
            since: number
            position: number
            more: boolean
            cases: { title: string }[]
          }
          heard.push({ since, position, more, titles: cases.map(({ title }) => title) })
        })
        return source
      },
    })
    Object.assign(window, { EventSource: noting, heardFrames: heard })
  })
}

export const heardFrames = (page: Page): Promise<HeardFrame[]> =>
  page.evaluate(() => (window as unknown as { heardFrames: HeardFrame[] }).heardFrames)
