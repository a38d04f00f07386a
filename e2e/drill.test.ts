import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { theCity } from './the-city.ts'
import type { WatchedPage } from './watched-page.ts'

const city = theCity({ map: 'still' })
let opened: WatchedPage

beforeEach(async () => {
  opened = await city.open('/drill/1', [1440, 900])
  await drillOf(opened.page).lines.first().waitFor()
})

/** What a leader finds on the drill, by role and label. */
function drillOf(page: Page) {
  const sheet = page.getByRole('dialog')
  return {
    trail: page.getByRole('navigation', { name: '区域路径' }),
    menu: page.getByRole('button', { name: /^选择(县市区|镇街|村社区|网格)$/ }),
    below: page.getByRole('list', { name: '下级区域', exact: true }),
    lines: page.getByRole('list', { name: '指标对标' }).getByRole('listitem'),
    figureOf: (name: string) => page.getByRole('button', { name: `口径 ${name}`, exact: true }),
    tab: (name: RegExp) =>
      page.getByRole('tablist', { name: '分析方式' }).getByRole('tab', { name }),
    splits: page.getByRole('radiogroup', { name: '拆分方式' }).getByRole('radio'),
    parts: page.getByRole('list', { name: '变化贡献' }).getByRole('button'),
    multiples: page.getByRole('list', { name: '下级区域走势' }).getByRole('button'),
    overdue: page.getByRole('list', { name: '超期案件' }).getByRole('button'),
    sheet,
    formula: sheet.getByRole('group', { name: '公式' }),
    // A row that is pointed at offers 督办 beside its title.
    cases: sheet
      .getByRole('list', { name: '案件明细' })
      .getByRole('button', { name: /^(?!督办 )/ }),
    sum: sheet.getByRole('status', { name: '合计' }),
    more: sheet.getByRole('button', { name: '继续列出' }),
  }
}

const here = () => new URL(opened.page.url()).pathname
const pathIs = (path: string | RegExp) =>
  opened.page.waitForURL((url) =>
    typeof path === 'string' ? url.pathname === path : path.test(url.pathname),
  )
const wholeOf = (text: string | null) => Number(/-?[\d,]+/.exec(text ?? '')?.[0].replace(/,/g, ''))

/** A case of today, accepted and registered, in one community of 崇川区. */
async function report(count: number): Promise<void> {
  const head = { source: 'grid', occurredAt: new Date().toISOString() }
  const facts = Array.from({ length: count }, (_, i) => {
    const number = `DRILL-${Date.now()}-${i}`
    const one = { ...head, case: number }
    return [
      {
        ...one,
        ...{ type: 'case-reported', key: `${number}-1`, eventType: '0102', severity: 3 },
        ...{ region: '320613001001', text: { title: `下钻测试${i}` } },
      },
      { ...one, type: 'case-accepted', key: `${number}-2` },
      { ...one, type: 'case-registered', key: `${number}-3` },
      { ...one, type: 'case-dispatched', key: `${number}-4`, department: 'city-management' },
    ]
  }).flat()
  const { said } = await city.tell(facts)
  expect(said).toMatchObject({ accepted: facts.length, rejected: 0 })
}

describe('the drill', () => {
  it('goes from the city to a grid by taps, and back by the back button', async () => {
    const drill = drillOf(opened.page)
    for (const name of ['崇川区', '城东街道', '德民社区', '德民社区第5网格']) {
      await drill.menu.click()
      const part = drill.below.getByRole('button', { name: new RegExp(`^${name} `) })
      await part.first().click()
      await drill.trail.getByText(name, { exact: true }).waitFor()
      await drill.lines.first().waitFor()
    }
    expect(here()).toMatch(/^\/drill\/1\d{4}$/)
    await drill.menu.waitFor({ state: 'detached' })
    for (const name of ['德民社区', '城东街道', '崇川区', '南通市']) {
      await opened.page.goBack()
      await drill.trail.locator('[aria-current]', { hasText: name }).waitFor()
    }
    expect(here()).toBe('/drill/1')
  })

  it('opens a deep link to a community with its whole trail', async () => {
    await opened.page.goto(`${city.origin}/drill/1001?theme=grid`)
    const drill = drillOf(opened.page)
    for (const name of ['南通市', '崇川区', '城东街道', '德民社区'])
      await drill.trail.getByText(name, { exact: true }).waitFor()
    await opened.page.getByRole('button', { name: '选择专题' }).getByText('社会治理').waitFor()
  })

  it('shows where a figure comes from, with a list that adds up to it', async () => {
    const { page } = opened
    const drill = drillOf(page)
    await report(60)
    await page.goto(`${city.origin}/drill/2`)
    await drill
      .figureOf('今日受理')
      .filter({ hasText: /[6-9]\d|\d{3}/ })
      .click()
    await drill.formula.waitFor()
    await drill.sum.filter({ hasText: '= 分子' }).waitFor()
    while (await drill.more.isVisible()) {
      const known = await drill.cases.count()
      await drill.more.click()
      await drill.cases.nth(known).waitFor()
    }
    const total = wholeOf((await drill.sum.textContent())!.replace(/^.*合计/, ''))
    expect(total).toBeGreaterThanOrEqual(60)
    const withheld = wholeOf(/另有.*$/.exec((await drill.sum.textContent()) ?? '')?.[0] ?? '0')
    expect((await drill.cases.count()) + withheld).toBe(total)
    expect(wholeOf(await drill.formula.locator('strong').textContent())).toBe(total)

    await page.keyboard.press('Escape')
    await drill.sheet.waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.has('explain')).toBe(false)
  })

  it('leads from a figure to the department that has a case, and back again', async () => {
    const { page } = opened
    const drill = drillOf(page)
    await report(1)
    await page.goto(`${city.origin}/drill/2`)
    await drill.figureOf('今日受理').filter({ hasText: /[1-9]/ }).click()
    await drill.cases.filter({ hasText: '下钻测试0' }).first().click()
    await drill.sheet.getByText('当前责任部门').waitFor()
    expect(await drill.sheet.textContent()).toContain('城市管理局')
    await drill.sheet.getByRole('list', { name: '环节记录' }).getByText('派遣').waitFor()
    await page.goBack()
    await drill.cases.first().waitFor()
    await page.goBack()
    await drill.sheet.waitFor({ state: 'detached' })
  })

  it('takes a change apart and says so when it cannot', async () => {
    const { page } = opened
    const drill = drillOf(page)
    await report(3)
    await page.goto(`${city.origin}/drill/2?indicator=overview.open`)
    await drill.splits.first().waitFor()
    for (const split of ['按类型', '按部门', '按区域']) {
      await drill.splits.filter({ hasText: split }).click()
      await drill.splits
        .filter({ hasText: split })
        .and(page.locator('[aria-checked=true]'))
        .waitFor()
      await drill.parts
        .or(page.getByText(/不能|无从|暂/))
        .first()
        .waitFor()
    }
    await page.goto(`${city.origin}/drill/2?indicator=overview.peace_index`)
    await page
      .getByRole('status')
      .filter({ hasText: /综合|不能|无/ })
      .first()
      .waitFor()
  })

  it('puts all parts on one axis, and a tap on one goes there', async () => {
    const drill = drillOf(opened.page)
    await drill.tab(/走势$/).first().click()
    await drill.multiples.nth(9).waitFor()
    await drill.multiples.filter({ hasText: '海安市' }).click()
    await pathIs(/^\/drill\/\d+$/)
    await drill.trail.getByText('海安市').waitFor()
    await drill.tab(/^对比走势$/).click()
    await opened.page.getByRole('img', { name: '对比走势' }).waitFor()
  })

  it.each([
    [1024, 768],
    [1180, 820],
    [820, 1180],
  ])('has targets that a finger can hit, on a tablet of %i × %i', async (width, height) => {
    const { page } = opened
    await page.setViewportSize({ width, height })
    const drill = drillOf(page)
    await drill.lines.first().waitFor()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(width)
    for (const target of [drill.menu, drill.tab(/为什么/), drill.figureOf('在办').first()]) {
      const box = (await target.boundingBox())!
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(32)
    }
  })
})
