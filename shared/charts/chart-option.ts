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

/** The chart of a panel (图), the same on screen and in files. A map needs its `mapSource` registered. */
export function chartOption(panel: DrawnPanel, style: ChartStyle, box: ChartBox): EChartsOption {
  switch (panel.kind) {
    case 'trend':
      return trendOption(panel, style, box)
    case 'rank':
      return rankOption(panel, style, box)
    case 'multiples':
      return multiplesOption(panel, style, box)
    case 'heat':
      return heatOption(panel, style, box)
    case 'clock':
      return clockOption(panel, style, box)
    case 'scatter':
      return scatterOption(panel, style, box)
    case 'spread':
      return spreadOption(panel, style, box)
    case 'map':
      return mapOption(panel, style, box)
  }
}

/** The least height in which everything of a panel can be read at this width, pixels. */
export function chartHeight(
  panel: DrawnPanel,
  style: ChartStyle,
  { width, heading }: Omit<ChartBox, 'height'>,
): number {
  const box = { width, height: 0, ...(heading && { heading }) }
  switch (panel.kind) {
    case 'rank':
      return rankHeight(panel, style, box)
    case 'multiples':
      return multiplesHeight(panel, style, box)
    case 'heat':
      return heatHeight(panel, style, box)
    case 'clock':
      return clockHeight(panel, style, box)
    case 'map':
      return 30 * style.text
    default:
      return 22 * style.text
  }
}
