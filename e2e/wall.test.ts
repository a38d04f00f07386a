import { beforeEach, describe, expect, it } from 'vitest'
import { theCity } from './the-city.ts'
import { wallOf, type WatchedPage } from './watched-page.ts'

const city = theCity({ map: 'still' })
let opened: WatchedPage

beforeEach(async () => {
  opened = await city.open('/')
  await wallOf(opened.page).ranking.first().waitFor()
})

const search = () => new URL(opened.page.url()).searchParams
const urlWhere = (holds: (query: URLSearchParams) => boolean) =>
  opened.page.waitForURL((url) => holds(url.searchParams))

describe('the wall', () => {
  it('says that its data are invented and its boundaries schematic', async () => {
    await opened.page.getByText('演示数据', { exact: true }).waitFor()
    await opened.page.getByText(/示意边界 · 非法定界线/).waitFor()
  })

  it('re-scopes to a district that is tapped, and back leads back', async () => {
    const { page } = opened
    const wall = wallOf(page)
    await wall.ranking.filter({ hasText: '崇川区' }).click()
    await urlWhere((query) => query.has('region'))
    await wall.trail.getByText('崇川区').waitFor()
    await wall.ranking
      .filter({ hasText: /街道|镇/ })
      .first()
      .waitFor()

    await page.reload()
    await wall.trail.getByText('崇川区').waitFor()

    await page.goBack()
    await urlWhere((query) => !query.has('region'))
    await wall.ranking.filter({ hasText: '崇川区' }).waitFor()
  })

  it('leads back to the city by the trail', async () => {
    const wall = wallOf(opened.page)
    await wall.ranking.filter({ hasText: '海门区' }).click()
    await wall.trail.getByRole('button', { name: '南通市' }).click()
    await urlWhere((query) => !query.has('region'))
  })

  it('puts the indicator that is tapped on the map and in the ranking', async () => {
    const wall = wallOf(opened.page)
    await wall.tiles.filter({ hasText: '在办' }).locator('.name').click()
    await urlWhere((query) => query.has('indicator'))
    await opened.page.getByRole('heading', { level: 2, name: '在办' }).waitFor()
  })

  it('shows the city as it was known, marked as 回放, until 实时 is pressed', async () => {
    const wall = wallOf(opened.page)
    await wall.strip.waitFor()
    await wall.strip.focus()
    await wall.strip.press('ArrowLeft')
    await wall.replay.filter({ hasText: /回放 \d\d:\d\d/ }).waitFor()
    await urlWhere((query) => query.has('at'))
    expect(await wall.strip.getAttribute('aria-valuetext')).toMatch(/^回放/)

    await wall.replay.getByRole('button', { name: '实时' }).click()
    await urlWhere((query) => !query.has('at'))
    await wall.replay.waitFor({ state: 'detached' })
  })

  it('replays by dragging the strip, in one step of the back button', async () => {
    const { page } = opened
    const wall = wallOf(page)
    await wall.strip.waitFor()
    const replayable = Number(await wall.strip.getAttribute('aria-valuemax'))
    const box = (await wall.strip.boundingBox())!
    const at = (slot: number) => box.x + (box.width * (slot + 0.5)) / 96
    await page.mouse.move(at(replayable - 1), box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(at(0), box.y + box.height / 2, { steps: 4 })
    await page.mouse.up()
    await wall.replay.waitFor()
    await urlWhere((query) => query.has('at'))
    await page.goBack()
    await wall.replay.waitFor({ state: 'detached' })
    expect(search().has('at')).toBe(false)
  })
})

describe('a themed map', () => {
  const openTheme = async (name: string) => {
    const wall = wallOf(opened.page)
    await wall.themes.filter({ hasText: name }).click()
    await opened.page.waitForURL((url) => /^\/wall\/\w+$/.test(url.pathname))
    await wall.card.getByRole('heading', { level: 2 }).waitFor()
    return wall
  }

  it('shows all its indicators, the chosen one’s card, its classes by name and the ranking', async () => {
    const wall = await openTheme('政务服务')
    await wall.tiles.nth(11).waitFor()
    expect(await wall.tiles.count()).toBe(12)
    const chosen = await wall.card.getByRole('heading', { level: 2 }).textContent()
    await opened.page
      .getByRole('heading', { level: 2, name: chosen ?? '' })
      .nth(1)
      .waitFor()
    await wall.legend.getByText(/(自然断点|分位数|等间距|按阈值) · 柱为/).waitFor()
    await wall.legend.getByText(/示意边界 · 非法定界线/).waitFor()
    expect(await wall.ranking.count()).toBe(10)
    await wall.periods.first().waitFor()
  })

  it('is left by the back button and found again by its link', async () => {
    const { page } = opened
    const wall = await openTheme('平安建设')
    await wall.tiles.filter({ hasText: '公共视频在线率' }).locator('.name').click()
    await urlWhere((query) => query.has('indicator'))
    const link = page.url()
    await page.goBack()
    await urlWhere((query) => !query.has('indicator'))
    await page.goBack()
    await page.waitForURL(`${city.origin}/wall`)
    await wall.stream.first().waitFor()

    await page.goto(link)
    await wall.card.getByRole('heading', { level: 2, name: '公共视频在线率' }).waitFor()
  })

  it('is where a link from before the theme stood in the path leads', async () => {
    await opened.page.goto(`${city.origin}/wall?theme=grid&focus=grid.patrol_rate`)
    await opened.page.waitForURL(`${city.origin}/wall/grid?indicator=grid.patrol_rate`)
  })

  it('answers a tap on a figure with where it comes from', async () => {
    const wall = await openTheme('党建引领')
    await wall.card.getByRole('button', { name: '口径', exact: true }).click()
    await opened.page.getByRole('dialog').getByText('来源接口').waitFor()
    expect(search().has('explain')).toBe(true)
  })

  it('shows and hides the facilities of a kind', async () => {
    const wall = await openTheme('应急防灾')
    const kind = wall.legend.getByRole('button', { name: /^避灾点/ })
    expect(await kind.getAttribute('aria-pressed')).toBe('true')
    await kind.click()
    expect(await kind.getAttribute('aria-pressed')).toBe('false')
  })
})

it('a machine without WebGL says so calmly; its lists still lead to a case and into a district', async () => {
  const { page } = opened
  const wall = wallOf(page)
  await page.getByText('地图无法显示').waitFor()
  await page.locator('.static-stage .mark').last().click()
  await page.locator('.map-callout.measured').getByLabel('选中案件').waitFor()
  await wall.ranking.filter({ hasText: '如皋市' }).click()
  await wall.trail.getByText('如皋市').waitFor()
  await wall.stream.first().waitFor()
  await wall.tiles.nth(7).waitFor()
})
