import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { levelIds, type LevelId, type RegionId } from '../shared/city/pack.ts'
import { loadCityPack } from '../server/city/load-city-pack.ts'
import { openDatabase, type Database } from '../server/db/open.ts'
import { CityView } from '../server/queries/city-view.ts'
import { boardOf, indicatorBoard } from '../server/queries/indicator-board.ts'
import { measureReader } from '../server/queries/reading/measure-reader.ts'
import { plainReports } from '../test/plain-figures.ts'
import type { Bench, Row } from './bench.ts'
import { fillCases, fillReports, noon, seeded, today } from './fill-city.ts'

const cases = 1_000_000
const days = 400
/** Random regions asked for each theme and level; a commit comes after every fourth question. */
const asked = Number(process.env.BOARDS ?? 12)
const commitEvery = 4
const window = { grain: 'day', at: noon } as const

/** Every theme's board at every level, regions at random and most of them never asked before. */
export default {
  name: 'theme-board',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shiyu-theme-'))
    const path = join(folder, 'city.db')
    const database = openDatabase(path)
    try {
      const pack = loadCityPack('seed/nantong')
      fillCases(database, pack, cases, days)
      let position = fillReports(database, pack, cases)
      database.sqlite.exec('ANALYZE')
      const reading = openDatabase(path, { readonly: true })
      const filling = timed(() => new CityView(reading, pack, { now: () => noon }))
      const view = filling.result
      const kept = join(folder, 'figures.mirror')
      const keeping = timed(() => view.keep(kept))
      const restoring = timed(() => new CityView(reading, pack, { now: () => noon }, kept))
      const warming = timed(() => {
        for (const step of view.warm()) void step
      })
      const random = seeded(5)
      const regionsOf = new Map(
        levelIds.map((level) => [level, view.epoch.tree.all.filter((r) => r.level === level)]),
      )
      const anyOf = (level: LevelId): RegionId => {
        const list = regionsOf.get(level) ?? []
        return list[Math.floor(random() * list.length)]?.id ?? 1
      }
      // The code is compiled as it is used: what is measured is a server that has answered before.
      for (const { id } of pack.themes) {
        for (const level of levelIds) {
          for (let i = 0; i < 3; i += 1) {
            indicatorBoard(view, { region: anyOf(level), theme: id, window })
          }
        }
      }
      const commit = committer(database, anyOf)
      const walls = new Map<string, number[]>()
      const work = new Map<string, number[]>()
      const follows: number[] = []
      let n = 0
      for (const { id: theme } of pack.themes) {
        for (const level of levelIds) {
          const times: number[] = []
          const spentOn: number[] = []
          walls.set(`${theme} ${level}`, times)
          work.set(`${theme} ${level}`, spentOn)
          for (let i = 0; i < asked; i += 1) {
            if ((n += 1) % commitEvery === 0) {
              position = commit(position)
              follows.push(timed(() => view.follow()).ms)
            }
            const region = anyOf(level)
            const spent = timed(() => indicatorBoard(view, { region, theme, window }))
            times.push(spent.ms)
            spentOn.push(spent.cpu)
          }
        }
      }
      printTable('milliseconds a board', pack.themes, walls)
      printTable('processor milliseconds a board', pack.themes, work)
      const all = [...walls.values()].flat()
      const busy = [...work.values()].flat()
      const past = timesAsOf(view, pack.themes, position - 400, anyOf)
      const { ratio, boards } = againstPlain(view, pack.themes, anyOf)
      const rows: Row[] = [
        {
          what: `any board (${all.length}, a commit every fourth), p50`,
          value: at(all, 0.5),
          unit: 'ms',
        },
        { what: 'any board, p99', value: at(all, 0.99), unit: 'ms', goal: 'at most 30' },
        { what: 'any board, processor time, p50', value: at(busy, 0.5), unit: 'ms' },
        {
          what: 'any board, processor time, p99',
          value: at(busy, 0.99),
          unit: 'ms',
          goal: 'at most 30',
        },
        { what: 'taking in a commit, p99', value: at(follows, 0.99), unit: 'ms' },
        {
          what: 'as of a past position, first time, p99',
          value: at(past, 0.99),
          unit: 'ms',
          goal: 'at most 150',
        },
        {
          what: `reports read one by one ÷ board (${boards} boards, equal answers)`,
          value: ratio,
          unit: '×',
          goal: 'more than 1, equal to the last bit',
        },
        { what: 'counting the mirrors anew', value: filling.ms, unit: 'ms' },
        { what: 'keeping them', value: keeping.ms, unit: 'ms' },
        { what: 'reading the kept ones', value: restoring.ms, unit: 'ms', goal: 'at most 5000' },
        { what: 'reading all measures ahead', value: warming.ms, unit: 'ms' },
      ]
      reading.close()
      return rows
    } finally {
      database.close()
      rmSync(folder, { recursive: true })
    }
  },
} satisfies Bench

type Themes = readonly { id: string }[]

/** The same boards with every report read and laid over one another again; answers must be equal. */
function againstPlain(view: CityView, themes: Themes, anyOf: (level: LevelId) => RegionId) {
  let fast = 0
  let plain = 0
  let boards = 0
  for (const { id: theme } of themes) {
    for (const level of ['city', 'district', 'town', 'community'] as const) {
      const region = anyOf(level)
      const standing = view.standing()
      const { catalog, zone, regions: tree, epoch, now, coverage } = standing
      const isSmall = (id: RegionId): boolean => epoch.head.regions.ordinal(id) < 0
      const reader = measureReader({
        ...{ catalog, zone, tree, now, coverage, schema: epoch.schema },
        figuresFor: (id) => (isSmall(id) ? epoch.local.at(standing.position) : epoch.head),
        reported: plainReports(view, standing),
      })
      const question = { region, theme, window }
      const one = timed(() => boardOf(standing, question))
      const other = timed(() => boardOf({ ...standing, reader }, question))
      if (JSON.stringify(one.result) !== JSON.stringify(other.result)) {
        throw new Error(`boards differ: ${theme} ${region}`)
      }
      fast += one.ms
      plain += other.ms
      boards += 1
    }
  }
  return { ratio: plain / fast, boards }
}

/** A board of each theme at each level as of positions that were never asked before. */
function timesAsOf(
  view: CityView,
  themes: Themes,
  position: number,
  anyOf: (level: LevelId) => RegionId,
): number[] {
  return themes.flatMap(({ id: theme }, i) =>
    levelIds.map((level) => {
      const region = anyOf(level)
      const at = view.positions.floor(position - i * 20)
      return timed(() => indicatorBoard(view, { region, theme, window, at })).ms
    }),
  )
}

/** Commits what a second of a live city brings: a few cases, a report, coverage. */
function committer({ sqlite }: Database, anyOf: (level: LevelId) => RegionId) {
  const row = sqlite.prepare(
    `INSERT INTO case_contribution (position, case_id, slot, day, region, department, type, source,
       severity, reported, accepted, "open") VALUES (?, ?, ?, ?, ?, 'sanitation', '0102', 'hotline', 4, 1, 1, 1)`,
  )
  const balance = sqlite.prepare(
    `INSERT INTO balance_change (position, region, type, source, severity, open, overdueOpen,
       supervisedOpen) VALUES (?, ?, '0102', 'hotline', 4, 1, 0, 0)`,
  )
  const report = sqlite.prepare(
    `INSERT INTO observation SELECT measure, from_at, to_at, grain, ?, ?, regions, vals FROM observation
     WHERE measure = ? ORDER BY from_at DESC LIMIT 1`,
  )
  const commits = sqlite.prepare('INSERT INTO commits VALUES (?, ?, ?)')
  const measures = [
    'fire.fires',
    'orders.issued',
    'hotline.calls_in',
    'service.handled',
    'air.good_days',
  ]
  let n = 0
  return (last: number): number => {
    const position = last + 10
    sqlite.transaction(() => {
      for (let i = 0; i < 5; i += 1) {
        const region = anyOf('grid')
        row.run(position, cases + (n += 1), Math.floor(noon / 900_000) - 1, today, region)
        balance.run(position, region)
      }
      report.run(position, noon, measures[n % measures.length])
      commits.run(position, noon, noon)
    })()
    return position
  }
}

function printTable(what: string, themes: Themes, times: ReadonlyMap<string, number[]>): void {
  const cell = (of: number[]): string => `${at(of, 0.5).toFixed(1)} / ${at(of, 0.99).toFixed(1)}`
  console.log(`${what}, p50 / p99`)
  console.table(
    Object.fromEntries(
      themes.map(({ id }) => [
        id,
        Object.fromEntries(
          levelIds.map((level) => [level, cell(times.get(`${id} ${level}`) ?? [])]),
        ),
      ]),
    ),
  )
}

function timed<T>(work: () => T): { ms: number; cpu: number; result: T } {
  const cpuFrom = process.cpuUsage()
  const from = performance.now()
  const result = work()
  const ms = performance.now() - from
  const { user, system } = process.cpuUsage(cpuFrom)
  return { ms, cpu: (user + system) / 1_000, result }
}

/** The value below which a share of them lies. */
function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}
