import type { BrowserContext, Page } from 'playwright-core'

export interface WatchedPage {
  page: Page
  /** Errors on the console, uncaught ones, and requests that left the origin. */
  complaints: string[]
}

/** A page that remembers whatever a visitor should never cause. */
export async function openPage(
  context: BrowserContext,
  url: string,
  size = { width: 1280, height: 720 },
): Promise<WatchedPage> {
  const page = await context.newPage()
  await page.setViewportSize(size)
  page.setDefaultTimeout(60_000)
  const { origin } = new URL(url)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const asked = new URL(request.url())
    const local = asked.protocol === 'data:' || asked.protocol === 'blob:'
    if (!local && asked.origin !== origin) complaints.push(`left the origin: ${request.url()}`)
  })
  await page.goto(url)
  return { page, complaints }
}

/** What a person finds on the wall, by role and label. */
export function wallOf(page: Page) {
  const stream = page.getByRole('region', { name: '实时事件' })
  return {
    title: page.getByRole('heading', { level: 1 }),
    tiles: page.getByRole('region', { name: '关键指标' }).getByRole('button'),
    // Each place has two buttons: the region itself, and its figure, which opens the 口径.
    ranking: page.getByRole('list', { name: /排名$/ }).getByRole('button', { name: /(?<!口径)$/ }),
    rankingTitle: page.getByRole('heading', { name: /排名$/ }),
    stream: stream.getByRole('button'),
    strip: page.getByRole('slider', { name: '24小时受理' }),
    replay: page.getByRole('status', { name: '回放' }),
    trail: page.getByRole('navigation', { name: '区域路径' }),
    callout: page.getByRole('complementary', { name: '选中案件' }),
    themes: page.getByRole('navigation', { name: '专题' }).getByRole('button'),
    card: page.getByRole('region', { name: '指标', exact: true }),
    legend: page.getByRole('complementary', { name: '图例' }),
    periods: page.getByRole('list', { name: '期次' }).getByRole('button'),
    map: page.getByLabel('地图', { exact: true }),
  }
}
