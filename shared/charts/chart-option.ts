import type { EChartsOption } from 'echarts'
import type { Panel } from '../analysis/views/model.ts'
import { clockHeight, clockOption } from './clock.ts'
import { heatHeight, heatOption } from './heat.ts'
import { mapOption } from './map.ts'
import { multiplesHeight, multiplesOption } from './multiples.ts'
import { rankHeight, rankOption } from './rank.ts'
import { scatterOption } from './scatter.ts'
import { spreadOption } from './spread.ts'
import type { ChartBox, ChartStyle } from './style.ts'
import { trendOption } from './trend.ts'

/** A panel that is drawn; a table is rows, not a picture. */
export type DrawnPanel = Exclude<Panel, { kind: 'table' }>

type Of<K> = Extract<DrawnPanel, { kind: K }>
interface Factory<P> {
  option(panel: P, style: ChartStyle, box: ChartBox): EChartsOption
  height(panel: P, style: ChartStyle, box: ChartBox): number
}
const lines =
  (count: number) =>
  (_: unknown, style: ChartStyle): number =>
    count * style.text

const factories: { [K in DrawnPanel['kind']]: Factory<Of<K>> } = {
  trend: { option: trendOption, height: lines(22) },
  rank: { option: rankOption, height: rankHeight },
  multiples: { option: multiplesOption, height: multiplesHeight },
  heat: { option: heatOption, height: heatHeight },
  clock: { option: clockOption, height: clockHeight },
  scatter: { option: scatterOption, height: lines(22) },
  spread: { option: spreadOption, height: lines(22) },
  map: { option: mapOption, height: lines(30) },
}
const factoryOf = (panel: DrawnPanel) => factories[panel.kind] as Factory<DrawnPanel>

/** The chart of a panel (图), the same on screen and in files. A map needs its `mapSource` registered. */
export const chartOption = (panel: DrawnPanel, style: ChartStyle, box: ChartBox): EChartsOption =>
  factoryOf(panel).option(panel, style, box)

/** The least height in which everything of a panel can be read at this width, pixels. */
export const chartHeight = (
  panel: DrawnPanel,
  style: ChartStyle,
  box: Omit<ChartBox, 'height'>,
): number => factoryOf(panel).height(panel, style, { ...box, height: 0 })
