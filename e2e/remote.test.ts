import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { coarse, openBrowser, withoutWebGl } from '../test/browser.ts'
import { startDemoServer, type RunningServer } from './running-server.ts'

let browser: Browser
let server: RunningServer
let dataDir: string

beforeAll(async () => {
  browser = await openBrowser(withoutWebGl)
  dataDir = await mkdtemp(join(tmpdir(), 'shiyu-remote-'))
  server = await startDemoServer({ dataDir })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** A browser of its own, as a machine of its own has one. */
async function open(path: string, width: number, height: number, role?: string): Promise<Page> {
  const context = await browser.newContext({ ...coarse, viewport: { width, height } })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  // When the page went where: on one machine all pages read one clock.
  await page.addInitScript(() => {
    const went: { path: string; at: number }[] = []
    Object.assign(window, { went })
    const replace = history.replaceState.bind(history)
    history.replaceState = (data, unused, url) => {
      replace(data, unused, url)
      if (went.at(-1)?.path !== location.pathname)
        went.push({ path: location.pathname, at: performance.timeOrigin + performance.now() })
    }
  })
  await page.goto(server.origin + path, { waitUntil: 'domcontentloaded' })
  if (role !== undefined) {
    await page.evaluate(
      (role) =>
        fetch('/trpc/session.choose', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-shiyu': '1' },
          body: JSON.stringify({ role }),
        }),
      role,
    )
    await page.goto(server.origin + path, { waitUntil: 'domcontentloaded' })
  }
  return page
}
const screen = (part: string) => open(`/wall?wall=main&screen=${part}`, 960, 540)
const isAt = (page: Page, path: string) => page.waitForURL((url) => url.pathname === path)
const wentTo = (page: Page, path: string) =>
  page.evaluate(
    (path) =>
      (window as unknown as { went: { path: string; at: number }[] }).went.findLast(
        (one) => one.path === path,
      )?.at ?? null,
    path,
  )
/** Once the page has nothing left to do for half a second. */
const atRest = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let quiet = 0
        let last = performance.now()
        const look = (now: number) => {
          quiet = now - last < 60 ? quiet + (now - last) : 0
          last = now
          if (quiet > 500) resolve()
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
        // A machine that is never at rest is measured as it is.
        setTimeout(resolve, 20_000)
      }),
  )
const show = async (remote: Page, theme: string) => {
  await remote.getByRole('button', { name: theme, exact: true }).click()
  await remote.getByRole('button', { name: '上屏', exact: true }).click()
}

describe('a wall and its remote', () => {
  let screens: [Page, Page]
  let remote: Page
  let other: Page

  it('is taken with the code that its screens show, and nobody else sees that code', async () => {
    screens = [await screen('1/2'), await screen('2/2')]
    remote = await open('/remote', 390, 844)
    const now = remote.getByRole('region', { name: '正在显示' })
    await now.getByText('2', { exact: true }).waitFor()
    await remote.getByRole('button', { name: '取得遥控' }).click()
    const code = screens[0].getByRole('status', { name: '遥控配对码' })
    await code.waitFor()
    expect(await remote.getByText(/^\d{3} \d{3}$/).count()).toBe(0)
    const digits = /\d{3} \d{3}/.exec(await code.innerText())?.[0] ?? ''
    await remote.getByLabel('输入大屏上显示的 6 位配对码').fill(digits)
    await remote.getByRole('button', { name: '配对' }).click()
    await remote.getByText(/您持有遥控/).waitFor()
    await code.waitFor({ state: 'detached' })
  })

  it('swaps all its screens within 200 ms of each other', async () => {
    const apart: number[] = []
    for (const [theme, path] of [
      ['平安建设', '/wall/peace'],
      ['总图', '/wall'],
      ['平安建设', '/wall/peace'],
    ] as const) {
      // A wall that is already changing is not what is measured.
      await Promise.all(screens.map(atRest))
      await show(remote, theme)
      await Promise.all(screens.map((page) => isAt(page, path)))
      const [a, b] = await Promise.all(screens.map((page) => wentTo(page, path)))
      apart.push(Math.abs((a ?? Infinity) - (b ?? -Infinity)))
    }
    console.log(`screens swapped ${apart.map((ms) => ms.toFixed(1)).join(', ')} ms apart`)
    expect(Math.max(...apart)).toBeLessThan(200)
  })

  it('shows the same scene after a reload and after a restart of its server', async () => {
    await screens[0].reload()
    await isAt(screens[0], '/wall/peace')
    expect(new URL(screens[0].url()).searchParams.get('screen')).toBe('1/2')
    const port = new URL(server.origin).port
    await server.stop()
    server = await startDemoServer({ dataDir, port })
    const said = async () =>
      (await (
        await fetch(
          `${server.origin}/trpc/wall.state?input=${encodeURIComponent('{"wall":"main"}')}`,
        )
      ).json()) as { result: { data: { current: { scene: { theme: string } } } } }
    expect((await said()).result.data.current.scene.theme).toBe('peace')
    await remote.getByText(/您持有遥控/).waitFor()
    await show(remote, '总图')
    await Promise.all(screens.map((page) => isAt(page, '/wall')))
  })

  it('puts a drill-down view on the wall from its own page', async () => {
    const desk = await remote.context().newPage()
    await desk.goto(`${server.origin}/drill`)
    await desk.getByRole('complementary', { name: '上屏' }).getByRole('button').click()
    await Promise.all(screens.map((page) => isAt(page, '/drill')))
    await desk.close()
  })

  it('changes hands with a word to who held it', async () => {
    other = await open('/remote', 1024, 768, 'duty-officer')
    await other.getByText('演示领导').first().waitFor()
    await other.getByRole('button', { name: '接管遥控' }).click()
    const code = screens[1].getByRole('status', { name: '遥控配对码' })
    await code.waitFor()
    const digits = /\d{3} \d{3}/.exec(await code.innerText())?.[0] ?? ''
    await other.getByLabel('输入大屏上显示的 6 位配对码').fill(digits)
    await other.getByRole('button', { name: '配对' }).click()
    await remote
      .getByRole('alert')
      .getByText(/遥控已由 演示值班长 接管/)
      .waitFor()
    expect(await remote.getByRole('button', { name: '上屏', exact: true }).isDisabled()).toBe(true)
  })

  it('goes to war only when asked twice', async () => {
    await other.getByRole('button', { name: '战时', exact: true }).click()
    expect(
      await other.getByRole('button', { name: '平时', exact: true }).getAttribute('aria-pressed'),
    ).toBe('true')
    await other.getByRole('button', { name: '切换到战时' }).click()
    await other
      .getByRole('region', { name: '正在显示' })
      .getByText('战时', { exact: true })
      .waitFor()
    await Promise.all(screens.map((page) => isAt(page, '/wall')))
  })
})
