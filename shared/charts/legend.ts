import { legendRows, type Classes } from '../indicators/classify.ts'
import { hatched, rect, text, type Drawn } from './plot.ts'
import type { ChartStyle } from './style.ts'
import { figureText, widthOf } from './words.ts'

/** Height of the legend of classes. */
export const legendHeight = (style: ChartStyle): number => style.small * 2.2

/** The legend of classes (分级图例): a swatch for each class with its bounds, and hatched 无数据. */
export function classLegend(
  classes: Classes,
  head: { unit: string; decimals: number },
  place: { x: number; y: number; width: number },
  style: ChartStyle,
): Drawn[] {
  const [size, gap] = [style.small, style.small * 0.4]
  const { decimals } = head
  const items = legendRows(classes).map(({ step, from, to }) => ({
    color: style.ramp[step] ?? style.missing,
    words:
      from === null && to === null
        ? figureText(classes.min, decimals)
        : from === null
          ? `< ${figureText(to, decimals)}`
          : to === null
            ? `≥ ${figureText(from, decimals)}`
            : `${figureText(from, decimals)}–${figureText(to, decimals)}`,
  }))
  const drawn: Drawn[] = []
  let x = place.x
  let y = place.y + size
  const room = (words: string): number => {
    const width = size + gap + widthOf(words, style.small) + style.small
    if (x + width > place.x + place.width && x > place.x) [x, y] = [place.x, y + size * 1.5]
    return width
  }
  const put = (swatch: (x: number, y: number) => Drawn, words: string): void => {
    const width = room(words)
    drawn.push(swatch(x, y - size / 2), text(words, x + size + gap, y, style))
    x += width
  }
  for (const { color, words } of items) put((a, b) => rect(a, b, size, size, color), words)
  put((a, b) => hatched(a, b, size, size, style), '无数据或不显示')
  return drawn
}
