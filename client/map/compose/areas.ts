import type { AreaLevel } from '../layers/land.ts'
import type { AreaState, Scene } from '../scene.ts'
import { areaState, hatchOf, type HatchKind, type MapFigure } from '../symbology.ts'
import { groundOf, type Atlas, type StageModel } from './model.ts'

export interface Areas {
  levels: AreaLevel[]
  coloured: AreaLevel | null
  hatched: readonly HatchKind[]
  dimmed: boolean
  alerting: boolean
  states: Scene['states']
  /** Figures of regions that have a point but no shape. */
  bubbles: MapFigure[]
}

const areaLevels = ['districts', 'towns', 'communities'] as const

/** Which shapes take which paint: class, hatch, dimmed, chosen, alarmed. */
export function areasOf(model: StageModel, atlas: Atlas): Areas {
  const levels = areaLevels.filter((l) => model.boundaries[l])
  const coloured = colouredLevel(model, atlas)
  const dimmed = model.scopeLevel !== 'city' && atlas.path.some((id) => atlas.districts.has(id))
  const states: Record<AreaLevel, Map<number, Record<string, number>>> = {
    districts: new Map(),
    towns: new Map(),
    communities: new Map(),
  }
  const put = (level: AreaLevel, id: number, state: AreaState) =>
    states[level].set(id, { ...states[level].get(id), ...state })
  if (coloured)
    for (const figure of model.figures)
      if (atlas[coloured].has(figure.region))
        put(coloured, figure.region, areaState(figure, model.classes))
  if (dimmed) markScope(atlas, put)
  const alerts = model.alerts.filter((a) => atlas.districts.has(a.region))
  for (const { region, severity } of alerts) put('districts', region, { sev: severity })
  const hasShape = (id: number) => groundOf(atlas, id) !== undefined
  return {
    levels,
    coloured,
    hatched: [...new Set(model.figures.flatMap((f) => hatchOf(f) ?? []))],
    dimmed,
    alerting: alerts.length > 0,
    bubbles: model.figures.filter((f) => !hasShape(f.region)),
    states: {
      ...(model.boundaries.districts ? { districts: states.districts } : {}),
      ...(model.boundaries.towns ? { towns: states.towns } : {}),
      ...(model.boundaries.communities ? { communities: states.communities } : {}),
      ...(model.art && model.boundaries.districts
        ? { rims: rimStates(model, states.districts) }
        : {}),
    },
  }
}

function colouredLevel(model: StageModel, atlas: Atlas): AreaLevel | null {
  const has = (level: AreaLevel) => model.figures.some((f) => atlas[level].has(f.region))
  return [...areaLevels].reverse().find(has) ?? null
}

/** Other districts, and the other towns of the scope's own district, step back. */
function markScope(atlas: Atlas, put: (l: AreaLevel, id: number, s: AreaState) => void): void {
  const town = atlas.path.find((id) => atlas.towns.has(id))
  for (const id of atlas.districts.keys())
    if (!atlas.path.includes(id)) put('districts', id, { dim: 1 })
    else if (town === undefined) put('districts', id, { sel: 1 })
  if (town === undefined) return
  const home = atlas.byId.get(town)?.parentId
  for (const sibling of home == null ? [] : (atlas.children.get(home) ?? []))
    if (atlas.towns.has(sibling.id))
      put('towns', sibling.id, sibling.id === town ? { sel: 1 } : { dim: 1 })
}

/** Rims are the art's and know districts by code. */
function rimStates(
  model: StageModel,
  districts: ReadonlyMap<number, AreaState>,
): Map<string, AreaState> {
  const rims = new Map<string, AreaState>()
  for (const { properties } of model.boundaries.districts?.features ?? []) {
    const { sel = 0, sev = 0 } = districts.get(Number(properties?.['id'])) ?? {}
    if (sel || sev) rims.set(String(properties?.['code']), { sel, sev })
  }
  return rims
}
