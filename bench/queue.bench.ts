import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoPerson } from '../shared/access/asker.ts'
import { queueFilters, type QueueQuestion } from '../shared/cases/queue-answers.ts'
import type { CityPack, LevelId } from '../shared/city/pack.ts'
import { RegionTree } from '../shared/regions/tree.ts'
import { loadCityPack } from '../server/city/load-city-pack.ts'
import { openDatabase } from '../server/db/open.ts'
import { openLog } from '../server/log/log.ts'
import { caseQueue } from '../server/queries/case-queue.ts'
import { CityView } from '../server/queries/city-view.ts'
import type { Bench, Row } from './bench.ts'
import { noon, seeded } from './fill-city.ts'
import { queueCity, teller } from './queue-city.ts'

const cases = 1_000_000
const cities = [
  { cases, open: 50_000, late: 5_000 },
  { cases, open: 200_000, late: 80_000 },
]
const hourMs = 3_600_000
const rounds = Number(process.env.ROUNDS ?? 12)
/** Cases told between one question and the next, with about five facts each. */
const toldBetween = 20

/**
 * Pages of `case.queue` in a city of a million cases, fifty rows each, with counts: every filter, for
 * regions of every level, words, and the pages after the first, a commit before every question.
 */
export default {
  name: 'queue',
  run: async () => cities.flatMap(measure),
} satisfies Bench

function measure(city: (typeof cities)[number]): Row[] {
  const pack = loadCityPack('seed/nantong')
  const folder = mkdtempSync(join(tmpdir(), 'shiyu-queue-'))
  const path = join(folder, 'city.db')
  copyFileSync(queueCity(pack, city), path)
  const writing = openDatabase(path)
  const reading = openDatabase(path, { readonly: true })
  try {
    const log = openLog({ database: writing, clock: { now: () => noon } })
    const view = new CityView(reading, pack, { now: () => noon })
    for (const step of view.warm()) void step
    const ask = asker(view, pack)
    const tell = teller(pack, city)
    const times = new Map<string, number[]>()
    const work: number[] = []
    const random = seeded(7)
    let told = city.open
    let first = 0
    for (let round = -2; round < rounds; round += 1) {
      for (const [what, question] of ask.questions(random)) {
        log.appendNow(Array.from({ length: toldBetween }, () => tell((told += 1))))
        view.follow()
        const spent = timed(() => ask.page(question))
        if (first === 0) first = spent.ms
        if (round < 0) continue
        times.set(what, [...(times.get(what) ?? []), spent.ms])
        work.push(spent.cpu)
      }
    }
    printTable(city.open, times)
    const all = [...times.values()].flat()
    const key = median(200, () => ask.byKey(Math.floor(random() * cases) + 1))
    const scan = median(9, () => ask.countOpen())
    const named = `of ${city.open / 1_000}k open in 1 M`
    return [
      { what: `a page ${named}, p50 (${all.length})`, value: at(all, 0.5), unit: 'ms' },
      { what: `a page ${named}, p99`, value: at(all, 0.99), unit: 'ms', goal: 'at most 50' },
      { what: `a page ${named}, processor time, p50`, value: at(work, 0.5), unit: 'ms' },
      {
        what: `a page ${named}, processor time, p99`,
        value: at(work, 0.99),
        unit: 'ms',
        goal: 'at most 50',
      },
      { what: `a page ${named}, worst`, value: at(all, 1), unit: 'ms' },
      { what: `a page ${named}, the first after the start`, value: first, unit: 'ms' },
      { what: `p99 ÷ one case by its key`, value: at(all, 0.99) / key, unit: '×' },
      { what: `p50 ÷ counting the open rows`, value: at(all, 0.5) / scan, unit: '×' },
    ]
  } finally {
    reading.close()
    writing.close()
    rmSync(folder, { recursive: true })
  }
}

const people = {
  officer: demoPerson('duty-officer', 1),
  handler: demoPerson('department-handler', 1, 'sanitation'),
  verifier: demoPerson('verifier', 1),
  leader: demoPerson('leader', 1),
}
const words = ['垃圾', '井盖破损', '没有这样的', '20261105-1', '20261105-4321']

/** The questions of one round, and what they are measured against. */
function asker(view: CityView, pack: CityPack) {
  const tree = new RegionTree(pack.regions)
  const { sqlite } = view.database
  const state = sqlite.prepare<[number]>('SELECT * FROM case_state WHERE case_id = ?')
  const count = sqlite.prepare('SELECT count(*) FROM case_queue NOT INDEXED WHERE due_at > 0')
  const page = ({ asker, ...question }: Asked) => caseQueue(view, question, people[asker])
  return {
    page,
    byKey: (id: number) => state.get(id),
    countOpen: () => count.get(),
    *questions(random: () => number): Generator<[string, Asked]> {
      const anyOf = (level: LevelId) => {
        const list = tree.all.filter((region) => region.level === level)
        return list[Math.floor(random() * list.length)]?.id ?? 1
      }
      for (const level of ['city', 'district', 'town'] as const)
        for (const filter of queueFilters)
          yield [`${level} ${filter}`, { filter, region: anyOf(level), asker: 'officer' }]
      for (const asker of ['handler', 'verifier', 'leader'] as const)
        yield [`city mine of ${asker}`, { filter: 'mine', region: 1, asker }]
      for (const text of words) {
        yield [`city all “${text}”`, { filter: 'all', region: 1, text, asker: 'officer' }]
        const region = anyOf('district')
        yield [`district all “${text}”`, { filter: 'all', region, text, asker: 'officer' }]
      }
      let cursor: string | null = null
      for (let n = 1; n <= 4; n += 1) {
        const next: Asked = { filter: 'all', region: 1, asker: 'officer' }
        if (cursor !== null) next.cursor = cursor
        cursor = page(next).cursor
        yield [`city all, page ${n}`, next]
      }
      const middle = { filter: 'all', region: 1, cursor: `${noon + 40 * hourMs}:1` } as const
      yield ['city all, from the middle', { ...middle, asker: 'officer' }]
    },
  }
}

type Asked = QueueQuestion & { asker: keyof typeof people }

function printTable(open: number, times: ReadonlyMap<string, number[]>): void {
  console.log(`milliseconds a page, ${open} open of ${cases}, p50 / worst`)
  const cell = (of: number[]): string => `${at(of, 0.5).toFixed(1)} / ${at(of, 1).toFixed(1)}`
  console.table(Object.fromEntries([...times].map(([what, of]) => [what, cell(of)])))
}

/** Elapsed and processor time, garbage collection's threads included. */
function timed(work: () => unknown): { ms: number; cpu: number } {
  const cpuFrom = process.cpuUsage()
  const from = performance.now()
  work()
  const ms = performance.now() - from
  const { user, system } = process.cpuUsage(cpuFrom)
  return { ms, cpu: (user + system) / 1_000 }
}

const median = (runs: number, work: () => unknown): number =>
  at(
    Array.from({ length: runs }, () => timed(work).ms),
    0.5,
  )

/** The value below which a share of them lies. */
function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}
