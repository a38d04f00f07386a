import type { EChartsOption } from 'echarts'
import type { PanelHead, ValueAxis, ViewPeriod } from '../analysis/views/model.ts'
import type { ChartBox, ChartStyle } from './style.ts'
import { fitted, tickText, widthOf } from './words.ts'

/** Where the data lie in the box (绘图区), pixels. */
export interface Plot {
  left: number
  top: number
  width: number
  height: number
}

/** What a chart may draw in pixels over its data. */
export type Drawn = Record<string, unknown>

export const gridOf = ({ left, top, width, height }: Plot) => ({
  ...{ left, top, width, height },
  outerBoundsMode: 'none' as const,
})

/** The middle of a period's place: at the edges of the plot (`band` false) or of its own band. */
export const xOf =
  (plot: Plot, count: number, band = false) =>
  (i: number): number =>
    band
      ? plot.left + ((i + 0.5) * plot.width) / Math.max(1, count)
      : plot.left + (count < 2 ? plot.width / 2 : (i * plot.width) / (count - 1))

export const yOf =
  (plot: Plot, axis: { min: number; max: number }) =>
  (value: number): number =>
    plot.top + plot.height * (1 - (value - axis.min) / (axis.max - axis.min || 1))

/** Title and cautions inside the picture (图题), and the height that they take. */
export function headingOf(
  head: Pick<PanelHead, 'title' | 'cautions'> & { unit?: string },
  style: ChartStyle,
  box: ChartBox,
): { height: number; drawn: Drawn[] } {
  if (box.heading !== true) return { height: 0, drawn: [] }
  const big = style.text * 1.25
  const unit = head.unit ? `（${head.unit}）` : ''
  const line = style.small * 1.5
  const words = head.cautions.map((text) => fitted(text, style.small, box.width))
  return {
    height: big * 1.6 + words.length * line + style.text * 0.5,
    drawn: [
      text(fitted(`${head.title}${unit}`, big, box.width), 0, big * 0.8, style, {
        ...{ size: big, weight: 600, color: style.ink },
      }),
      ...words.map((one, i) =>
        text(one, 0, big * 1.6 + (i + 0.5) * line, style, { color: style.ink3 }),
      ),
    ],
  }
}

/** Words at a place, by default small, quiet and from there to the right; `y` is their middle. */
export function text(
  words: string,
  x: number,
  y: number,
  style: ChartStyle,
  look: {
    size?: number
    weight?: number
    color?: string
    align?: 'left' | 'center' | 'right'
    /** A ground behind the words, so that a line does not cross them. */
    ground?: string
  } = {},
): Drawn {
  return {
    ...{ type: 'text', silent: true, x, y, z: 60 },
    style: {
      text: words,
      ...{ x: 0, y: 0, verticalAlign: 'middle', align: look.align ?? 'left' },
      fill: look.color ?? style.ink2,
      fontFamily: style.fontNum,
      fontSize: look.size ?? style.small,
      fontWeight: look.weight ?? 400,
      ...(look.ground && { stroke: look.ground, lineWidth: style.small / 4 }),
    },
  }
}

export const stroked = (
  points: readonly (readonly [number, number])[],
  color: string,
  width: number,
  dash?: readonly number[],
): Drawn => ({
  type: 'polyline',
  silent: true,
  z: 20,
  shape: { points },
  style: { stroke: color, fill: 'none', lineWidth: width, ...(dash && { lineDash: dash }) },
})

export const rect = (x: number, y: number, width: number, height: number, fill: string): Drawn => ({
  ...{ type: 'rect', silent: true, z: 10 },
  shape: { x, y, width, height },
  style: { fill },
})

/** A hatched rectangle (斜线): what is missing. */
export function hatched(
  x: number,
  y: number,
  width: number,
  height: number,
  style: ChartStyle,
): Drawn {
  const step = style.small / 2.4
  const lines: Drawn[] = []
  for (let at = step / 2; at < width + height; at += step) {
    const from: [number, number] = at < height ? [x, y + at] : [x + at - height, y + height]
    const to: [number, number] = at < width ? [x + at, y] : [x + width, y + at - width]
    lines.push(stroked([from, to], style.missingLine, style.hair))
  }
  const ground = rect(x, y, width, height, style.missing)
  return { type: 'group', silent: true, children: [ground, ...lines] }
}

/** The tile that ECharts lays over what is missing. */
export const decalOf = (style: ChartStyle) => ({
  ...{ symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 4], rotation: -Math.PI / 4 },
  color: style.missingLine,
})

/** Room on the left for the words of a value axis. */
export const axisRoom = (axis: ValueAxis, style: ChartStyle): number =>
  Math.max(
    ...[axis.min, axis.max, (axis.min + axis.max) / 2].map((v) =>
      widthOf(tickText(v), style.small),
    ),
  ) + style.small

/** The value axis: round numbers, quiet rules; a cut one is drawn with its break. */
export function valueAxisOf(axis: ValueAxis, style: ChartStyle, index = 0): Drawn {
  return {
    ...{ type: 'value', gridIndex: index, min: axis.min, max: axis.max },
    interval: stepOf(axis),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...labelOf(style), formatter: tickText },
    splitLine: { lineStyle: { color: style.line, width: style.hair } },
  }
}

/** The step that divides an axis into about four on round numbers. */
function stepOf({ min, max }: ValueAxis): number {
  const round = (value: number): boolean => {
    const share = value / 10 ** Math.floor(Math.log10(value))
    return [1, 2, 2.5, 5, 10].some((one) => Math.abs(share - one) < 1e-6)
  }
  const parts = [4, 5, 3, 6, 2, 7, 8].find((n) => round((max - min) / n)) ?? 4
  return (max - min) / parts || 1
}

export const labelOf = (style: ChartStyle) => ({
  ...{ color: style.ink3, fontFamily: style.fontNum, fontSize: style.small },
})

/** The axis of periods; so many labels as find room, the first where none of it is cut off. */
export function periodAxisOf(
  periods: readonly Pick<ViewPeriod, 'label'>[],
  plot: Plot,
  style: ChartStyle,
  band = false,
): Drawn {
  const step = labelStep(periods, plot.width, style)
  const x = xOf(plot, periods.length, band)
  const whole = periods.findIndex(({ label }, i) => x(i) >= widthOf(label, style.small) / 2)
  const first = Math.max(0, whole)
  return {
    ...{ type: 'category', data: periods.map(({ label }) => label), boundaryGap: band },
    axisTick: { show: false },
    axisLine: { onZero: false, lineStyle: { color: style.line2, width: style.hair } },
    axisLabel: {
      ...{ ...labelOf(style), margin: style.small * 0.7, hideOverlap: false },
      interval: (i: number) => i >= first && (i - first) % step === 0,
    },
  }
}

/** Every how many periods a label finds room. */
export function labelStep(
  periods: readonly Pick<ViewPeriod, 'label'>[],
  width: number,
  style: ChartStyle,
): number {
  const widest = Math.max(1, ...periods.map(({ label }) => widthOf(label, style.small)))
  const room = Math.max(1, Math.floor(width / (widest + style.small * 1.5)))
  return Math.max(1, Math.ceil(periods.length / room))
}

/** The mark of a cut axis (断轴): a zigzag at its foot, and the words. */
export function cutMark(plot: Plot, style: ChartStyle): Drawn[] {
  const foot = plot.top + plot.height
  const w = style.small * 0.35
  const zigzag: [number, number][] = [
    [plot.left, foot],
    [plot.left, foot - w],
    [plot.left - w, foot - w * 1.7],
    [plot.left + w, foot - w * 2.9],
    [plot.left, foot - w * 3.6],
    [plot.left, foot - w * 5],
  ]
  return [
    stroked(zigzag, style.ink2, style.hair * 1.25),
    text('纵轴不从 0 起', plot.left + w * 3, foot - w * 2.4, style, {
      ...{ color: style.ink2, ground: style.paper },
    }),
  ]
}

/** What every chart has: nothing moves, and on screen a pointer is answered. */
export const common = (style: ChartStyle): EChartsOption => ({
  animation: false,
  textStyle: { fontFamily: style.fontNum, fontSize: style.small, color: style.ink2 },
  ...(style.still && { backgroundColor: style.paper }),
})

/** The look of what a pointer is told. */
export const tipOf = (style: ChartStyle) => ({
  show: !style.still,
  confine: true,
  transitionDuration: 0,
  backgroundColor: style.raised,
  borderColor: style.line2,
  borderWidth: style.hair,
  padding: [style.text * 0.4, style.text * 0.7],
  textStyle: { color: style.ink, fontFamily: style.fontNum, fontSize: style.small },
})

/** Words inside what a pointer is told can't be markup. */
export const plain = (words: string): string =>
  words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
