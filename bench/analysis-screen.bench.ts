import type { Page } from 'playwright-core'
import type { RunningServer } from '../e2e/running-server.ts'
import {
  analysisViews,
  viewName,
  type AnalysisQuestion,
  type AnalysisView,
} from '../shared/analysis/question.ts'
import { mostTrendLines } from '../shared/analysis/views/trend.ts'
import type { Bench, Row } from './bench.ts'
import { withServedCity } from './served-city.ts'

const goal = 'at most 1000'
const rounds = 5
const day = 86_400_000
const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/**
 * Every view of 分析研判 over 13 months of days × city, districts and towns in a real browser: from a tap
 * on its name, and from a changed window while it is open (which asks the server anew), to the picture at
 * rest. With DATA_DIR naming a demo folder whose history is loaded, on the whole demo.
 */
export default {
  name: 'analysis-screen',
  run: () =>
    withServedCity(async ({ server, browser }) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      await context.addCookies([{ name: 'shiyu-demo-role', value: 'analyst', url: server.origin }])
      const page = await context.newPage()
      page.setDefaultTimeout(120_000)
      const regions = await askRegions(server)
      const rows: Row[] = [{ what: 'regions', value: regions.length, unit: '' }]
      for (const view of analysisViews) {
        // A trend draws no more lines; all of them are asked for in the other views.
        const asked = view === 'trend' ? regions.slice(0, mostTrendLines) : regions
        const other = view === 'trend' ? 'table' : 'trend'
        await page.goto(server.origin + address(other, view, asked, 0))
        await page.locator('.view-panels[aria-busy=false]').waitFor()
        await settled(page, '')
        const tapped: number[] = []
        for (let tap = 1; tap <= rounds; tap += 1) {
          tapped.push(await settled(page, tabOf(view)))
          if (tap < rounds) await settled(page, tabOf(other))
        }
        const changed: number[] = []
        for (let moved = 1; moved <= rounds; moved += 1)
          changed.push(await settled(page, address(view, view, asked, moved)))
        const refused = await page.locator('.view-panels .refused').allTextContents()
        if (refused.length > 0) throw new Error(`${viewName[view]}: ${refused.join()}`)
        rows.push(...middleOf(`${viewName[view]}: tapped → at rest`, tapped))
        rows.push(...middleOf(`${viewName[view]}: window changed → at rest`, changed))
      }
      return rows
    }),
} satisfies Bench

const tabOf = (view: AnalysisView): string =>
  `[role=tab]:nth-child(${analysisViews.indexOf(view) + 1})`

/** What the live city asks anew meanwhile belongs to no tap: the middle one counts, the longest is told. */
function middleOf(what: string, times: readonly number[]): Row[] {
  const sorted = times.toSorted((a, b) => a - b)
  const [middle = NaN] = sorted.slice(rounds >> 1)
  const [longest = NaN] = sorted.slice(-1)
  return [
    { what, value: middle, unit: 'ms', goal },
    { what: 'longest of five', value: longest, unit: 'ms' },
  ]
}

/** A question's address, `shown` in a view; what it asks suits the view `suits`. The window moves by days. */
function address(
  shown: AnalysisView,
  suits: AnalysisView,
  regions: readonly number[],
  moved: number,
): string {
  const question: Pick<AnalysisQuestion, 'from' | 'to'> & Record<string, string> = {
    i:
      suits === 'scatter'
        ? 'overview.accepted_today,overview.close_ontime_rate'
        : 'overview.accepted_today',
    r: regions.join(','),
    from: isoDate(Date.now() - (396 + moved) * day),
    to: isoDate(Date.now() - moved * day),
    // Two indicators by the day are more points than one question may have.
    grain: suits === 'scatter' ? 'week' : 'day',
    view: shown,
  }
  return `/analysis?${new URLSearchParams(question).toString().replaceAll('%2C', ',')}`
}

async function askRegions({ origin }: RunningServer): Promise<number[]> {
  const answer = await fetch(`${origin}/trpc/region.tree?input=%7B%7D`)
  const { result } = (await answer.json()) as {
    result: { data: { regions: { id: number; level: string }[] } }
  }
  const levels = ['city', 'district', 'town']
  return result.data.regions.filter(({ level }) => levels.includes(level)).map(({ id }) => id)
}

/**
 * Taps what a selector names (or goes to an address within the page, or does nothing), and waits until
 * nothing has been asked for, changed or drawn for 700 ms. Milliseconds from the tap to the last change,
 * or to the end of the last frame that took longer than 50 ms, whichever is later.
 */
function settled(page: Page, doing: string): Promise<number> {
  return page.evaluate(async (doing) => {
    const start = performance.now()
    let last = start
    const watch = new MutationObserver(() => {
      last = performance.now()
    })
    watch.observe(document.body, { subtree: true, childList: true, attributes: true })
    if (doing.startsWith('/')) {
      history.pushState(null, '', doing)
      dispatchEvent(new PopStateEvent('popstate', { state: null }))
    } else if (doing) document.querySelector<HTMLElement>(doing)?.click()
    let before = performance.now()
    while (
      performance.now() - last < 700 ||
      document.querySelector('.view-panels')?.getAttribute('aria-busy') !== 'false'
    ) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const now = performance.now()
      if (now - before > 50) last = now
      before = now
    }
    watch.disconnect()
    return last - start
  }, doing)
}
