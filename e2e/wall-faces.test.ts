import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { theCity } from './the-city.ts'
import { wallOf } from './watched-page.ts'

const city = theCity({ map: 'drawn' })

/** How often the map has been drawn whole since the page was opened. */
const drawings = (page: Page) =>
  page.evaluate(() => performance.getEntriesByName('map-drawn').length)
const drawnAgain = (page: Page, before: number) =>
  page.waitForFunction((n) => performance.getEntriesByName('map-drawn').length > n, before, {
    timeout: 60_000,
    polling: 50,
  })
const loseContext = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.mapboxgl-canvas')
    canvas?.getContext('webgl')?.getExtension('WEBGL_lose_context')?.loseContext()
  })

/** The wall at an address, with its map drawn. */
async function openWall(path: string): Promise<Page> {
  const { page } = await city.open(path)
  await wallOf(page).ranking.first().waitFor()
  await drawnAgain(page, 0)
  return page
}

/** An order of the person at the screen, as a remote would give it. */
const order = (page: Page, procedure: string, input: unknown) =>
  page.evaluate(
    async ([name, body]) => {
      const answer = await fetch(`/trpc/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-shiyu': '1' },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(await answer.text())
    },
    [procedure, input] as const,
  )

/** When the page has nothing left to do: a map drawn by software holds it up for seconds. */
const atRest = (page: Page) =>
  page.evaluate(async () => {
    for (let quiet = 0; quiet < 10;) {
      const left = await new Promise<number>((done) =>
        requestIdleCallback((deadline) => done(deadline.timeRemaining()), { timeout: 5_000 }),
      )
      quiet = left > 5 ? quiet + 1 : 0
    }
  })

/** Milliseconds from the order to the frame that shows the new layout, by a part that only it has. */
const swapped = (page: Page, mode: 'peace' | 'war', part: string) =>
  page.evaluate(
    async ([to, label]) => {
      const since = performance.now()
      const painted = new Promise<number>((done) => {
        const look = () => {
          if (!document.querySelector(`[aria-label="${label}"]`)) return requestAnimationFrame(look)
          return requestAnimationFrame(() => setTimeout(() => done(performance.now() - since)))
        }
        look()
      })
      await fetch('/trpc/wall.setMode', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-shiyu': '1' },
        body: JSON.stringify({ wall: 'main', mode: to }),
      })
      return painted
    },
    [mode, part] as const,
  )

/** A case reported and accepted just now, as a department's system would. */
async function report(title: string): Promise<void> {
  const number = `E2E-${title}`
  const head = { source: 'grid', case: number, occurredAt: new Date().toISOString() }
  const { said } = await city.tell([
    {
      ...head,
      ...{ type: 'case-reported', key: `${number}-1`, eventType: '0102', region: '320613' },
      ...{ severity: 2, point: [120.86, 32.01], text: { title } },
    },
    { ...head, type: 'case-accepted', key: `${number}-2` },
  ])
  expect(said).toMatchObject({ accepted: 2, rejected: 0 })
}

it('a wall is never loaded from a cache, nor is any other page', async () => {
  for (const path of ['/', '/wall', '/index.html', '/cases/7']) {
    const answer = await fetch(city.origin + path)
    expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store'])
  }
})

it('a wall shows the city: title, figures, districts, cases, the day and the map', async () => {
  const { page } = await city.open('/')
  const wall = wallOf(page)
  await wall.ranking.first().waitFor()
  expect(page.url()).toBe(`${city.origin}/wall`)
  expect(await wall.title.textContent()).toContain('南通市域治理现代化指挥中心')
  await wall.tiles.filter({ hasText: /\d/ }).nth(4).waitFor()
  expect(await wall.tiles.count()).toBe(8)
  expect(await wall.ranking.count()).toBe(10)
  await wall.stream.first().waitFor()
  await wall.strip.waitFor()
  await wall.map.locator('canvas').waitFor()
})

it('a wall shows a new case within two seconds, in the stream and on the map', async () => {
  const { page } = await city.open('/wall')
  const wall = wallOf(page)
  await wall.stream.first().waitFor()
  const title = `测试井盖缺失${Date.now()}`
  await report(title)
  const row = wall.stream.filter({ hasText: title })
  await row.waitFor({ timeout: 2_000 })
  await row.click()
  await page.waitForURL((url) => url.searchParams.has('case'))
  await wall.callout.filter({ hasText: title }).waitFor()
})

it('a drill draws the map of a town’s communities', async () => {
  const { page } = await city.open('/drill/1', [1440, 900])
  const asked = page.waitForResponse((r) =>
    /region\.boundaries.*community/.test(decodeURI(r.url())),
  )
  await page.goto(`${city.origin}/drill/101`)
  expect((await asked).ok()).toBe(true)
  await wallOf(page).map.locator('canvas').waitFor()
})

it('a map that loses its context is back within ten seconds, and a third loss leaves a still one', async () => {
  const page = await openWall('/wall')
  for (let loss = 0; loss < 2; loss++) {
    const before = await drawings(page)
    const since = performance.now()
    await loseContext(page)
    await page.getByText('地图正在恢复').waitFor()
    await page.getByRole('region', { name: '静态示意图' }).waitFor()
    await drawnAgain(page, before)
    expect(performance.now() - since).toBeLessThan(10_000)
    await page.getByText('地图正在恢复').waitFor({ state: 'detached' })
  }
  await loseContext(page)
  await page.getByText('动态地图无法显示').waitFor()
  const still = page.getByRole('region', { name: '静态示意图' })
  await still.getByText('如皋市').waitFor()
  await page.getByText(/示意边界 · 非法定界线/).waitFor()
})

it('an idle wall draws no map, moves nothing and lays out only its clock', async () => {
  const page = await openWall('/wall')
  const wall = wallOf(page)
  // What was known a moment ago does not change any more: a frozen feed.
  const position = await page.evaluate(async () => {
    const answer = await fetch('/healthz')
    return ((await answer.json()) as { logPosition: number }).logPosition
  })
  await page.addInitScript(() => {
    const counted = window as unknown as Record<'drawn' | 'shifted' | 'changed', number>
    Object.assign(counted, { drawn: 0, shifted: 0, changed: 0 })
    const changes = new MutationObserver(() => counted.changed++)
    const all = { subtree: true, childList: true, characterData: true, attributes: true }
    document.addEventListener('DOMContentLoaded', () => changes.observe(document.body, all))
    for (const name of ['drawElements', 'drawArrays'] as const) {
      const draw = WebGLRenderingContext.prototype[name] as (...all: unknown[]) => void
      WebGLRenderingContext.prototype[name] = function (
        this: WebGLRenderingContext,
        ...all: unknown[]
      ) {
        counted.drawn++
        draw.apply(this, all)
      } as never
    }
    new PerformanceObserver((list) => (counted.shifted += list.getEntries().length)).observe({
      type: 'layout-shift',
      buffered: true,
    })
  })
  await page.goto(`${city.origin}/wall?at=${position}`)
  await wall.replay.waitFor()
  await drawnAgain(page, 0)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const counts = await page.evaluate(() => {
      const { drawn, shifted, changed } = window as unknown as Record<string, number>
      return { drawn: drawn ?? NaN, shifted: shifted ?? NaN, changed: changed ?? NaN }
    })
    return {
      ...counts,
      at: performance.now(),
      layouts: metrics.find(({ name }) => name === 'LayoutCount')?.value ?? NaN,
    }
  }
  // Late answers (how the themes stand) come within a few seconds of the first.
  await page.waitForTimeout(5_000)
  const before = await read()
  await page.waitForTimeout(5_000)
  const after = await read()
  expect(after.drawn - before.drawn).toBe(0)
  expect(after.shifted - before.shifted).toBe(0)
  // The clock ticks, and in a demo the share of its history: nothing is laid out that did not change.
  const changes = after.changed - before.changed
  expect(after.layouts - before.layouts).toBeLessThanOrEqual(changes + 2)
  expect(changes).toBeLessThanOrEqual(((after.at - before.at) / 1_000) * 2)
})

it('a wall that is switched to 战时 is laid out anew within two seconds, and back', async () => {
  // What its playlist shows first is its own business: only the title is always there.
  const { page } = await city.open('/wall?wall=main')
  await wallOf(page).title.waitFor()
  await drawnAgain(page, 0)
  await order(page, 'wall.code', { wall: 'main' })
  const shown = await page.getByRole('status', { name: '遥控配对码' }).textContent()
  const code = /(\d{3}) ?(\d+)/.exec(shown ?? '')
  await order(page, 'wall.take', { wall: 'main', code: `${code?.[1]}${code?.[2]}` })
  await atRest(page)
  expect(await swapped(page, 'war', '处置时限')).toBeLessThan(2_000)
  await page.getByRole('region', { name: '当前事件' }).waitFor()
  await page.getByRole('img', { name: '模式 战时' }).waitFor()
  await atRest(page)
  expect(await swapped(page, 'peace', '专题')).toBeLessThan(2_000)
})

it('each screen of a wall shows its part of it, and keeps its part through a reload', async () => {
  const { page: left } = await city.open('/wall?wall=main&screen=1/3')
  const { page: right } = await city.open('/wall?wall=main&screen=3/3')
  await wallOf(left).tiles.first().waitFor()
  await wallOf(right).stream.first().waitFor()
  expect(await wallOf(left).stream.count()).toBe(0)
  expect(await wallOf(right).tiles.count()).toBe(0)
  expect(await wallOf(left).map.count()).toBe(0)
  await right.reload()
  await wallOf(right).stream.first().waitFor()
  expect(new URL(right.url()).searchParams.get('screen')).toBe('3/3')
})
