import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { insertSql, upsertSql } from '../server/db/insert-sql.ts'
import { openDatabase } from '../server/db/open.ts'
import type { Database } from '../server/db/open.ts'
import * as tables from '../server/db/tables.ts'
import { openLog } from '../server/log/log.ts'
import { entryOf, tidyCase } from '../test/case-facts.ts'
import type { CaseTelling } from '../test/case-facts.ts'
import { smallPack } from '../test/small-pack.ts'
import type { Bench, Row } from './bench.ts'

const cases = 5_000
const batchSize = 2_000

/**
 * Append (log, numbers, case states, contributions, commit in one transaction, synchronous=FULL)
 * against raw prepared inserts of the very rows it wrote, batch by batch in turns on one disk.
 */
export default {
  name: 'append',
  run: async () => {
    const whole = Array.from({ length: cases }, (_, n) => tidyCase(n))
    const inTime = whole.flat().sort((a, b) => a.fact.occurredAt - b.fact.occurredAt)
    return [
      ...measure('whole cases', whole.flat(), '≥ 0.1, later ≥ 0.4'),
      ...measure('facts in order of time', inTime),
      ...(await together()),
    ]
  },
} satisfies Bench

function measure(what: string, tellings: CaseTelling[], goal?: string): Row[] {
  return withFolder((folder) => {
    const appended = openDatabase(join(folder, 'append.db'))
    const raw = rawWriter(openDatabase(join(folder, 'raw.db')))
    const log = openLog({ database: appended, clock })
    log.adoptPack(smallPack())
    let appendMs = 0
    let rawMs = 0
    for (let from = 0; from < tellings.length; from += batchSize) {
      const entries = tellings.slice(from, from + batchSize).map(entryOf)
      const before = marks(appended)
      appendMs += timed(() => log.appendNow(entries))
      const rows = writtenSince(appended, before)
      rawMs += timed(() => raw.write(rows))
    }
    appended.close()
    raw.close()
    return [
      { what: `${what}, append`, value: (tellings.length / appendMs) * 1_000, unit: 'facts/s' },
      { what: `${what}, raw`, value: (tellings.length / rawMs) * 1_000, unit: 'facts/s' },
      { what: `${what}, append ÷ raw`, value: rawMs / appendMs, unit: 'share', goal },
    ]
  })
}

/** Fifty callers that each append one fact and wait, as a live city does. */
async function together(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shiyu-bench-'))
  const database = openDatabase(join(folder, 'live.db'))
  const log = openLog({ database, clock })
  log.adoptPack(smallPack())
  const facts = Array.from({ length: 500 }, (_, n) => tidyCase(n)).flat()
  const waits: number[] = []
  const caller = async (): Promise<void> => {
    for (let told = facts.pop(); told !== undefined; told = facts.pop()) {
      const from = performance.now()
      await log.append([entryOf(told)])
      waits.push(performance.now() - from)
    }
  }
  const total = facts.length
  const from = performance.now()
  await Promise.all(Array.from({ length: 50 }, caller))
  const seconds = (performance.now() - from) / 1_000
  database.close()
  rmSync(folder, { recursive: true })
  waits.sort((a, b) => a - b)
  return [
    { what: '50 callers, one fact each', value: total / seconds, unit: 'facts/s' },
    { what: 'until acknowledged, p99', value: waits[Math.floor(total * 0.99)] ?? NaN, unit: 'ms' },
  ]
}

const clock = { now: () => Date.UTC(2027, 0, 1) }

/** Tables that an append of case facts writes, with the column that grows from batch to batch. */
const written: readonly (readonly [SQLiteTable, string])[] = [
  [tables.caseNumber, 'case_id'],
  [tables.log, 'position'],
  [tables.factText, 'position'],
  [tables.caseState, 'position'],
  [tables.caseContribution, 'position'],
  [tables.commits, 'position'],
]

type Rows = unknown[][][]

const marks = ({ sqlite }: Database): number[] =>
  written.map(([table, column]) =>
    Number(
      sqlite
        .prepare(`SELECT max(${column}) FROM ${getTableName(table)}`)
        .pluck()
        .get() ?? 0,
    ),
  )

function writtenSince({ sqlite }: Database, before: number[]): Rows {
  return written.map(
    ([table, column], i) =>
      sqlite
        .prepare(`SELECT * FROM ${getTableName(table)} WHERE ${column} > ?`)
        .raw()
        .all(before[i] ?? 0) as unknown[][],
  )
}

function rawWriter({ sqlite, close }: Database) {
  const inserts = written.map(([table]) =>
    sqlite.prepare(table === tables.caseState ? upsertSql(table, 'case_id') : insertSql(table)),
  )
  const write = sqlite.transaction((rows: Rows) => {
    rows.forEach((ofTable, i) => {
      for (const row of ofTable) inserts[i]?.run(row)
    })
  })
  return { write, close }
}

function timed(work: () => unknown): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

function withFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'shiyu-bench-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
