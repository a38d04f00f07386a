import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeEach, expect, it } from 'vitest'
import { theCity } from './the-city.ts'
import { wallOf, type WatchedPage } from './watched-page.ts'

const city = theCity({ map: 'still' })
let opened: WatchedPage
beforeEach(async () => {
  opened = await city.open('/wall', [1440, 900])
})

/** What an analyst finds, by role and label. */
function deskOf(page: Page) {
  return {
    view: (name: string) => page.getByRole('tab', { name, exact: true }),
    chart: page.getByRole('img').first(),
    latest: page.getByRole('table', { name: '最新一期' }),
    undo: page.getByRole('button', { name: '撤销' }),
    redo: page.getByRole('button', { name: '重做' }),
    regions: page.getByRole('group', { name: '常用区域' }),
    files: page.getByRole('region', { name: '导出', exact: true }),
  }
}
const asked = () => new URL(opened.page.url()).searchParams

/** From a tile over its 口径 to its trend; once more where the past has not come in yet. */
async function toTrend(page: Page) {
  const wall = wallOf(page)
  await wall.tiles.filter({ hasText: '今日受理' }).locator('.figure').click()
  await page.getByRole('dialog').getByRole('link', { name: '分析' }).click()
  await page.waitForURL(/\/analysis\?/)
  const desk = deskOf(page)
  for (let left = 20; left > 0 && !(await desk.chart.isVisible()); left -= 1) {
    await page.reload()
    await desk.latest.or(page.getByRole('status').first()).first().waitFor()
    await desk.chart.waitFor({ timeout: 2_000 }).catch(() => {})
  }
  await desk.chart.waitFor()
  return desk
}

it('leads from a tile on the wall over its 口径 to its trend, and to a PDF of it', async () => {
  const { page } = opened
  const desk = await toTrend(page)
  expect(asked().get('i')).toContain('accepted')
  expect(asked().get('grain')).toBe('day')
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('light')

  await desk.files.getByRole('radio', { name: 'PDF' }).click()
  await desk.files.getByRole('button', { name: '导出PDF' }).click()
  const fetched = page.waitForEvent('download')
  await desk.files.getByRole('link', { name: /^下载/ }).click()
  const download = await fetched
  expect(download.suggestedFilename()).toMatch(/\.pdf$/)
  const bytes = await readFile(await download.path())
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
})

it('keeps the question from view to view, and undoes and redoes it', async () => {
  const { page } = opened
  const desk = await toTrend(page)
  const indicator = asked().get('i')
  await desk.regions.getByRole('button', { name: '各县市区' }).click()
  await expect.poll(() => asked().get('r')?.split(',').length).toBeGreaterThan(5)
  for (const name of ['位次', '小倍数', '热力', '地图']) {
    await desk.view(name).click()
    await desk.chart.waitFor()
    expect(asked().get('i')).toBe(indicator)
  }
  await desk.view('表格').click()
  await page.getByRole('columnheader', { name: '上年同期' }).first().waitFor()
  await page.keyboard.press('Control+z')
  await expect.poll(() => asked().get('view')).toBe('map')
  await desk.undo.click()
  await expect.poll(() => asked().get('view')).toBe('heat')
  await desk.redo.click()
  await expect.poll(() => asked().get('view')).toBe('map')
  await desk.chart.waitFor()
})
