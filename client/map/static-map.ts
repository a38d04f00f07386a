import { calloutPlace } from './callout-place.ts'
import { compose } from './compose/compose.ts'
import { figureText } from './compose/labels.ts'
import type { StageModel, StageView } from './compose/model.ts'
import type { LngLat } from './projection.ts'
import { project } from './projection.ts'
import type { CalloutPlace } from './stage-types.ts'
import { hatchKinds, symbolOf, type HatchKind } from './symbology.ts'

export interface StaticArea {
  id: number
  d: string
  /** Step of the ramp, 1–6; null = none. */
  step: number | null
  hatch: HatchKind | null
  dim: boolean
}
export interface StaticMark {
  id: number
  x: number
  y: number
  radius: number
  severity: 1 | 2 | 3 | 4
  shape: string
  hollow: boolean
}
export interface StaticLabel {
  id: number
  x: number
  /** Baseline of the name; the value's is one `size` lower. */
  y: number
  size: number
  name: string
  value: string
}
/** A map drawn once (静态示意图), in CSS pixels. */
export interface StaticMap {
  areas: StaticArea[]
  /** Districts' lines over the areas. */
  lines: string[]
  labels: StaticLabel[]
  marks: StaticMark[]
  /** Where the chosen case lies. */
  callout: CalloutPlace | null
}

/** The same composition as the live map, as plain shapes: for a machine that cannot draw that one. */
export function staticMap(model: StageModel, view: StageView): StaticMap {
  const composition = compose(model, view)
  const { scene, atlas, labels, events } = composition
  const { center, zoom } = scene.camera
  const middle = project(center, zoom)
  const place = (at: LngLat) => {
    const { x, y } = project(at, zoom)
    return { x: x - middle.x + view.width / 2, y: y - middle.y + view.height / 2 }
  }
  const pathOf = (rings: readonly (readonly number[])[][]): string =>
    rings
      .map((ring) => {
        const points = ring.map(([lng = 0, lat = 0]) => {
          const { x, y } = place([lng, lat])
          return `${x.toFixed(1)} ${y.toFixed(1)}`
        })
        return `M${points.join('L')}Z`
      })
      .join('')
  const levels = ['communities', 'towns', 'districts'] as const
  const coloured = levels.find((level) =>
    [...(scene.states[level]?.values() ?? [])].some((state) => 'a' in state),
  )
  const level = coloured ?? 'districts'
  const dimmed = scene.states['districts'] ?? new Map()
  const areas = [...atlas[level].values()].map((ground): StaticArea => {
    const { a = -1, nd = 0, dim = 0 } = scene.states[level]?.get(ground.id) ?? {}
    const parent = atlas.byId.get(ground.id)?.parentId ?? -1
    return {
      id: ground.id,
      d: pathOf([...ground.rings]),
      step: a >= 0 ? a + 1 : null,
      hatch: hatchKinds[nd - 1] ?? null,
      dim: dim === 1 || dimmed.get(parent)?.dim === 1,
    }
  })
  const figures = new Map([...model.figures, ...model.labelFigures].map((one) => [one.region, one]))
  return {
    areas,
    lines: [...atlas.districts.values()].map(({ rings }) => pathOf([...rings])),
    labels: labels.map(({ region, at, height }) => {
      const value = figureText(figures.get(region), model.format)
      const size = value === '' ? height : height / 2
      const { x, y } = place(at)
      const name = atlas.byId.get(region)?.name ?? ''
      return { id: region, x, y: y - height / 2 + 0.85 * size, size, name, value }
    }),
    // The gravest is drawn last, over the rest.
    marks: [...events].reverse().map(({ row, at, radius }) => {
      const { shape, hollow } = symbolOf(model.symbols, row.category)
      return { ...{ id: row.caseId, ...place(at), radius }, severity: row.severity, shape, hollow }
    }),
    callout: calloutPlace(composition, place, model.selectedCase, view),
  }
}
