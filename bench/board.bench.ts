import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCityPack } from '../server/city/load-city-pack.ts'
import { openDatabase, type Database } from '../server/db/open.ts'
import { CityView } from '../server/queries/city-view.ts'
import { indicatorBoard } from '../server/queries/indicator-board.ts'
import type { Bench, Row } from './bench.ts'

const cases = 1_000_000
const days = 400
/** 2026-11-05 noon in the pack's zone, and its local-day ordinal. */
const noon = Date.UTC(2026, 10, 5, 4)
const today = Math.floor((noon + 8 * 3_600_000) / 86_400_000)
const dayMs = 86_400_000

/**
 * The overview of the city and its districts over a million cases: `indicator.board` from the mirror
 * against the same sums by GROUP BY on covering indexes, in turns; the figures must be equal.
 */
export default {
  name: 'board',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shiyu-board-'))
    const database = openDatabase(join(folder, 'board.db'))
    try {
      fill(database)
      const pack = loadCityPack('seed/nantong')
      const view = new CityView(database, pack, { now: () => noon })
      const sums = grouped(database)
      const districts = view.epoch.tree.childrenOf(1).map((r) => r.id)
      const regions = [1, ...districts]
      const wanted = ['overview.reported_today', 'overview.closed_today', 'overview.open']

      const board = () =>
        regions.map((region) =>
          indicatorBoard(view, { region, theme: 'overview', window: { grain: 'day', at: noon } }),
        )
      board()
      const boards = board()
      const mine = boards.map((b) =>
        wanted.map((id) => b.tiles.find((t) => t.indicator === id)?.value),
      )
      const theirs = regions.map((region) => sums(view, region))
      if (JSON.stringify(mine) !== JSON.stringify(theirs)) {
        throw new Error(`figures differ: ${JSON.stringify(mine)} ${JSON.stringify(theirs)}`)
      }
      const boardMs = median(9, board) / regions.length
      const groupMs = median(3, () => regions.map((region) => sums(view, region))) / regions.length
      const rows: Row[] = [
        { what: 'one board (16 tiles, 30 periods each)', value: boardMs, unit: 'ms' },
        { what: 'three of its figures by GROUP BY', value: groupMs, unit: 'ms' },
        {
          what: 'GROUP BY ÷ board',
          value: groupMs / boardMs,
          unit: '×',
          goal: 'at least 20, with equal figures',
        },
      ]
      return rows
    } finally {
      database.close()
      rmSync(folder, { recursive: true })
    }
  },
} satisfies Bench

/** A million cases over 400 days: three rows each (taken on, closed, rated), one in fifty still open. */
function fill({ sqlite }: Database): void {
  sqlite.exec(`
    DROP INDEX case_contribution_day; DROP INDEX case_contribution_region;
    DROP INDEX case_contribution_position;
    CREATE TEMP TABLE series AS
      WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ${cases})
      SELECT value FROM n;
    INSERT INTO commits VALUES (${cases}, ${noon}, ${noon});
    INSERT INTO coverage (position, feed, from_at, until_at, published_at)
      SELECT value, json_extract('["hotline-cases","grid-cases","city-management-cases","police-handoff-cases","iot-alarms","command-intake","public-app-cases"]', '$[' || (value - 1) || ']'),
        ${noon - 900 * dayMs}, ${noon}, ${noon} FROM series WHERE value <= 7;
  `)
  const insert = (offset: number, counts: string, values: string, where: string) =>
    sqlite.exec(`
      INSERT INTO case_contribution (position, case_id, slot, day, region, department, type, source, severity, ${counts})
      SELECT ${cases}, value, (${today} - value % ${days} + ${offset}) * 96 - 32 + value % 16,
        ${today} - value % ${days} + ${offset}, 101 + value % 100, 'sanitation', '0102',
        CASE value % 3 WHEN 0 THEN 'grid' WHEN 1 THEN 'hotline' ELSE 'city-management' END, 4, ${values}
      FROM series WHERE ${where}`)
  insert(0, 'reported, accepted, registered, "open"', '1, 1, 1, 1', '1')
  const closed = `value % 50 > 0 AND value % ${days} >= 2`
  insert(
    2,
    '"dueClosing", closed, "closedOnTime", closings, "open"',
    '1, 1, value % 20 > 0, 1, -1',
    closed,
  )
  insert(2, 'rated, "ratedSatisfied"', '1, value % 12 > 0', closed)
  sqlite.exec(`
    CREATE INDEX covering_day ON case_contribution (day, slot, region, reported, closings);
    CREATE INDEX covering_open ON case_contribution (region, day, slot, "open");
    ANALYZE;
  `)
}

/** Today's reports and closings and what is open, by GROUP BY over the rows. */
function grouped({ sqlite }: Database) {
  const slot = Math.floor((noon - 1) / 900_000)
  const flows = sqlite.prepare<
    [number, number],
    { region: number; reported: number; closings: number }
  >(
    `SELECT region, sum(reported) AS reported, sum(closings) AS closings
     FROM case_contribution WHERE day = ? AND slot <= ? GROUP BY region`,
  )
  const open = sqlite.prepare<[number], { region: number; open: number }>(
    'SELECT region, sum("open") AS open FROM case_contribution WHERE slot <= ? GROUP BY region',
  )
  return (view: CityView, region: number): number[] => {
    const { tree } = view.epoch
    const sum = [0, 0, 0]
    for (const row of flows.all(today, slot)) {
      if (!tree.inside(row.region, region)) continue
      sum[0] = (sum[0] ?? 0) + row.reported
      sum[1] = (sum[1] ?? 0) + row.closings
    }
    for (const row of open.all(slot)) {
      if (tree.inside(row.region, region)) sum[2] = (sum[2] ?? 0) + row.open
    }
    return sum
  }
}

function median(runs: number, work: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  }).sort((a, b) => a - b)
  return times[Math.floor(runs / 2)] ?? 0
}
