import type { Browser, Page } from 'playwright-core'
import { coarse } from '../test/browser.ts'
import { packAtTen } from './changed-pack.ts'
import { startDemoServer } from './running-server.ts'

/** What a screen weighed after so many scene switches. */
export interface Weight {
  switches: number
  events: number
  heapMb: number
  nodes: number
  listeners: number
  timers: number
}

/** Themes and districts that a wall walks through, as its playlist does: by the address. */
const scenes = [
  ...['/wall', '/wall/peace', '/wall?region=2', '/wall/emergency', '/wall?region=3'],
  ...['/wall/party', '/wall/peace?region=4', '/wall?indicator=overview.open'],
]
/** Hours pass on the screen while minutes do here. */
const perSwitchMs = 30_000
const eventsAtOnce = 100
/**
 * Stores that may rest between two questions at one weighing and not at another: their timers end by
 * themselves, while one that each switch leaves would be as many as the switches.
 */
export const mayRest = 3
/** Ⅱ级 open from the first on: the city's stage is 应急 and its list of events full, whatever the simulator does. */
const alwaysMajor = 12

/** Counts the timers that wait, under the clock that the test drives. */
const countTimers = () => {
  const waiting = new Set<unknown>()
  const { setTimeout: later, clearTimeout: never } = window
  Object.assign(window, {
    setTimeout(run: TimerHandler, ms?: number, ...rest: unknown[]) {
      const id = later(() => {
        waiting.delete(id)
        if (typeof run === 'function') (run as (...given: unknown[]) => void)(...rest)
      }, ms)
      waiting.add(id)
      return id
    },
    clearTimeout(id?: number) {
      waiting.delete(id)
      never(id)
    },
  })
  Object.assign(window, { timersWaiting: () => waiting.size })
}

/**
 * A wall in a real browser that switches scenes while the city reports, its clock driven. Weighed after
 * each `every` switches, at rest, on the same scene. The scene before it still leaves some nodes behind,
 * so only weighings after the same scenes compare: `every` is a multiple of the eight.
 */
export async function soak(
  browser: Browser,
  { switches, events, every }: { switches: number; events: number; every: number },
): Promise<Weight[]> {
  const pack = await packAtTen()
  const server = await startDemoServer(pack)
  const page = await browser.newPage({ ...coarse, viewport: { width: 1280, height: 720 } })
  try {
    await page.clock.install()
    await page.addInitScript(countTimers)
    await page.goto(`${server.origin}/wall`)
    await page.getByRole('region', { name: '实时事件' }).getByRole('button').first().waitFor()
    await tell(server, majorCases())
    const stage = page.getByRole('button', { name: /^城市运行等级 [45]/ })
    // The page asks for its stage by the minute, and time on its clock passes only here.
    while (!(await stage.isVisible())) {
      await page.clock.fastForward(perSwitchMs)
      await page.clock.runFor(1_000)
    }
    const weigh = await scale(page)
    const weights: Weight[] = []
    let told = 0
    for (let n = 1; n <= switches; n++) {
      await show(page, scenes[n % scenes.length] ?? '/wall')
      await page.clock.fastForward(perSwitchMs)
      while (told < (events * n) / switches) {
        await tell(server, cases(told, eventsAtOnce))
        told += eventsAtOnce
      }
      if (n % every === 0) {
        await show(page, '/wall')
        weights.push({ switches: n, events: told, ...(await weigh()) })
      }
    }
    return weights
  } finally {
    await page.close()
    await server.stop()
    await pack.remove()
  }
}

/** Goes to a scene's address within the page, and waits until its figures stand. */
async function show(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    history.replaceState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate', { state: null }))
  }, address)
  const tiles = page.getByRole('region', { name: '关键指标' }).getByRole('button')
  await tiles.filter({ hasText: /\d/ }).first().waitFor()
}

const head = (number: string) => ({
  ...{ source: 'grid', case: number, occurredAt: new Date().toISOString() },
})
const reported = (number: string, severity: number, title: string) => ({
  ...head(number),
  ...{ type: 'case-reported', key: number, eventType: '0102', region: '320613' },
  ...{ severity, point: [120.86, 32.01], text: { title } },
})

const cases = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => reported(`SOAK-${from + i}`, 4, `第${from + i}件`))

const majorCases = () =>
  Array.from({ length: alwaysMajor }, (_, i) => `MAJOR-${i}`).flatMap((number) => [
    reported(number, 2, `重大${number}`),
    { ...head(number), type: 'case-accepted', key: `${number}-accepted` },
    { ...head(number), type: 'case-registered', key: `${number}-registered` },
  ])

async function tell(
  { origin, sourceKey }: { origin: string; sourceKey: string },
  facts: readonly object[],
): Promise<void> {
  const answer = await fetch(`${origin}/api/v1/facts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${sourceKey}` },
    body: JSON.stringify(facts),
  })
  const said = (await answer.json()) as { rejected?: number }
  if (!answer.ok || said.rejected) throw new Error(`Facts were refused: ${JSON.stringify(said)}`)
}

/** Weighs the page once it is at rest and everything that can be let go of has been. */
async function scale(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('HeapProfiler.enable')
  const timersNow = () =>
    page.evaluate(() => (window as unknown as { timersWaiting(): number }).timersWaiting())
  const counted = async () => {
    await page.clock.runFor(1_000)
    await cdp.send('HeapProfiler.collectGarbage')
    const { nodes, jsEventListeners: listeners } = await cdp.send('Memory.getDOMCounters')
    return { nodes, listeners, timers: await timersNow() }
  }
  return async () => {
    await page.clock.runFor(2_000)
    // What leaves takes its time, and a feed that calls again is less for a moment: at rest, five
    // countings in a row are the same. Of timers the fewest stay; others rest between two questions.
    let first = await counted()
    let [same, timers] = [1, first.timers]
    while (same < 5) {
      const next = await counted()
      const level = next.nodes === first.nodes && next.listeners === first.listeners
      ;[first, same] = level ? [first, same + 1] : [next, 1]
      timers = level ? Math.min(timers, next.timers) : next.timers
    }
    const { usedSize } = await cdp.send('Runtime.getHeapUsage')
    return { ...first, heapMb: usedSize / 1e6, timers }
  }
}

/** How much the heap grows in a thousand switches, MB: the line through all weights (least squares). */
export function slopeOf(weights: readonly Weight[]): number {
  const mean = (of: (one: Weight) => number) =>
    weights.reduce((sum, one) => sum + of(one), 0) / weights.length
  const [x, y] = [mean((w) => w.switches), mean((w) => w.heapMb)]
  const over = weights.reduce((sum, w) => sum + (w.switches - x) * (w.heapMb - y), 0)
  const under = weights.reduce((sum, w) => sum + (w.switches - x) ** 2, 0)
  return (over / under) * 1_000
}
