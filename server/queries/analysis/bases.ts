import { comparisonName, type Comparison } from '../../../shared/analysis/question.ts'
import type { Indicator, RegionId } from '../../../shared/city/pack.ts'
import { shown } from '../../../shared/indicators/evaluate.ts'
import { spanOfPeriod } from '../../../shared/indicators/series.ts'
import { previousSpan, type Span } from '../../../shared/indicators/span.ts'
import { ruleFor, targetInForce, targetOf } from '../../../shared/indicators/status.ts'
import { medianOf } from '../../../shared/scores/places.ts'
import type { Standing } from '../city-view.ts'
import { spanOf, type BareLine } from './lines.ts'

/** What a line is compared with (对比基数), beside each of its points. */
export interface Base {
  base: (number | null)[] | null
  baseName: string | null
}

const none: Base = { base: null, baseName: null }

/**
 * The bases of one indicator's lines (对比): each number is what the same indicator says of the other
 * period or region, or the target in force when the period ended; missing is null.
 */
export function basesOf(
  compare: Comparison,
  indicator: Indicator,
  lines: readonly BareLine[],
  standing: Standing,
): Base[] {
  if (compare === 'none') return lines.map(() => none)
  if (compare === 'last-year')
    return lines.map(({ points }) =>
      named(
        compare,
        points.map((point) => point.lastYear),
      ),
    )
  const spans = spansOf(indicator, lines, standing)
  const valuesOf = (region: RegionId): (number | null)[] =>
    spans.map((span) => valueOf(indicator, region, span, standing))
  if (compare === 'city') {
    const { root } = standing.regions
    const city = lines.some(({ region }) => region !== root.id) ? valuesOf(root.id) : []
    return lines.map(({ region }) => (region === root.id ? none : named(compare, city)))
  }
  if (compare === 'peers') return peerBases(lines, valuesOf, spans.length, standing)
  if (compare === 'target')
    return lines.map(({ region }) =>
      named(
        compare,
        spans.map((span) => span && targetFor(indicator, region, span, standing)),
      ),
    )
  const before = spans.map((span) => span && previousSpan(indicator, span, standing.zone))
  return lines.map(({ region, points }) =>
    named(
      compare,
      points.map(({ value }, i) =>
        value === null ? null : valueOf(indicator, region, before[i] ?? null, standing),
      ),
    ),
  )
}

/** What the rule measures against, or a yearly target set without one; null = none is set. */
const targetFor = (
  indicator: Indicator,
  region: RegionId,
  span: Span,
  standing: Standing,
): number | null =>
  ruleFor(indicator, span, standing).kind === 'target'
    ? targetOf(indicator, region, span, standing)
    : (targetInForce(indicator, region, span, standing)?.target ?? null)

/** All lines of an indicator answer for the same spans. */
function spansOf(
  indicator: Indicator,
  [first]: readonly BareLine[],
  standing: Standing,
): (Span | null)[] {
  if (first === undefined) return []
  const { grain } = first
  return first.points.map(({ from, to }) => {
    return grain === 'custom' || grain === 'hour'
      ? spanOf(indicator, { from, to }, standing)
      : spanOfPeriod(indicator, { grain, from }, standing)
  })
}

const valueOf = (
  indicator: Indicator,
  region: RegionId,
  span: Span | null,
  standing: Standing,
): number | null => (span === null ? null : shown(indicator, region, span, standing).value)

/** A base that is missing everywhere is none. */
const named = (compare: Comparison, base: (number | null)[], name?: string): Base =>
  base.some((value) => value !== null) ? { base, baseName: name ?? comparisonName[compare] } : none

/** The median of a region and its siblings in each period; the city has none. */
function peerBases(
  lines: readonly BareLine[],
  valuesOf: (region: RegionId) => (number | null)[],
  length: number,
  { regions: tree }: Standing,
): Base[] {
  const groups = new Map<RegionId, Base>()
  return lines.map(({ region }) => {
    const parent = tree.parentOf(region)
    if (parent === null) return none
    const known = groups.get(parent.id)
    if (known) return known
    const peers = tree.childrenOf(parent.id).map(({ id }) => valuesOf(id))
    const medians = Array.from({ length }, (_, i) =>
      medianOf(peers.flatMap((values) => values[i] ?? [])),
    )
    const base = named('peers', medians, `${comparisonName.peers}（${peers.length} 个）`)
    groups.set(parent.id, base)
    return base
  })
}
