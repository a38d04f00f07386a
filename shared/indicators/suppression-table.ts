import type { Indicator, RegionId } from '../city/pack.ts'
import { levelIds } from '../city/pack.ts'
import { formulaFigure, type Figure } from './formula.ts'
import { lastYearSpan, type Span, type SpanContext } from './span.ts'
import type { Family } from './suppression-family.ts'
import { decide, undecided, type Cell, type Pattern } from './suppression-pattern.ts'
import type { Publication, PublicationRecord, TableSource } from './suppression-record.ts'

/** What suppression needs besides the question; without a record nothing sensitive is published. */
export interface GuardContext extends SpanContext {
  publications?: PublicationRecord
}

/** The publication of a family's table for one period (敏感公布表); null = not published yet. */
export function publicationOf(family: Family, span: Span, ctx: GuardContext): Publication | null {
  const { publications: record, catalog } = ctx
  const [first] = family.members
  if (record === undefined || first === undefined) return null
  const key = `${first.id}|${span.from}|${span.to}|${record.stamp(family.feeds)}`
  const known = record.memory.get(catalog, key)
  if (known !== undefined) return known
  const published = publish(family, span, record, ctx)
  record.memory.set(catalog, key, published)
  return published
}

/**
 * Runs through the versions of a table in the order in which the log learned them. The first one
 * with the whole period covered decides; a later one may add what was not reported then, and is
 * released only where the decided pattern still protects it.
 */
function publish(
  family: Family,
  span: Span,
  record: PublicationRecord,
  ctx: GuardContext,
): Publication | null {
  const first = record.completeAt(family.feeds, span.from, span.to)
  if (first === null) return null
  const later = record.reportsAfter(first, sourcesOf(family, span, ctx))
  const key = `${family.members[0]?.id}|${span.from}|${span.to}|${first},${later.join()}`
  const known = record.memory.get(ctx.catalog, key)
  if (known !== undefined) return known
  let pattern: Pattern = undecided
  let released = first
  for (const version of [first, ...later]) {
    const newest = version === (later.at(-1) ?? first)
    const reader = newest ? ctx.reader : record.readerAt(version)
    const cells = cellsOf(family, span, { ...ctx, reader })
    const next = cells.length === 0 ? null : decide(pattern, cells)
    if (next === null) continue
    pattern = next
    released = version
  }
  const publication = { pattern, released, current: released === (later.at(-1) ?? first) }
  record.memory.set(ctx.catalog, key, publication)
  return publication
}

const district = levelIds.indexOf('district')

/** The table's cells in a version: the city and its districts, where anything was reported. */
function cellsOf(family: Family, span: Span, ctx: GuardContext): Cell[] {
  const { root, all } = ctx.regions
  return all
    .filter((region) => levelIds.indexOf(region.level) <= district)
    .flatMap(({ id }) => {
      const sizes = family.members.flatMap((member) => sizesOf(member, family, id, span, ctx))
      const reported = sizes.some((n) => n !== null)
      return reported ? [{ region: id, total: id === root.id, sizes }] : []
    })
}

/** The counts that a member's figure must not tell when they are small, in a fixed order. */
function sizesOf(
  member: Indicator,
  family: Family,
  region: RegionId,
  span: Span,
  ctx: GuardContext,
): (number | null)[] {
  const { numerator: top, denominator: bottom } = formulaFigure(member, region, span, ctx)
  if (member.formula === 'value') return [top]
  const other = top === null || bottom === null ? null : { top, bottom }
  // Growth is worked out from two counts of the same thing, each published in its own period.
  if (member.formula === 'growth') return [bottom, other && other.bottom + other.top]
  const parts = [bottom, top && Math.abs(top), other && Math.abs(other.bottom - other.top)]
  return family.counts ? parts : [bottom]
}

function sourcesOf(family: Family, span: Span, ctx: GuardContext): TableSource[] {
  const { catalog, zone } = ctx
  const ids = (member: Indicator): readonly string[] =>
    catalog.measuresOf(member).map((measure) => measure.id)
  const read = (id: string, { from, to }: Pick<Span, 'from' | 'to'>): TableSource => ({
    ...{ measure: id, from, to },
    level: catalog.measure(id).kind !== 'flow',
  })
  return family.members.flatMap((member) => [
    ...ids(member).map((id) => read(id, span)),
    ...(member.formula === 'growth'
      ? member.numerator.map((id) => read(id, lastYearSpan(member, span, zone)))
      : []),
  ])
}

/** The figure as of the version that was released, with the age it has now. */
export function releasedFigure(
  indicator: Indicator,
  region: RegionId,
  span: Span,
  { released, current }: Publication,
  figure: Figure,
  ctx: GuardContext,
): Figure {
  if (current || ctx.publications === undefined) return figure
  const reader = ctx.publications.readerAt(released)
  const { asOf, covered, expected, stale } = figure
  return {
    ...formulaFigure(indicator, region, span, { ...ctx, reader }),
    ...{ asOf, covered, expected, stale },
  }
}
