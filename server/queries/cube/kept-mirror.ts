import { createHash } from 'node:crypto'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { Database } from '../../db/open.ts'
import type { HeadFigures } from './case-figures.ts'
import type { CaseSchema } from './case-schema.ts'
import type { HourFigures } from './hour-figures.ts'
import type { ScoreMirror } from './score-figures.ts'
import { readMirror, writeMirror, type MirrorOrigin } from './mirror-file.ts'

/** Where a mirror stands: the last position, and the last row it holds. */
export interface MirrorMark {
  position: number
  row: number
}

/** The mirrors of case_contribution that are kept together. */
export interface KeptMirrors {
  head: HeadFigures
  scores: ScoreMirror
  hours: HourFigures
}

/** Before any local day. */
const everyDay = -(2 ** 31)

/** Writes the mirrors of case_contribution as they stand at `mark`. */
export function keepMirror(
  path: string,
  { sqlite }: Database,
  mark: MirrorMark,
  { head, scores, hours }: KeptMirrors,
): void {
  const proof = proofOf(sqlite, mark)
  if (proof === null) return
  const { lastDay, pages } = head.cube.content
  const sections = new Map<string, Int32Array>([
    ['last day', Int32Array.of(lastDay)],
    ['totals', head.totals.cells],
  ])
  for (const [page, cells] of pages) sections.set(`cases ${page}`, cells)
  for (const [day, words] of hours.cube.content) sections.set(`hours ${day}`, words)
  const counted = scores.content
  if (counted) {
    sections.set('scores from', Int32Array.of(Math.max(everyDay, counted.from)))
    for (const [day, cells] of counted.days) sections.set(`scores ${day}`, cells)
  }
  writeMirror(path, {
    origin: { ...mark, proof, layout: keptLayout(head, scores) },
    sections,
  })
}

/** Fills empty mirrors from a file; null where it is not of this database as it stands, or this pack. */
export function restoreMirror(
  path: string,
  { sqlite }: Database,
  { head, scores, hours }: KeptMirrors,
): MirrorMark | null {
  const kept = readMirror(path)
  if (!kept || !isTrue(sqlite, kept.origin, keptLayout(head, scores))) return null
  const pages = new Map<number, Int32Array>()
  const days = new Map<number, Int32Array>()
  const hourDays = new Map<number, Int32Array>()
  const { totals } = head
  const last = kept.sections.get('last day')?.[0]
  const levels = kept.sections.get('totals')
  if (last === undefined || levels?.length !== totals.cells.length) return null
  for (const [name, cells] of kept.sections) {
    const [what, number] = name.split(' ')
    if (what === 'cases') pages.set(Number(number), cells.slice())
    else if (what === 'hours') hourDays.set(Number(number), cells)
    else if (what === 'scores' && number !== 'from') days.set(Number(number), cells)
  }
  if (!head.cube.restore(last, pages)) return null
  for (const [day, words] of hourDays) hours.cube.restore(day, words)
  totals.cells.set(levels)
  const { position, row } = kept.origin
  head.position = position
  scores.position = position
  const from = kept.sections.get('scores from')?.[0]
  if (from !== undefined) scores.restore({ from, days })
  return { position, row }
}

type Sqlite = Database['sqlite']

const keptLayout = ({ schema, totals }: HeadFigures, { slots }: ScoreMirror): string =>
  [layoutOf(schema, totals.tree), ...slots.departments].join('|')

const isTrue = (sqlite: Sqlite, origin: MirrorOrigin, layout: string): boolean =>
  origin.layout === layout && origin.proof === proofOf(sqlite, origin)

/** Commit and row as stored, and the number that moves when tables are rebuilt; null = not there. */
function proofOf(sqlite: Sqlite, { position, row }: MirrorMark): string | null {
  const commit = sqlite.prepare('SELECT * FROM commits WHERE position = ?').get(position)
  const last = sqlite.prepare('SELECT * FROM case_contribution WHERE id = ?').get(row)
  if (commit === undefined || last === undefined) return null
  return JSON.stringify([commit, last, sqlite.pragma('schema_version', { simple: true })])
}

/** All that decides which cell a row is counted in (镜像布局): packs of one layout share their mirrors. */
export function layoutOf(schema: CaseSchema, tree: RegionTree): string {
  const measures = schema.measures.map((m) => [
    ...[m.id, m.kind, m.caseCount, m.caseSources, m.caseTypes, m.caseCategories],
    m.caseSeverities,
  ])
  const places = tree.all.map((r) => [r.id, r.level, r.parentId])
  const ended = tree.ended.map((r) => [r.id, r.successorId, r.parentId])
  const text = JSON.stringify([measures, schema.categories, places, ended])
  return createHash('sha256').update(text).digest('hex')
}
