import type { EChartsOption } from 'echarts'
import { isTooShort } from '../analysis/statistics.ts'
import type { MapPanel } from '../analysis/views/model.ts'
import { absenceWords } from '../indicators/absence-words.ts'
import { classLegend, legendHeight } from './legend.ts'
import * as on from './plot.ts'
import type { ChartBox, ChartStyle } from './style.ts'
import { figureText, saidOf } from './words.ts'

/** Outlines with the regions' ids, as the city pack draws them. */
export interface MapOutlines {
  type: 'FeatureCollection'
  features: readonly {
    type: 'Feature'
    properties: { id: number; name: string } | null
    geometry: { type: string; coordinates: unknown }
  }[]
}

/** The name that a level's outlines are registered under (`echarts.registerMap`). */
export const mapName = (level: MapPanel['level']): string => `regions-${level}`

/** What to register before a map is drawn (底图): outlines by region id. */
export const mapSource = (level: MapPanel['level'], outlines: MapOutlines) => ({
  name: mapName(level),
  geoJSON: {
    type: 'FeatureCollection' as const,
    features: outlines.features.map((feature) => ({
      ...feature,
      properties: { ...feature.properties, name: String(feature.properties?.id ?? '') },
    })),
  },
})

/** A degree of longitude is shorter than one of latitude: about so much at the latitudes of the city. */
const flattening = 0.85

/** 地图: the latest whole period by region in classes, with the names of what is shown; boundaries are 示意. */
export function mapOption(panel: MapPanel, style: ChartStyle, box: ChartBox): EChartsOption {
  const heading = on.headingOf(panel, style, box)
  const spots = hotSpotsOf(panel)
  const line = style.small * 1.6
  const words = [
    `${panel.period.label}${panel.period.partial ? '（至今）' : ''}　　示意边界 · 非法定界线`,
    ...spots.words,
  ]
  const top = heading.height + words.length * line + style.small * 0.5
  const few = panel.regions.length <= 20
  return {
    ...on.common(style),
    tooltip: { ...on.tipOf(style), trigger: 'item', formatter: tipWords(panel) },
    series: [
      {
        ...{ type: 'map', map: mapName(panel.level), aspectScale: flattening },
        ...{ left: 0, right: 0, top, bottom: legendHeight(style) + style.small },
        preserveAspect: 'contain',
        ...{ selectedMode: false, roam: false, silent: style.still },
        itemStyle: { areaColor: style.raised, borderColor: style.paper, borderWidth: style.hair },
        label: { show: false },
        emphasis: {
          disabled: style.still,
          label: { show: false },
          itemStyle: { areaColor: 'inherit', borderColor: style.ink, borderWidth: style.stroke },
        },
        data: panel.regions.map(({ region, name, value, absence, step }) => ({
          ...{ name: String(region), value: value ?? undefined },
          itemStyle: {
            ...(step === null
              ? { areaColor: style.missing, decal: on.decalOf(style) }
              : { areaColor: style.ramp[step] }),
            ...(spots.of(region) !== 'none' && {
              ...{ borderColor: style.ink, borderWidth: style.stroke },
              borderType: spots.of(region) === 'cold' ? [3, 3] : 'solid',
            }),
          },
          label: {
            show: few || spots.of(region) !== 'none',
            formatter: `${name}\n${value === null ? absenceWords[absence ?? 'no-data'] : figureText(value, panel.decimals)}`,
            ...{ fontFamily: style.fontNum, fontSize: style.small, lineHeight: style.small * 1.2 },
            color: step === null ? style.ink : style.onRamp[step],
            textBorderColor: step === null ? style.missing : style.ramp[step],
            textBorderWidth: style.small / 4,
          },
        })),
        labelLayout: { hideOverlap: true },
      },
    ],
    graphic: [
      ...heading.drawn,
      ...words.map((one, i) =>
        on.text(one, 0, heading.height + (i + 0.5) * line, style, { color: style.ink3 }),
      ),
      ...classLegend(
        panel.classes,
        panel,
        { x: 0, y: box.height - legendHeight(style), width: box.width },
        style,
      ),
    ],
  } as EChartsOption
}

/** 热点 and 冷点 by region, and what they are in words. */
function hotSpotsOf({ hotSpots, regions }: MapPanel) {
  const none = { of: (): 'none' => 'none', words: [] as string[] }
  if (hotSpots === null) return none
  const { result } = hotSpots
  if (isTooShort(result)) return { ...none, words: [result.tooShort] }
  const drawn = new Set(regions.map(({ region }) => region))
  const areas = result.areas.filter(({ id }) => drawn.has(id))
  if (areas.length === 0) return { ...none, words: ['热点按下级区域计算，本图没有这一级，未画'] }
  const kinds = new Map(areas.map(({ id, kind }) => [id, kind]))
  const count = (kind: 'hot' | 'cold') => areas.filter((area) => area.kind === kind).length
  return {
    of: (region: number) => kinds.get(region) ?? 'none',
    words: [
      `粗实线：热点 ${count('hot')} 个；粗虚线：冷点 ${count('cold')} 个（Gi*，错误发现率 ${result.rate * 100}%）`,
    ],
  }
}

const tipWords =
  (panel: MapPanel) =>
  (given: unknown): string => {
    const { name } = given as { name: string }
    const region = panel.regions.find((one) => String(one.region) === name)
    if (!region) return ''
    const said = saidOf(region.value, region.absence, panel)
    return `${on.plain(region.name)}　<b>${on.plain(said)}</b>`
  }
