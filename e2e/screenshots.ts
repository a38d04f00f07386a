/**
 * Pictures of the wall for the documentation: `tsx e2e/screenshots.ts http://127.0.0.1:8080 [folder] [district]`.
 * Takes the city, three hours ago and one district (by name, else the first-ranked), at 16:9 and at 32:9, from a running demo server.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../test/browser.ts'

const [origin, folder = 'docs/screens', district = ''] = process.argv.slice(2)
if (!origin) {
  console.error('Usage: tsx e2e/screenshots.ts http://127.0.0.1:8080 [folder] [district]')
  process.exit(1)
}
mkdirSync(folder, { recursive: true })

const screens = [
  { name: 'wall', width: 1920, height: 1080 },
  { name: 'wall-ultrawide', width: 3840, height: 1080 },
]

async function take(browser: Browser, screen: (typeof screens)[number]) {
  const page = await browser.newPage({ viewport: screen })
  page.setDefaultTimeout(120_000)
  const save = async (name: string) => {
    await page.waitForFunction(() => performance.getEntriesByName('map-drawn').length > 0)
    // The software renderer needs a moment for its last frame; there is no event for it.
    await page.waitForTimeout(5_000)
    await page.screenshot({ path: join(folder, `${name}.png`) })
    console.log(`${name}.png`)
  }
  await page.goto(new URL('/wall', origin).href)
  const districts = page.getByRole('list', { name: /排名$/ }).getByRole('button')
  await districts.first().waitFor()
  await save(screen.name)
  const strip = page.getByRole('slider', { name: '24小时受理' })
  await strip.focus()
  for (let i = 0; i < 12; i += 1) await strip.press('ArrowLeft')
  await save(`${screen.name}-replay`)
  await strip.press('End')
  await districts.filter({ hasText: district }).first().click()
  await page.waitForURL(/region=/)
  await save(`${screen.name}-district`)
  await page.close()
}

const browser = await openBrowser()
try {
  for (const screen of screens) await take(browser, screen)
} finally {
  await browser.close()
}
