import { stepOf, type Classes } from '../indicators/classify.ts'
import * as on from './plot.ts'
import type { ChartStyle } from './style.ts'

interface Custom {
  coord(value: [number, number]): [number, number]
  size(value: [number, number]): [number, number]
}

/**
 * Cells of a heat map (热力格): a known value in the colour of its class, a missing one hatched. Of very
 * many, those of one class in a row are one shape, so that a year of days by 111 regions stays light.
 */
export function cellSeries(
  rows: readonly (readonly (number | null)[])[],
  classes: Classes,
  style: ChartStyle,
): object[] {
  const cells = rows.reduce((sum, row) => sum + row.length, 0)
  const runs = rows.flatMap((row, y) => runsOf(row, y, classes, cells > mostSingle))
  return [
    {
      ...{ type: 'custom', data: runs.map(({ from, to, y }) => [from, y, to]), z: 1 },
      ...{ encode: { x: 0, y: 1 }, animation: false, progressive: 0 },
      renderItem: ({ dataIndex }: { dataIndex: number }, api: Custom) => {
        const run = runs[dataIndex]
        if (!run) return null
        const [x0, y0] = api.coord([run.from, run.y])
        const [x1] = api.coord([run.to, run.y])
        const [width, height] = api.size([1, 1])
        const missing = run.step === null
        const gap = Math.min(style.hair, height / 6)
        return {
          type: 'rect',
          shape: {
            ...{ x: x0 - width / 2, y: y0 - height / 2 },
            ...{ width: x1 - x0 + width, height: height - gap },
          },
          style: missing
            ? { fill: style.missing, decal: on.decalOf(style) }
            : { fill: style.ramp[run.step ?? 0] },
        }
      },
    },
  ]
}

/** More cells than these are drawn in runs. */
export const mostSingle = 4_000

interface Run {
  y: number
  from: number
  to: number
  step: number | null
}

/** Neighbours of one class; `to` includes. */
export function runsOf(
  row: readonly (number | null)[],
  y: number,
  classes: Classes,
  merged: boolean,
): Run[] {
  const runs: Run[] = []
  row.forEach((value, x) => {
    const step = stepOf(classes, value)
    const last = runs.at(-1)
    if (merged && last && last.step === step) last.to = x
    else runs.push({ y, from: x, to: x, step })
  })
  return runs
}
