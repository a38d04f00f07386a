import { sees, type Asker } from '../../../shared/access/asker.ts'
import { mayAnnotate } from '../../../shared/analysis/annotation-orders.ts'
import type { Annotation, AskedAnnotation } from '../../../shared/analysis/annotations.ts'
import type { RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import type { CityView, Standing } from '../city-view.ts'
import { annotationBook, type AnnotationBook, type WrittenAnnotation } from './annotation-book.ts'
import { definitionSteps, type DefinitionStep } from './definition-changes.ts'

export interface AnnotationQuestion {
  /** Local dates, half-open. */
  from: string
  to: string
  /** Left out = all that the asker sees. */
  regions?: readonly RegionId[]
  /** Left out = all. */
  indicators?: readonly string[]
  at?: number
}

export interface AnnotationList {
  position: number
  now: number
  rows: AskedAnnotation[]
}

const books = new WeakMap<CityView, AnnotationBook>()

function bookOf(view: CityView): AnnotationBook {
  let book = books.get(view)
  if (book === undefined) books.set(view, (book = annotationBook(view.database)))
  return book
}

/** The annotations of a window that concern what is asked (批注列表), as of a position; by time. */
export function annotationList(
  view: CityView,
  asker: Asker,
  question: AnnotationQuestion,
): AnnotationList {
  const standing = view.standing(question.at)
  const { zone, catalog } = standing
  const from = zone.startOfDay(zone.dayFromIso(question.from))
  const to = zone.startOfDay(zone.dayFromIso(question.to))
  const scope = {
    window: { from, to },
    regions: question.regions ?? asker.regions,
    indicators: question.indicators ?? catalog.pack.indicators.map(({ id }) => id),
  }
  const may = asker.roles.some((role) => mayAnnotate.includes(role))
  const rows = concerning(view, scope, standing).map((row): AskedAnnotation => {
    const places = row.scope.regions.length === 0 ? [standing.regions.root.id] : row.scope.regions
    const all = places.every((region) => sees(asker, standing.regions, region))
    return { ...row, mayWithdraw: row.by !== null && may && all }
  })
  return { position: standing.position, now: standing.now, rows }
}

/** The annotations of an answer: what concerns its regions and indicators within its window. */
export const askedAnnotations = (
  view: CityView,
  scope: {
    window: { from: number; to: number }
    regions: readonly RegionId[]
    indicators: readonly { id: string }[]
  },
  standing: Standing,
): AskedAnnotation[] =>
  concerning(view, { ...scope, indicators: scope.indicators.map(({ id }) => id) }, standing)

interface Asked {
  window: { from: number; to: number }
  regions: readonly RegionId[]
  indicators: readonly string[]
}

function concerning(view: CityView, asked: Asked, standing: Standing): AskedAnnotation[] {
  const { zone, regions: tree, position, catalog } = standing
  const themeOf = new Map(catalog.pack.indicators.map(({ id, theme }) => [id, theme]))
  const all = [
    ...bookOf(view)
      .at(position)
      .map((one) => written(one, zone)),
    ...definitionSteps(view.database, position).map((step) => ofPack(step, zone)),
  ]
  return all
    .flatMap((annotation): AskedAnnotation[] => {
      const { start, end, scope } = annotation
      if (end <= asked.window.from || start >= asked.window.to) return []
      const regions = asked.regions.filter((region) => touches(tree, scope.regions, region))
      const everything = scope.indicators.length === 0 && scope.themes.length === 0
      const indicators = asked.indicators.filter(
        (id) =>
          everything ||
          scope.indicators.includes(id) ||
          scope.themes.includes(themeOf.get(id) ?? ''),
      )
      if (regions.length === 0 || indicators.length === 0) return []
      return [{ ...annotation, concerns: { regions, indicators } }]
    })
    .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
}

/** What happened in a region concerns it, what lies in it, and what it lies in. */
const touches = (tree: RegionTree, places: readonly RegionId[], region: RegionId): boolean =>
  places.length === 0 ||
  places.some((id) => tree.find(id) && (tree.inside(region, id) || tree.inside(id, region)))

function written({ body, recordedAt, title, note }: WrittenAnnotation, zone: Zone): Annotation {
  const { annotation, kind, from, to, regions, indicators, themes, byName } = body
  const last = to === null ? zone.dayFromIso(from) + 1 : zone.dayFromIso(to)
  return {
    ...{ id: annotation, kind, from, to },
    start: zone.startOfDay(zone.dayFromIso(from)),
    end: zone.startOfDay(last),
    title: title ?? '（内容已清除）',
    note: note ?? '',
    scope: { regions, indicators, themes },
    by: byName,
    recordedAt,
    mayWithdraw: false,
  }
}

/** A changed definition (口径变更) tells of itself. */
function ofPack(step: DefinitionStep, zone: Zone): Annotation {
  const day = zone.dayOf(step.at)
  return {
    id: `definition:${step.indicator}:${step.to}`,
    kind: 'definition',
    from: zone.isoDate(day),
    to: null,
    start: zone.startOfDay(day),
    end: zone.startOfDay(day + 1),
    title: `${step.name}口径第 ${step.to} 版`,
    note: step.definition,
    scope: { regions: [], indicators: [step.indicator], themes: [] },
    by: null,
    recordedAt: step.at,
    mayWithdraw: false,
  }
}
