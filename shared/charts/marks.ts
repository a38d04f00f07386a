import type { Mark } from '../analysis/views/model.ts'
import { lanesOf } from './dodge.ts'
import { stroked, text, type Drawn, type Plot } from './plot.ts'
import type { ChartStyle } from './style.ts'
import { fitted, widthOf } from './words.ts'

/** At most so many lines of words above a plot; what finds no room keeps its mark without words. */
const mostLanes = 3

export interface PlacedMarks {
  /** Height that the words need above the plot. */
  room: number
  draw(plot: Plot): Drawn[]
}

/** Annotations over a plot (批注): a day is a line with a ring, an interval a band; each with its words. */
export function placeMarks(
  marks: readonly Mark[],
  x: (i: number, plot: Plot) => number,
  guess: Plot,
  style: ChartStyle,
): PlacedMarks {
  const line = style.small * 1.5
  const most = guess.width / 3
  const words = marks.map(({ annotation }) => fitted(annotation.title, style.small, most))
  const spans = marks.map((mark, i) => {
    const width = widthOf(words[i] ?? '', style.small) + style.small
    const at = startOf(mark, x, guess, width)
    return { from: at, to: at + width }
  })
  const lanes = lanesOf(spans, mostLanes)
  const used = Math.max(0, ...lanes.map((lane) => (lane ?? -1) + 1))
  return {
    room: used * line,
    draw: (plot) =>
      marks.flatMap((mark, i) => {
        const lane = lanes[i] ?? null
        const top = plot.top - (lane === null ? 0 : (lane + 0.5) * line)
        const [from, to] = [x(mark.first, plot), x(mark.last, plot)]
        const foot = plot.top + plot.height
        const at = spans[i]?.from ?? from
        const said = words[i] ?? ''
        return [
          ...(mark.point || from === to
            ? [
                stroked(
                  [
                    [from, top],
                    [from, foot],
                  ],
                  style.ink3,
                  style.hair,
                  [2, 3],
                ),
                ring(from, plot.top + style.small / 2, style),
              ]
            : [
                { ...band(from, to, plot, style) },
                stroked(
                  [
                    [from, top],
                    [from, foot],
                  ],
                  style.ink3,
                  style.hair,
                  [2, 3],
                ),
                stroked(
                  [
                    [to, plot.top],
                    [to, foot],
                  ],
                  style.ink3,
                  style.hair,
                  [2, 3],
                ),
              ]),
          ...(lane === null
            ? []
            : [
                text(said, at + style.small * 0.35, top, style, {
                  color: style.ink,
                  ground: style.paper,
                }),
              ]),
        ]
      }),
  }
}

/** Words begin at their mark, or end there where the plot ends. */
function startOf(
  mark: Mark,
  x: (i: number, plot: Plot) => number,
  plot: Plot,
  width: number,
): number {
  const from = x(mark.first, plot)
  return from + width > plot.left + plot.width ? Math.max(plot.left, from - width) : from
}

const ring = (x: number, y: number, style: ChartStyle): Drawn => ({
  ...{ type: 'circle', silent: true, z: 61 },
  shape: { cx: x, cy: y, r: style.small * 0.27 },
  style: { fill: style.paper, stroke: style.ink, lineWidth: style.stroke * 0.75 },
})

const band = (from: number, to: number, plot: Plot, style: ChartStyle): Drawn => ({
  ...{ type: 'rect', silent: true, z: -1 },
  shape: { x: from, y: plot.top, width: to - from, height: plot.height },
  style: { fill: style.ink3, opacity: 0.1 },
})
