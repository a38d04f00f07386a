import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { theCity } from './the-city.ts'
import type { WatchedPage } from './watched-page.ts'

const city = theCity({ map: 'still' })
let opened: WatchedPage

beforeEach(async () => {
  opened = await city.open('/cases', [1440, 900])
})

/** What somebody who works through cases finds, by role and label. */
function deskOf(page: Page) {
  const sheet = page.getByRole('dialog')
  return {
    who: page.getByRole('button', { name: /^演示身份/ }),
    roles: page.getByRole('menu', { name: '演示身份' }),
    tab: (name: string) =>
      page
        .getByRole('tablist', { name: '队列' })
        .getByRole('tab', { name: new RegExp(`^${name}`) }),
    words: page.getByRole('searchbox', { name: '标题或编号' }),
    rows: page.getByRole('grid', { name: '工单队列' }).locator('[role=row][data-case]'),
    looked: page.getByRole('region', { name: '选中工单' }),
    bulk: page.getByRole('region', { name: '批量办理' }),
    sheet,
  }
}

/** Cases of 崇川区 just reported, with nothing done yet; returns their numbers. */
async function report(name: string, count: number): Promise<string[]> {
  const stamp = Date.now()
  const numbers = Array.from({ length: count }, (_, i) => `${name}-${stamp}-${i}`)
  const facts = numbers.map((number, i) => ({
    ...{ type: 'case-reported', key: number, source: 'grid', case: number },
    ...{ occurredAt: new Date().toISOString(), eventType: '0102', severity: 3 },
    ...{ region: '320613001001', text: { title: `队列测试${i}` } },
  }))
  const { said } = await city.tell(facts)
  expect(said).toMatchObject({ accepted: count, rejected: 0 })
  return numbers
}

/** Takes a role by the switcher, with keys alone. */
async function become(page: Page, name: string): Promise<void> {
  const desk = deskOf(page)
  await desk.who.focus()
  await page.keyboard.press('Enter')
  const choice = desk.roles.getByRole('menuitemradio', { name })
  await choice.waitFor()
  while (!(await choice.evaluate((one) => one === document.activeElement)))
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: `演示身份 ${name}` }).waitFor()
}

/** Lists only what begins so, as one types it. */
async function only(page: Page, words: string): Promise<void> {
  const desk = deskOf(page)
  await desk.words.focus()
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('text') === words)
  await page.keyboard.press('Escape')
}

/** Opens the sheet of a verb by its letter, and sends it. */
async function order(page: Page, letter: string, name: string): Promise<void> {
  const { sheet } = deskOf(page)
  await page.keyboard.press(letter)
  await sheet.getByRole('button', { name: new RegExp(`^${name}`) }).waitFor()
  await page.keyboard.press('Enter')
  await sheet.waitFor({ state: 'detached' })
}

describe('the queue', () => {
  it('takes a case from its report to its department by keys alone', async () => {
    const { page } = opened
    const desk = deskOf(page)
    await become(page, '值班长')
    const [number] = await report('KEYS', 1)
    await only(page, number!)
    await desk.rows.filter({ hasText: number! }).waitFor()
    await page.keyboard.press('j')
    await desk.looked.getByText('派遣建议').waitFor()
    const department = await desk.looked
      .getByRole('region', { name: '派遣建议' })
      .locator('dd')
      .first()
      .textContent()

    await order(page, 'a', '受理')
    await desk.rows.filter({ hasText: number! }).getByRole('img', { name: /受理/ }).waitFor()
    await order(page, 'r', '立案')
    await desk.rows.waitFor({ state: 'detached' })

    await page.keyboard.press('2')
    await desk.rows.filter({ hasText: number! }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('d')
    await desk.sheet.getByRole('radio', { name: department! }).waitFor()
    await page.waitForFunction(
      (name) =>
        [...document.querySelectorAll<HTMLInputElement>('dialog input[type=radio]:checked')].some(
          (one) => one.closest('label')?.textContent?.includes(name),
        ),
      department!,
    )
    await page.keyboard.press('Enter')
    await desk.sheet.waitFor({ state: 'detached' })
    await desk.rows.waitFor({ state: 'detached' })

    await page.keyboard.press('5')
    await desk.rows.filter({ hasText: number! }).filter({ hasText: department! }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/cases\/\d+$/)
    await page.getByText(number!).first().waitFor()
  })

  it('accepts three at once, and says of the one that somebody declined who did it', async () => {
    const { page } = opened
    const desk = deskOf(page)
    await become(page, '值班长')
    const numbers = await report('BULK', 3)
    await only(page, numbers[0]!.slice(0, -2))
    await desk.rows.nth(2).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+J')
    await page.keyboard.press('Shift+J')
    await desk.bulk.getByText('已选 3 件').waitFor()
    await page.keyboard.press('a')
    await desk.sheet.getByRole('button', { name: /^受理\s*3 件/ }).waitFor()

    const { said } = await city.tell([
      {
        ...{ type: 'case-declined', key: `${numbers[1]}-no`, source: 'grid' },
        ...{ case: numbers[1], occurredAt: new Date().toISOString(), reason: '重复' },
      },
    ])
    expect(said).toMatchObject({ accepted: 1 })
    await page.keyboard.press('Enter')
    const line = desk.sheet.getByRole('listitem').filter({ hasText: numbers[1]! })
    await line
      .getByRole('alert')
      .getByText(/已不予受理/)
      .waitFor()
    // The refusal may be answered before the other two.
    await expect.poll(() => desk.sheet.getByText('✓ 已办').count()).toBe(2)
    await page.keyboard.press('Escape')
    await desk.sheet.waitFor({ state: 'detached' })
    await desk.rows.filter({ hasText: '受理' }).nth(1).waitFor()
    // The browser tells of every refusal; this one was wanted.
    expect(opened.complaints.splice(0)).toEqual([expect.stringContaining('409')])
  })

  it('opens from a link as it was, and goes back by the back button', async () => {
    const { page } = opened
    const desk = deskOf(page)
    await become(page, '值班长')
    await report('LINK', 1)
    await page.goto(`${city.origin}/cases?queue=all&region=2`)
    await desk.rows.first().waitFor()
    expect(await desk.tab('全部未结').getAttribute('aria-selected')).toBe('true')
    await desk.rows.first().click()
    await page.waitForURL((url) => url.searchParams.has('case'))
    await desk.looked.waitFor()
    await page.reload()
    await desk.looked.getByText('上报').first().waitFor()
    await page.goBack()
    await desk.looked.waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.get('queue')).toBe('all')
  })

  it.each([
    [1440, 900],
    [1920, 1080],
    [1024, 768],
    [820, 1180],
  ])('fits a screen of %i × %i with a case looked at', async (width, height) => {
    const { page } = opened
    const desk = deskOf(page)
    await page.setViewportSize({ width, height })
    await become(page, '值班长')
    await report('FITS', 1)
    await page.goto(`${city.origin}/cases?queue=all`)
    await desk.rows.first().click()
    await desk.looked.waitFor()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(width)
    for (const part of [desk.rows.first(), desk.looked, desk.who]) {
      const box = (await part.boundingBox())!
      expect(box.x + box.width).toBeLessThanOrEqual(width)
      expect(box.y + box.height).toBeLessThanOrEqual(height)
    }
  })
})
