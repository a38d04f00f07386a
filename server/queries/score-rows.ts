import type { RegionId } from '../../shared/city/pack.ts'
import { groupOrder, regionGroup, volumeGroup } from '../../shared/scores/peer-groups.ts'
import { scoreCounts } from '../../shared/scores/rates.ts'
import { restKeys, type ScoreBy, type ScoreRow } from '../../shared/scores/answers.ts'
import type { Span } from '../../shared/indicators/span.ts'
import type { Standing } from './city-view.ts'
import type { ScoreFigures } from './cube/score-figures.ts'

/** Who stands in a row, and its counts over each span asked for. */
export interface CountedRow extends Omit<ScoreRow, 'cells'> {
  counts: readonly Float64Array[]
}

const width = scoreCounts.length
const dueAt = scoreCounts.indexOf('dueDisposal')

/** The rows of a table in the order of their groups; departments without any case are left out. */
export function countedRows(
  by: ScoreBy,
  region: RegionId,
  spans: readonly Pick<Span, 'from' | 'to'>[],
  standing: Standing,
  figures: ScoreFigures,
): CountedRow[] {
  const rows =
    by === 'region'
      ? regionRows(region, spans, standing, figures)
      : departmentRows(region, spans, standing, figures)
  const rank = (group: string): number => {
    const place = groupOrder.indexOf(group)
    return place < 0 ? groupOrder.length : place
  }
  return rows.sort((a, b) => rank(a.group) - rank(b.group))
}

function regionRows(
  region: RegionId,
  spans: readonly Pick<Span, 'from' | 'to'>[],
  { catalog, regions }: Standing,
  figures: ScoreFigures,
): CountedRow[] {
  const levels = new Map(catalog.pack.levels.map((l) => [l.id, l.name]))
  const rows = regions.childrenOf(region).map((child): CountedRow => ({
    key: String(child.id),
    name: child.name,
    region: child.id,
    group: regionGroup(child, levels.get(child.level) ?? ''),
    counts: spans.map(({ from, to }) => figures.region(child.id, from, to)),
  }))
  const unplaced = spans.map(({ from, to }, i) => {
    const counts = figures.region(region, from, to)
    for (const row of rows)
      row.counts[i]?.forEach((count, c) => (counts[c] = (counts[c] ?? 0) - count))
    return counts
  })
  if (unplaced[0]?.every((count) => count === 0)) return rows
  const rest = { key: restKeys.unplaced, name: '未落点', region: null, group: '未落点' }
  return [...rows, { ...rest, counts: unplaced }]
}

function departmentRows(
  region: RegionId,
  spans: readonly Pick<Span, 'from' | 'to'>[],
  { catalog, epoch }: Standing,
  figures: ScoreFigures,
): CountedRow[] {
  const all = spans.map(({ from, to }) => figures.departments(region, from, to))
  const names = new Map(catalog.pack.departments.map((d) => [d.id, d.name]))
  names.set(restKeys.noDepartment, '未经派遣（自行处置）').set(restKeys.otherDepartment, '其他部门')
  return epoch.scores.slots.departments.flatMap((id, i): CountedRow[] => {
    const counts = all.map((block) => block.slice(i * width, (i + 1) * width))
    const now = counts[0]
    if (!now || now.every((count) => count === 0)) return []
    const group = id === restKeys.noDepartment ? '未派遣' : volumeGroup(now[dueAt] ?? 0)
    return [{ key: id, name: names.get(id) ?? id, region: null, group, counts }]
  })
}
