import type { Bench, Row } from './bench.ts'
import { withServedCity } from './served-city.ts'

/**
 * A change of theme or region in a real browser (software GL): from the tap to the frame after the new
 * figures are drawn. With DATA_DIR naming a demo folder whose history is loaded, on the whole demo.
 */
export default {
  name: 'theme-change',
  run: () =>
    withServedCity(async ({ server, browser }) => {
      const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
      page.setDefaultTimeout(120_000)
      await page.goto(`${server.origin}/wall`)
      await page.waitForFunction(() => performance.getEntriesByName('map-drawn').length > 0)
      const count = await page.locator('nav[aria-label="专题"] button').count()
      const themes: number[] = []
      for (let i = 1; i < count; i += 1)
        themes.push(await tapped(`nav[aria-label="专题"] button`, i))
      const regions: number[] = []
      for (let i = 0; i < 5; i += 1) {
        regions.push(await tapped('ol[aria-label$="排名"] li:not(.more) button', 2 * i))
        await tapped('nav[aria-label="区域路径"] button', 0)
      }
      const rows: Row[] = [
        ...spread('theme tapped → figures painted', themes),
        ...spread('district tapped → figures painted', regions),
      ]
      return rows

      /** Milliseconds from a tap on the nth of these to the painted figures. */
      function tapped(selector: string, nth: number): Promise<number> {
        return page.evaluate(
          async ({ selector, nth }) => {
            const button = document.querySelectorAll<HTMLElement>(selector)[nth]
            if (!button) throw new Error(`No ${selector} ${nth}`)
            performance.clearMarks('figures-painted')
            const start = performance.now()
            button.click()
            for (;;) {
              await new Promise((resolve) => setTimeout(resolve, 4))
              const [mark] = performance.getEntriesByName('figures-painted')
              if (mark) {
                await new Promise((resolve) => setTimeout(resolve, 3000))
                return mark.startTime - start
              }
              if (performance.now() - start > 30_000) throw new Error('Never painted.')
            }
          },
          { selector, nth },
        )
      }
    }),
} satisfies Bench

function spread(what: string, times: readonly number[]): Row[] {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN
  return [
    { what: `${what}, median of ${times.length}`, value: at(0.5), unit: 'ms', goal: 'at most 300' },
    { what: `${what}, worst`, value: at(1), unit: 'ms' },
  ]
}
