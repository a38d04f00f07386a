import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { theCity } from './the-city.ts'
import type { WatchedPage } from './watched-page.ts'

const city = theCity({ map: 'still' })
let opened: WatchedPage
beforeEach(async () => {
  opened = await city.open('/intake', [1440, 900])
  await intakeOf(opened.page).becomeOfficer.click()
})

/** What a duty officer finds on the intake page, by role and label. */
function intakeOf(page: Page) {
  const detail = page.getByRole('complementary', { name: '待更正详情' })
  return {
    becomeOfficer: page.getByRole('button', { name: '以值班长身份继续' }),
    file: page.getByLabel('选择文件'),
    columns: page.getByRole('table', { name: '字段对应' }),
    columnOf: (field: string) => page.getByLabel(field, { exact: true }),
    unread: page.getByRole('region', { name: '不读的列' }),
    tryOut: page.getByRole('button', { name: '试运行' }),
    run: page.getByRole('button', { name: /^导入 \d/ }),
    issues: page.getByRole('region', { name: '问题' }).getByRole('row'),
    download: page.getByRole('link', { name: '下载未入库行' }),
    toLetters: page.getByRole('link', { name: '去待更正' }),
    letters: page.getByRole('list', { name: '待更正清单' }).getByRole('button'),
    detail,
    fieldOf: (name: string) => detail.getByLabel(name),
    correct: detail.getByRole('button', { name: '提交更正' }),
    seeCase: detail.getByRole('link', { name: '看案件' }),
  }
}

/** A table as a hotline exports it on Windows: GBK, local times, a column of telephones. */
const gbk = (rows: readonly string[][]): Buffer => {
  const bytes = new Map<string, number[]>()
  const decoder = new TextDecoder('gbk')
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const glyph = decoder.decode(Uint8Array.of(lead, trail))
      if (glyph.length === 1 && !bytes.has(glyph)) bytes.set(glyph, [lead, trail])
    }
  const text = rows.map((row) => row.join(',')).join('\r\n')
  return Buffer.from([...text].flatMap((c) => (c < '\x80' ? [c.charCodeAt(0)] : bytes.get(c)!)))
}

describe('the intake page', () => {
  it('takes a GBK table in step by step, and its refused row after a correction', async () => {
    const { page } = opened
    const intake = intakeOf(page)
    const stamp = String(Date.now()).slice(-7)
    const at = new Date(Date.now() - 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
    const title = `导入测试井盖缺失${stamp}`
    const buffer = gbk([
      ['编号', '发生', '诉求标题', '属地', '联系电话'],
      [`E${stamp}1`, at, title, '崇川区', '13800138000'],
      [`E${stamp}2`, '昨天下午', `时间写错${stamp}`, '崇川区', '13800138001'],
    ])
    await intake.file.setInputFiles({ name: '热线.csv', mimeType: 'text/csv', buffer })

    await intake.columns.waitFor()
    await intake.unread.getByText('联系电话').waitFor()
    await intake.columnOf('工单编号').selectOption('编号')
    await intake.columnOf('诉求时间').selectOption('发生')
    await intake.columnOf('时区').fill('UTC')
    await intake.columnOf('时区').press('Tab')
    await intake.tryOut.click()
    await intake.issues.filter({ hasText: '昨天下午' }).waitFor()
    await intake.run.click()
    await page.getByRole('heading', { name: /^已导入/ }).waitFor()
    const saved = page.waitForEvent('download')
    await intake.download.click()
    expect((await saved).suggestedFilename()).toMatch(/\.csv$/)

    await intake.toLetters.click()
    await intake.letters.filter({ hasText: `E${stamp}2` }).click()
    await intake.detail.getByText(/第 3 行/).waitFor()
    expect(await intake.detail.textContent()).not.toContain('1380013')
    await intake.fieldOf('发生时间').fill(new Date(Date.now() - 60_000).toISOString())
    await intake.fieldOf('发生时间').press('Tab')
    await intake.correct.click()
    await page.getByText('已收下，已按原来源与原 key 入库').waitFor()
    await intake.seeCase.click()
    await page.waitForURL(/\/cases\/\d+/)

    await page.goto(`${city.origin}/cases`)
    await page.getByText(title).first().waitFor()
    await page.getByText(`时间写错${stamp}`).first().waitFor()
  })

  it('shows what a source could not say, and leaves it alone for a reason', async () => {
    const { page } = opened
    const key = `bad-${Date.now()}`
    const { status } = await city.tell([
      { type: 'case-closed', source: 'iot', key, case: key, occurredAt: 'x' },
    ])
    expect(status).toBe(422)
    await page.getByRole('tab', { name: '待更正' }).click()
    const intake = intakeOf(page)
    await intake.letters.filter({ hasText: key }).click()
    await intake.detail.getByRole('button', { name: '不再处理' }).click()
    await intake.detail.getByLabel('不再处理的理由').fill('传感器调试')
    await intake.detail.getByRole('button', { name: '确定' }).click()
    await intake.detail.getByText('传感器调试').waitFor()
    await intake.letters.filter({ hasText: key }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '不再处理', pressed: false }).first().click()
    await intake.letters.filter({ hasText: key }).waitFor()
  })
})
