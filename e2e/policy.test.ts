import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { coarse, openBrowser, withoutWebGl } from '../test/browser.ts'
import { aPng } from '../test/some-files.ts'
import { changedPack, type ChangedPack } from './changed-pack.ts'
import { startDemoServer, type RunningServer } from './running-server.ts'

/** Would run wherever words are taken for markup, and say so. */
const hostile = `<img src=x onerror="window.executed=1"><svg onload="window.executed=1">`
const district = `崇川<img src=x onerror="window.executed=1">区`
const title = `路灯${hostile}不亮`

/** Every page by its name in client/app/router.ts: where it is, and as whom it is looked at. */
const pages: Record<string, { at: string; as: string }> = {
  wall: { at: '/wall', as: 'leader' },
  drill: { at: '/drill/2', as: 'leader' },
  cases: { at: '/cases?queue=all', as: 'duty-officer' },
  case: { at: '/cases/{case}', as: 'duty-officer' },
  feeds: { at: '/feeds', as: 'duty-officer' },
  intake: { at: '/intake', as: 'duty-officer' },
  analysis: { at: '/analysis?i=overview.accepted&r=2,3,4', as: 'analyst' },
  reports: { at: '/reports', as: 'analyst' },
  scores: { at: '/scores', as: 'leader' },
  remote: { at: '/remote', as: 'leader' },
  login: { at: '/login', as: 'leader' },
  pair: { at: '/pair', as: 'wall' },
  setup: { at: '/setup', as: 'leader' },
  account: { at: '/account', as: 'leader' },
  admin: { at: '/admin', as: 'system-admin' },
  audit: { at: '/audit', as: 'auditor' },
}

/** Nearly all is seen with a still map; one wall is drawn. */
let still: Browser
let drawn: Browser
let server: RunningServer
let pack: ChangedPack
let caseId: number

beforeAll(async () => {
  pack = await changedPack([
    ['regions.tsv', '\t崇川区\t', `\t${district}\t`],
    ['feeds.tsv', '\t12345热线工单接口\t', `\t12345${hostile}接口\t`],
  ])
  server = await startDemoServer(pack)
  still = await openBrowser(withoutWebGl)
  drawn = await openBrowser()
  caseId = await reportHostile()
})
afterAll(async () => {
  await still?.close()
  await drawn?.close()
  await server?.stop()
  await pack?.remove()
})

/** A case whose title, description and file's name are markup; returns its id. */
async function reportHostile(): Promise<number> {
  const ask = async (path: string, init: RequestInit = {}) => {
    const authorization = `Bearer ${server.sourceKey}`
    const answer = await fetch(`${server.origin}${path}`, {
      ...init,
      headers: { authorization, ...init.headers },
    })
    return (await answer.json()) as Record<string, never>
  }
  const json = { 'content-type': 'application/json' }
  const name = encodeURIComponent(`${hostile}.png`)
  const { hash } = await ask(`/api/v1/attachments?name=${name}`, {
    method: 'POST',
    body: new Uint8Array(aPng()),
  })
  const head = { source: 'hotline', case: 'HOSTILE-1', occurredAt: new Date().toISOString() }
  const facts = [
    {
      ...head,
      type: 'case-reported',
      key: 'h1',
      region: '320613001',
      eventType: '0102',
      text: { title, description: hostile },
    },
    {
      ...head,
      type: 'case-resolved',
      key: 'h2',
      text: { description: hostile },
      attachments: [hash],
    },
  ]
  const told = await ask('/api/v1/facts', {
    method: 'POST',
    headers: json,
    body: JSON.stringify(facts),
  })
  expect(told).toMatchObject({ accepted: 2 })
  const input = encodeURIComponent(JSON.stringify({ region: 1, filter: 'all', text: 'HOSTILE-1' }))
  return vi.waitUntil(
    async () => {
      const answer = await fetch(`${server.origin}/trpc/case.queue?input=${input}`, {
        headers: { cookie: 'shiyu-demo-role=duty-officer' },
      })
      const { result } = (await answer.json()) as {
        result?: { data: { rows: { caseId: number }[] } }
      }
      return result?.data.rows[0]?.caseId
    },
    { timeout: 30_000, interval: 250 },
  )
}

/** A page as one person sees it, that tells of every error and every broken policy. */
async function open(path: string, as: string, browser = still) {
  const context = await browser.newContext({ ...coarse, viewport: { width: 1440, height: 900 } })
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`),
    ),
  )
  await context.addCookies([{ name: 'shiyu-demo-role', value: as, url: server.origin }])
  const page = await context.newPage()
  page.setDefaultTimeout(90_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (!/^(?:data|blob):/.test(protocol) && origin !== server.origin)
      complaints.push(`left: ${request.url()}`)
  })
  await page.goto(`${server.origin}${path}`)
  await page.waitForLoadState('load')
  await settled(page)
  return { page, complaints }
}

/** Nothing is asked for any more, but for the feed, which never ends. */
async function settled(page: Page): Promise<void> {
  await page.locator('#app > *').first().waitFor()
  await page.waitForFunction(() => {
    const last = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).at(-1)
    return performance.now() - (last ? last.responseEnd || last.startTime : 0) > 600
  })
}

async function calm({ page, complaints }: Awaited<ReturnType<typeof open>>): Promise<void> {
  expect(await page.evaluate(() => Reflect.get(window, 'executed'))).toBeUndefined()
  await page.context().close()
  expect(complaints).toEqual([])
}

it('the list of pages is that of the router', async () => {
  const router = await readFile('client/app/router.ts', 'utf8')
  const names = [...router.matchAll(/\bname: '([\w-]+)'/g)].map(([, name = '']) => name)
  expect(Object.keys(pages).sort()).toEqual(names.sort())
})

describe.concurrent(
  'under the content policy no page breaks it, runs a stranger’s words or says an error',
  () => {
    it.each(Object.entries(pages))('%s', async (_, { at, as }) => {
      await calm(await open(at.replace('{case}', String(caseId)), as))
    })

    it('a wall whose map is drawn', async () => {
      const opened = await open('/wall', 'leader', drawn)
      await opened.page.waitForFunction(() => performance.getEntriesByName('map-drawn').length > 0)
      await calm(opened)
    })

    it('every tab of the administration', async () => {
      const opened = await open('/admin/accounts', 'system-admin')
      const { page } = opened
      for (const tab of ['devices', 'keys', 'feeds', 'pack', 'settings', 'backup']) {
        await page.goto(`${server.origin}/admin/${tab}`)
        await settled(page)
      }
      await calm(opened)
    })

    it('every theme of the wall', async ({ expect }) => {
      const opened = await open('/wall', 'leader')
      const { page } = opened
      const themes = page.getByRole('navigation', { name: '专题' }).getByRole('button')
      for (const theme of await themes.all()) {
        await theme.click()
        await expect.poll(() => theme.getAttribute('aria-current')).toBe('page')
      }
      await settled(page)
      await calm(opened)
    })

    it('every view of an analysis, with the pointer on its chart', async () => {
      const opened = await open('/analysis?i=overview.accepted&r=2,3,4', 'analyst')
      const { page } = opened
      for (const name of ['趋势', '位次', '小倍数', '热力', '地图', '表格']) {
        const tab = page.getByRole('tab', { name, exact: true })
        if ((await tab.count()) === 0) continue
        await tab.click()
        await settled(page)
        const chart = page.getByRole('img').first()
        if (await chart.isVisible()) {
          const box = await chart.boundingBox()
          for (const [x, y] of [
            [0.3, 0.5],
            [0.5, 0.4],
            [0.7, 0.6],
          ] as const)
            if (box) await page.mouse.move(box.x + box.width * x, box.y + box.height * y)
        }
      }
      await calm(opened)
    })
  },
)

describe.concurrent('words with markup in them are read as words', () => {
  it('in the queue, on the case, in its files, and in what is found', async () => {
    const opened = await open('/cases?queue=all&text=HOSTILE-1', 'duty-officer')
    const { page } = opened
    await page.getByText(title).first().waitFor()
    await page.goto(`${server.origin}/cases/${caseId}`)
    await page.getByText(title).first().waitFor()
    await page
      .getByText(/img src=x onerror/)
      .nth(1)
      .waitFor()
    await page.goto(`${server.origin}/drill/1`)
    await settled(page)
    await page.keyboard.press('/')
    const box = page.getByRole('searchbox').or(page.getByRole('combobox')).first()
    await box.fill('HOSTILE-1')
    await page.getByText(title).first().waitFor()
    await calm(opened)
  })

  it('in the name of a region and of a feed', async () => {
    const drill = await open('/drill/2', 'leader')
    await drill.page.getByText(district).first().waitFor()
    await calm(drill)
    const feeds = await open('/feeds', 'duty-officer')
    await feeds.page.getByText(`12345${hostile}接口`).first().waitFor()
    await calm(feeds)
  })
})

it('a page of another site can neither frame ours nor read it, nor change anything by a form', async () => {
  const { page } = await open('/wall', 'leader')
  const context = page.context()
  const attack = await anotherSite(`<iframe src="${server.origin}/wall"></iframe>
    <form id=a method=post enctype="text/plain" action="${server.origin}/trpc/session.choose">
    <input name='{"role":"duty-officer","x":"' value='"}'></form>`)
  const other = await context.newPage()
  await other.goto(attack.url)
  const read = await other.evaluate(
    (origin) =>
      fetch(`${origin}/trpc/city.get`, { credentials: 'include' }).then(
        () => 'read',
        () => 'refused',
      ),
    server.origin,
  )
  expect(read).toBe('refused')
  expect(other.frames().some((frame) => frame.url().startsWith(server.origin))).toBe(false)
  const answered = other.waitForResponse((answer) => answer.url().endsWith('/trpc/session.choose'))
  await other.evaluate(() => (document.getElementById('a') as HTMLFormElement).submit())
  expect((await answered).status()).toBe(403)
  const cookies = await context.cookies(server.origin)
  expect(cookies.find(({ name }) => name === 'shiyu-demo-role')?.value).toBe('leader')
  await context.close()
  await attack.stop()
})

/** A page at another host, that is another site, though it lies on the same machine. */
async function anotherSite(body: string): Promise<{ url: string; stop(): Promise<void> }> {
  const site = createServer((_request, answer) =>
    answer.writeHead(200, { 'content-type': 'text/html' }).end(body),
  )
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const { port } = site.address() as AddressInfo
  return {
    url: `http://localhost:${port}/attack`,
    stop: () =>
      new Promise((resolve) => {
        site.closeAllConnections()
        site.close(() => resolve())
      }),
  }
}
