import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { Bench, Row } from './bench.ts'
import { withServedCity } from './served-city.ts'

/**
 * The first load of the wall in a real browser (software GL) on a server at rest, and the server's memory.
 * With DATA_DIR naming a demo folder whose history is loaded, the memory is that of the whole demo.
 */
export default {
  name: 'wall',
  run: () =>
    withServedCity(async ({ server, browser, whole }) => {
      const first = await load()
      await load()
      const again = await load()
      const rows: Row[] = [
        {
          what: 'script and style that the first visit asked for, brotli',
          value: first.assetsKb,
          unit: 'kB',
          goal: 'at most 700',
        },
        {
          what: 'first figures painted, first visit',
          value: first.figures,
          unit: 'ms',
          goal: 'at most 1500',
        },
        { what: 'map drawn, first visit', value: first.map, unit: 'ms', goal: 'at most 5000' },
        { what: 'first figures painted, third visit', value: again.figures, unit: 'ms' },
        { what: 'map drawn, third visit', value: again.map, unit: 'ms' },
        {
          what: whole ? 'server memory, whole demo' : 'server memory, a small demo',
          value: residentMb(server.pid),
          unit: 'MB',
          goal: whole ? 'at most 500' : undefined,
        },
      ]
      return rows

      /** Milliseconds from navigation to the first figure and to the finished map, and what it fetched. */
      async function load(): Promise<{ figures: number; map: number; assetsKb: number }> {
        const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
        await page.goto(`${server.origin}/wall`)
        const figures = await marked(page, 'figures-painted')
        const map = await marked(page, 'map-drawn')
        const fetched = await assetsKb(page)
        await page.close()
        return { figures, map, assetsKb: fetched }
      }
    }),
} satisfies Bench

/** Milliseconds from navigation to a mark of the page's own: what it marks is on screen by then. */
async function marked(page: Page, mark: string): Promise<number> {
  const found = await page.waitForFunction(
    (name) => performance.getEntriesByName(name)[0]?.startTime ?? 0,
    mark,
    { polling: 100, timeout: 120_000 },
  )
  return found.jsonValue()
}

/** What the page's own script, worker and style files weighed on the line, kB. */
function assetsKb(page: Page): Promise<number> {
  return page.evaluate(() => {
    const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const ours = files.filter(({ name }) => /\.(?:js|css)$/.test(new URL(name).pathname))
    return ours.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1_000
  })
}

/** Resident memory as Linux counts it; NaN elsewhere. */
function residentMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_000
  } catch {
    return NaN
  }
}
