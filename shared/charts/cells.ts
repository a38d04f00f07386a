import { stepOf, type Classes } from '../indicators/classify.ts'
import * as on from './plot.ts'
import type { ChartStyle } from './style.ts'

interface Custom {
  coord(value: [number, number]): [number, number]
  size(value: [number, number]): [number, number]
}

/**
 * Cells of a heat map (热力格): a known value in the colour of its class, a missing one hatched. Of very
 * many, all those of one class in a row are one shape, so that a year of days by 111 regions stays light.
 */
export function cellSeries(
  rows: readonly (readonly (number | null)[])[],
  classes: Classes,
  style: ChartStyle,
): object[] {
  const cells = rows.reduce((sum, row) => sum + row.length, 0)
  const strips = rows.flatMap((row, y) => stripsOf(row, y, classes, cells > mostSingle))
  const data = strips.map(({ y, runs }) => [runs[0]?.from ?? 0, y, runs.at(-1)?.to ?? 0])
  return [
    {
      ...{ type: 'custom', data, z: 1 },
      ...{ encode: { x: 0, y: 1 }, animation: false, progressive: 0 },
      renderItem: ({ dataIndex }: { dataIndex: number }, api: Custom) => {
        const strip = strips[dataIndex]
        if (!strip) return null
        const { y, step, runs } = strip
        const [middle, across] = api.coord([0, y])
        const [width, height] = api.size([1, 1])
        const x = (i: number): number => rounded(middle + (i - 0.5) * width)
        const top = rounded(across - height / 2)
        const bottom = rounded(top + height - Math.min(style.hair, height / 6))
        const left = x(runs[0]?.from ?? 0)
        const shape = { x: left, y: top, width: x((runs.at(-1)?.to ?? 0) + 1) - left }
        const pathData = runs
          .map(({ from, to }) => `M${x(from)} ${top}H${x(to + 1)}V${bottom}H${x(from)}Z`)
          .join('')
        return {
          type: runs.length === 1 ? 'rect' : 'path',
          shape: {
            ...{ ...shape, height: bottom - top },
            ...(runs.length > 1 && { pathData, layout: 'cover' }),
          },
          style:
            step === null
              ? { fill: style.missing, decal: on.decalOf(style) }
              : { fill: style.ramp[step] },
        }
      },
    },
  ]
}

/** To the hundredth of a pixel. */
const rounded = (pixels: number): number => Math.round(pixels * 100) / 100

/** More cells than these are drawn together. */
const mostSingle = 4_000

/** Cells of one class in a row: runs of neighbours, whose `to` includes. */
interface Strip {
  y: number
  step: number | null
  runs: { from: number; to: number }[]
}

function stripsOf(
  row: readonly (number | null)[],
  y: number,
  classes: Classes,
  merged: boolean,
): Strip[] {
  if (!merged)
    return row.map((value, x) => ({ y, step: stepOf(classes, value), runs: [{ from: x, to: x }] }))
  const strips = new Map<number | null, Strip>()
  row.forEach((value, x) => {
    const step = stepOf(classes, value)
    const strip = strips.get(step) ?? { y, step, runs: [] }
    strips.set(step, strip)
    const last = strip.runs.at(-1)
    if (last?.to === x - 1) last.to = x
    else strip.runs.push({ from: x, to: x })
  })
  return [...strips.values()]
}
