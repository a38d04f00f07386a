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
/** Ⅱ级 from the first on: the list of such events is full, whatever the simulator lets begin and end. */
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
    const weigh = await scale(page)
    const weights: Weight[] = []
    let told = 0
    for (let n = 1; n <= switches; n++) {
      await show(page, scenes[n % scenes.length] ?? '/wall')
      await page.clock.fastForward(perSwitchMs)
      while (told < (events * n) / switches) {
        await report(server, told, eventsAtOnce)
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

async function report(
  { origin, sourceKey }: { origin: string; sourceKey: string },
  from: number,
  count: number,
): Promise<void> {
  const facts = Array.from({ length: count }, (_, i) => {
    const number = `SOAK-${from + i}`
    return {
      ...{ source: 'grid', case: number, key: number, type: 'case-reported' },
      ...{ occurredAt: new Date().toISOString(), eventType: '0102', region: '320613' },
      ...{
        severity: from + i < alwaysMajor ? 2 : 4,
        point: [120.86, 32.01],
        text: { title: `第${from + i}件` },
      },
    }
  })
  const answer = await fetch(`${origin}/api/v1/facts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${sourceKey}` },
    body: JSON.stringify(facts),
  })
  if (!answer.ok) throw new Error(`Facts were refused: ${answer.status} ${await answer.text()}`)
}

/** Weighs the page once it is at rest and everything that can be let go of has been. */
async function scale(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('HeapProfiler.enable')
  const counted = async () => {
    await page.clock.runFor(1_000)
    await cdp.send('HeapProfiler.collectGarbage')
    const { nodes, jsEventListeners: listeners } = await cdp.send('Memory.getDOMCounters')
    const timers = await page.evaluate(() =>
      (window as unknown as { timersWaiting(): number }).timersWaiting(),
    )
    return { nodes, listeners, timers }
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
