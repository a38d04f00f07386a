import type Sqlite from 'better-sqlite3'
import { getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { caseCounts } from '../../shared/cases/counts.ts'
import type { Fact } from '../../shared/events/index.ts'
import { factReader, readLimit } from '../db/facts.ts'
import { commitPositions } from '../db/positions.ts'
import { makeApplier, readModels } from './apply.ts'
import type { ReadingOf } from './case-reading.ts'
import { refillTitles } from './case-title.ts'
import { checkpointOf } from './checkpoint.ts'
import { projectCommit } from './project.ts'

export interface RebuildReport {
  facts: number
  cases: number
  /** Whether every count of the new tables adds up to what the old ones said. */
  sumsEqual: boolean
  /** Counts and row numbers that differ. */
  differences: { what: string; before: number; after: number }[]
}

export interface RebuildSources {
  readingOf: ReadingOf
  packContent(pack: number): string
}

const prefix = 'next_'

/**
 * Makes the read models anew from the log, commit by commit as it was written, beside the old ones,
 * and puts them in place in one transaction. The caller holds the writer's lock and appends nothing
 * meanwhile. `progress` hears the facts done and the facts in all.
 */
export function rebuild(
  sqlite: Sqlite.Database,
  sources: RebuildSources,
  progress: (done: number, total: number) => void = () => {},
): RebuildReport {
  const definitions = readModels.map((table) => definitionOf(sqlite, table))
  for (const { name, create } of definitions)
    sqlite.exec(`DROP TABLE IF EXISTS "${prefix}${name}"; ${create}`)
  const facts = replay(sqlite, sources, progress)
  const before = sumsOf(sqlite, '')
  const after = sumsOf(sqlite, prefix)
  sqlite.transaction(() => {
    for (const { name, indexes } of definitions) {
      sqlite.exec(`DROP TABLE "${name}"; ALTER TABLE "${prefix}${name}" RENAME TO "${name}"`)
      for (const index of indexes) sqlite.exec(index)
    }
    refillTitles(sqlite)
    checkpointOf(sqlite).move(commitPositions(sqlite).head())
  })()
  const differences = [...after]
    .map(([what, value]) => ({ what, before: before.get(what) ?? 0, after: value }))
    .filter((sum) => sum.before !== sum.after)
  return {
    facts,
    cases: after.get('case_state') ?? 0,
    sumsEqual: differences.length === 0,
    differences,
  }
}

/** Facts whose commits are projected in one transaction of the rebuild. */
const stretch = 5_000

function replay(
  sqlite: Sqlite.Database,
  sources: RebuildSources,
  progress: (done: number, total: number) => void,
): number {
  const reader = factReader(sqlite)
  const applier = makeApplier(sqlite, prefix)
  const ends = sqlite
    .prepare<[number, number], number>(
      'SELECT position FROM commits WHERE position > ? ORDER BY position LIMIT ?',
    )
    .pluck()
  const total = sqlite.prepare<[], number>('SELECT count(*) FROM log').pluck().get() ?? 0
  const project = {
    ...sources,
    alertsOf: reader.ofAlerts,
    titleAt: reader.titleAt,
    knownOf: (caseId: number, through: number) => reader.ofCase(caseId, 0, through),
  }
  let position = 0
  let done = 0
  let lastCase = 0
  const step = sqlite.transaction((commits: number[]) => {
    for (const end of commits) {
      const facts = between(reader, position, end)
      projectCommit(facts, lastCase, project, applier)
      for (const fact of facts)
        if (fact.stream === 'case') lastCase = Math.max(lastCase, fact.streamId)
      position = end
      done += facts.length
    }
  })
  for (;;) {
    const commits = ends.all(position, stretch)
    if (commits.length === 0) return done
    let from = 0
    while (from < commits.length) {
      let to = from + 1
      while (to < commits.length && (commits[to] ?? 0) - position <= stretch) to += 1
      step(commits.slice(from, to))
      progress(done, total)
      from = to
    }
  }
}

function between(reader: ReturnType<typeof factReader>, after: number, end: number): Fact[] {
  const facts: Fact[] = []
  for (let at = after; at < end;) {
    const page = reader.after(at, Math.min(end - at, readLimit))
    if (page.length === 0) break
    facts.push(...page)
    at = page.at(-1)?.position ?? end
  }
  return facts
}

function definitionOf(sqlite: Sqlite.Database, table: SQLiteTable) {
  const name = getTableName(table)
  const rows = sqlite
    .prepare<[string], { type: string; sql: string }>(
      'SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL',
    )
    .all(name)
  const create = rows.find(({ type }) => type === 'table')?.sql ?? ''
  return {
    name,
    // The name as it stands right after CREATE TABLE, quoted or not.
    create: create.replace(/^CREATE TABLE\s+[`"]?\w+[`"]?/i, `CREATE TABLE "${prefix}${name}"`),
    indexes: rows.filter(({ type }) => type === 'index').map(({ sql }) => sql),
  }
}

function sumsOf(sqlite: Sqlite.Database, from: string): Map<string, number> {
  const sums = new Map<string, number>()
  for (const table of readModels) {
    const name = getTableName(table)
    if (name === 'case_contribution') continue
    const rows = sqlite.prepare<[], number>(`SELECT count(*) FROM "${from}${name}"`).pluck().get()
    sums.set(name, rows ?? 0)
  }
  const totals = caseCounts.map((count) => `total("${count}") AS "${count}"`).join(', ')
  const row = sqlite
    .prepare<[], Record<string, number>>(`SELECT ${totals} FROM "${from}case_contribution"`)
    .get()
  for (const count of caseCounts) sums.set(count, row?.[count] ?? 0)
  return sums
}
