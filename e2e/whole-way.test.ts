import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { open311Client } from '../test/open311-client.ts'
import { theCity } from './the-city.ts'
import { wallOf } from './watched-page.ts'

const city = theCity({ map: 'still' })

/** A browser of its own, that is somebody: the switcher's words, and for a handler its department. */
async function somebody(path: string, role: string, department?: string): Promise<Page> {
  const { page } = await city.open(path, [1440, 900], true)
  await page.getByRole('button', { name: /^演示身份/ }).click()
  const menu = page.getByRole('menu', { name: '演示身份' })
  await menu.getByRole('menuitemradio', { name: role }).click()
  if (department) await menu.getByRole('menuitemradio', { name: department }).click()
  await page.getByRole('button', { name: `演示身份 ${department ?? role}` }).waitFor()
  return page
}

/** Gives an order on the case's page and waits until its sheet has gone. */
async function order(
  page: Page,
  verb: string,
  fill?: (sheet: ReturnType<Page['getByRole']>) => Promise<void>,
) {
  await page
    .getByRole('group', { name: '可办' })
    .getByRole('button', { name: verb, exact: true })
    .click()
  const sheet = page.getByRole('dialog')
  await sheet.waitFor()
  await fill?.(sheet)
  await sheet.locator('button[type=submit]').click()
  await sheet.waitFor({ state: 'detached' })
}

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

it('one case goes from an Open311 report to its rating across four roles, and the wall sees it move', async () => {
  const wall = wallOf((await city.open('/wall', [1440, 900])).page)
  await wall.stream.first().waitFor()

  const title = '文峰路南侧绿化带倒伏'
  const civic = open311Client(`${city.origin}/open311/v2`, 'xml')
  const { id } = await civic.report({
    ...{ api_key: 'demo', service_code: '0102', lat: '31.9801', long: '120.8932' },
    ...{ title, description: `${title}，电话 13812345678`, phone: '13812345678' },
  })
  expect(JSON.stringify(await civic.request(id))).not.toContain('13812345678')

  const line = wall.stream.filter({ hasText: title })
  await line.waitFor({ timeout: 5_000 })
  await line.click()
  await wall.callout.getByText(title).waitFor()
  const onWall = (stage: string) =>
    wall.callout.getByRole('img', { name: new RegExp(`^环节 ${stage}`) }).waitFor()
  await onWall('上报')

  const officer = await somebody(`/cases/${id}`, '值班长')
  await order(officer, '受理')
  await onWall('受理')
  await order(officer, '立案')
  await onWall('立案')
  let department = ''
  await order(officer, '派遣', async (sheet) => {
    const chosen = sheet
      .getByRole('radiogroup', { name: '承办部门' })
      .locator('label:has(input:checked)')
    department = (await chosen.locator('span').textContent()) ?? ''
  })
  await onWall('派遣')

  const leader = await somebody(`/cases/${id}`, '领导')
  await order(leader, '督办', async (sheet) => {
    await sheet.getByRole('textbox').first().fill('分管副市长')
  })
  await leader.getByRole('region', { name: '督办' }).getByText('分管副市长').waitFor()

  const handler = await somebody(`/cases/${id}`, '部门经办', department)
  await order(handler, '签收')
  await onWall('签收')
  await order(handler, '开始处置')
  await onWall('处置')
  await order(handler, '反馈', async (sheet) => {
    await sheet.getByRole('textbox').first().fill('已扶正加固')
    await sheet
      .locator('input[type=file]')
      .setInputFiles({ name: '处置后.png', mimeType: 'image/png', buffer: pixel })
    await sheet
      .getByRole('list', { name: '已选附件' })
      .getByText(/字节|KB|B$/)
      .waitFor()
  })
  await onWall('反馈')

  const verifier = await somebody(`/cases/${id}`, '核查员')
  await verifier.getByRole('region', { name: '附件' }).getByText('处置后.png').waitFor()
  await order(verifier, '核查通过')
  await onWall('核查')
  await order(verifier, '结案')
  await onWall('结案')
  await order(leader, '督办销号', async (sheet) => {
    await sheet.getByRole('textbox').first().fill('已办结')
  })

  const number =
    (await verifier.locator('header.parcel-head .what p span').first().textContent()) ?? ''
  const rated = await city.tell([
    {
      ...{ type: 'case-rated', key: `rated-${id}`, source: 'app', case: number },
      ...{ occurredAt: new Date().toISOString(), rating: 'satisfied' },
    },
  ])
  expect(rated.said).toMatchObject({ accepted: 1 })
  await onWall('评价')
  await verifier.getByRole('region', { name: '评价' }).getByText('满意').waitFor()
  expect((await civic.request(id)).status).toBe('closed')
})
