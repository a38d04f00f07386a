import * as echarts from 'echarts'
import type { Panel, RefusedPanel } from '../../../shared/analysis/views/model.ts'
import { chartHeight, chartOption, type DrawnPanel } from '../../../shared/charts/chart-option.ts'
import { mapName, mapSource } from '../../../shared/charts/map.ts'
import type { ChartStyle } from '../../../shared/charts/style.ts'
import type { ViewPanels } from './view-panels.ts'

/** One panel as vectors (矢量图). */
export interface Drawing {
  title: string
  svg: string
  width: number
  height: number
}

/** Panels that have a picture: a table is rows. */
export const isDrawn = (panel: Panel | RefusedPanel): panel is DrawnPanel =>
  panel.kind !== 'refused' && panel.kind !== 'table'

/**
 * Draws a panel (画图) by the screen's own option factory and ECharts' SVG renderer; `index` numbers what
 * it defines, so that the same panel is the same text wherever and whenever it is drawn.
 */
export function drawPanel(
  panel: DrawnPanel,
  style: ChartStyle,
  size: { width: number; height?: number; heading: boolean },
  outlines: ViewPanels['outlines'],
  index: number,
): Drawing | null {
  if (panel.kind === 'map' && !registerMap(panel.level, outlines)) return null
  const { width, heading } = size
  const least = Math.ceil(chartHeight(panel, style, { width, heading }))
  const height = Math.max(least, size.height ?? 0)
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    const option = chartOption(panel, style, { width, height, heading })
    chart.setOption({ ...option, animation: false })
    const svg = renamed(chart.renderToSVGString(), `p${index}`)
    return { title: panel.title, svg, width, height }
  } finally {
    chart.dispose()
  }
}

/** ECharts numbers what it defines on and on; here from the first again, in the order of the text. */
function renamed(svg: string, prefix: string): string {
  const names = new Map<string, string>()
  return svg.replace(/\bzr\d+-[a-z]+-?\d+\b/g, (name) => {
    const known = names.get(name) ?? `${prefix}-${names.size}`
    names.set(name, known)
    return known
  })
}

/** Whether there are outlines to draw on. */
function registerMap(
  level: Parameters<typeof mapSource>[0],
  outlines: ViewPanels['outlines'],
): boolean {
  const features = outlines(level)
  if (features === null || features.features.length === 0) return false
  const source = mapSource(level, features)
  echarts.registerMap(mapName(level), source.geoJSON as Parameters<typeof echarts.registerMap>[1])
  return true
}
