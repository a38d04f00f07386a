import { median } from 'simple-statistics'
import type { CaseCount } from '../../shared/cases/counts.ts'
import type { Indicator, Measure, RegionId } from '../../shared/city/pack.ts'
import type { RegionFigure } from '../../shared/indicators/answers.ts'
import type { Catalog } from '../../shared/indicators/catalog.ts'
import { evaluate, evaluateRegions } from '../../shared/indicators/evaluate.ts'
import type { CaseloadCount, PeerRow, PeersAnswer } from '../../shared/indicators/peers-answer.ts'
import { spanFor } from '../../shared/indicators/span.ts'
import { ruleFor, targetOf } from '../../shared/indicators/status.ts'
import { resolveWindow, type Window } from '../../shared/time/period.ts'
import { DomainError } from '../../shared/errors.ts'
import type { CityView, Standing } from './city-view.ts'

export interface PeersQuestion {
  region: RegionId
  theme: string
  window: Window
  at?: number
}

/**
 * Every indicator of a theme for a region beside its siblings (指标对标), each figure from the one
 * evaluation; the city beside its own districts. Raises `not-found`.
 */
export function regionPeers(view: CityView, question: PeersQuestion): PeersAnswer {
  const standing = view.standing(question.at)
  const { catalog, regions } = standing
  const { region, window, theme } = question
  if (!catalog.pack.themes.some((t) => t.id === theme)) {
    throw new DomainError({ code: 'not-found', params: { what: 'theme', id: theme } })
  }
  const parent = regions.parentOf(region)
  const peers = regions.childrenOf(parent?.id ?? region).map((r) => r.id)
  const places = [...new Set([region, regions.root.id, ...peers])]
  return {
    position: standing.position,
    now: standing.now,
    region,
    theme,
    group: parent === null ? 'children' : 'siblings',
    rows: catalog.ofTheme(theme).map((indicator) => {
      const figures = new Map(
        evaluateRegions({ indicator, regions: places, window }, standing).map((f) => [f.region, f]),
      )
      return {
        ...rowOf(
          figures.get(region)!,
          peers.map((id) => figures.get(id)!),
        ),
        indicator: indicator.id,
        city: figures.get(regions.root.id)!.value,
        ...targetFor(indicator, region, window, standing),
      }
    }),
    caseload: caseloadOf(catalog).map(({ counts, indicator }) => ({
      counts,
      value: evaluate({ indicator, region, window }, standing),
      meta: catalog.meta(indicator),
    })),
  }
}

function rowOf(
  own: RegionFigure,
  peers: RegionFigure[],
): Pick<PeerRow, 'own' | 'peers' | 'median'> {
  const known = peers.flatMap((f) => (f.value === null ? [] : [f.value]))
  return { own, peers, median: known.length === 0 ? null : median(known) }
}

/** What the value should reach: this year's target, else the absolute yellow line. */
function targetFor(
  indicator: Indicator,
  region: RegionId,
  window: Window,
  standing: Standing,
): Pick<PeerRow, 'target' | 'targetKind'> {
  const asked = resolveWindow(standing.zone, window, standing.now)
  const span = spanFor(indicator, asked, standing)
  if (span === null) return { target: null, targetKind: null }
  const { kind, yellow } = ruleFor(indicator, span, standing)
  if (kind === 'absolute') return { target: yellow, targetKind: yellow === null ? null : 'line' }
  const target = kind === 'target' ? targetOf(indicator, region, span, standing) : null
  return { target, targetKind: target === null ? null : 'target' }
}

const unfiltered = (measure: Measure): boolean =>
  [measure.caseSources, measure.caseTypes, measure.caseCategories, measure.caseSeverities].every(
    (filter) => filter.length === 0,
  )

/** The pack's own figures for how a region's cases stand, found by what they count. */
function caseloadOf(catalog: Catalog): { counts: CaseloadCount; indicator: Indicator }[] {
  const counted = (ids: readonly string[], count: CaseCount): boolean => {
    const [only, ...more] = ids.map((id) => catalog.measure(id))
    return only !== undefined && more.length === 0 && only.caseCount === count && unfiltered(only)
  }
  const first = (counts: CaseloadCount, holds: (i: Indicator) => boolean) => {
    const indicator = catalog.pack.indicators.find((i) => !i.sensitive && holds(i))
    return indicator ? [{ counts, indicator }] : []
  }
  const plain = (count: CaseCount) => (i: Indicator) =>
    i.formula === 'value' && counted(i.numerator, count)
  return [
    ...first('open', plain('open')),
    ...first('overdue', plain('overdueOpen')),
    ...first(
      'ontime',
      (i) =>
        i.formula === 'ratio' &&
        counted(i.numerator, 'closedOnTime') &&
        counted(i.denominator, 'dueClosing'),
    ),
  ]
}
