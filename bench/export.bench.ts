import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnalysisQuestion } from '../shared/analysis/question.ts'
import type { ExportFormat, ExportState } from '../shared/exports/request.ts'
import { loadCityPack } from '../server/city/load-city-pack.ts'
import type { Bench, Row } from './bench.ts'
import {
  helper,
  startCityServer,
  type CityServer,
  type LoadAnswer,
  type LoadOrder,
  type ScreensAnswer,
} from './intake-parts.ts'

const key = 'export-bench-key'
const rate = 500
const watching = 20
const seconds = Number(process.env.SECONDS ?? 40)

const pack = loadCityPack('seed/nantong')
const wide = new Set(['city', 'district', 'town'])
const shown = pack.regions.filter(({ level, validTo }) => validTo === null && wide.has(level))
const daily = pack.indicators.filter(({ period }) => ['realtime', 'day'].includes(period))

/** A question of about so many rows: twenty figures of 111 regions, day by day. */
function questionOf(rows: number): AnalysisQuestion {
  const [indicators, regions] = [daily.slice(0, 20), shown.slice(0, 111)]
  const days = Math.ceil(rows / (indicators.length * regions.length))
  const to = new Date()
  const from = new Date(to.getTime() - days * 86_400_000)
  const iso = (date: Date) => date.toISOString().slice(0, 10)
  return {
    indicators: indicators.map(({ id }) => id),
    regions: regions.map(({ id }) => id),
    ...{ from: iso(from), to: iso(to), grain: 'day', compare: 'none', view: 'table', methods: [] },
  }
}

/**
 * The real server on loopback, twenty screens and 500 facts/s: how long a workbook of 100,000 rows takes
 * and what memory; and how much later live frames come while a million rows are exported.
 */
export default {
  name: 'export',
  run: async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'shiyu-export-'))
    const server = await startCityServer(dataDir, key)
    const [load, screens] = [await helper('./intake-load.ts'), await helper('./intake-screens.ts')]
    const { origin, cookie } = server
    const post = (order: Pick<LoadOrder, 'run' | 'rate' | 'seconds'> & { batch?: number }) =>
      load.ask<LoadAnswer>({ origin, key, sources: 10, batch: 50, ...order })
    try {
      await post({ run: 'history', rate: null, seconds: 10, batch: 500 })
      await screens.ask({ origin, cookie, count: watching })
      const alone = await post({ run: 'alone', rate, seconds })
      const million = start(server, 'csv', 1_000_000)
      const meanwhile = await post({ run: 'meanwhile', rate, seconds })
      const { rows, seconds: took, growth } = await million
      const seen = await screens.ask<ScreensAnswer>('tell')
      const workbook = await start(server, 'xlsx', 100_000)
      console.log(
        `load before the table: ${loadavg()
          .map((n) => n.toFixed(1))
          .join(' ')}`,
      )
      const [before, during] = [delays(alone, seen), delays(meanwhile, seen)]
      return [
        { what: `XLSX of ${workbook.rows} rows`, value: workbook.seconds, unit: 's', goal: '≤ 10' },
        {
          what: 'the same, memory above before',
          value: workbook.growth,
          unit: 'MB',
          goal: '≤ 250',
        },
        { what: `CSV of ${rows} rows`, value: took, unit: 's' },
        { what: 'the same, memory above before', value: growth, unit: 'MB' },
        { what: 'live frames p99, nothing exported', value: before, unit: 'ms' },
        { what: 'live frames p99, meanwhile', value: during, unit: 'ms' },
        { what: 'the difference', value: during - before, unit: 'ms', goal: '≤ 50' },
      ] satisfies Row[]
    } finally {
      await load.stop()
      await screens.stop()
      await server.stop()
      rmSync(dataDir, { recursive: true })
    }
  },
} satisfies Bench

/** From the acknowledgement of each batch to the frames that show it, 99th percentile, ms. */
function delays({ acks }: LoadAnswer, { screens }: ScreensAnswer): number {
  const waits = acks.flatMap(({ position, at }) =>
    screens.flatMap(({ frames }) => {
      const frame = frames.find((one) => one.position >= position)
      return frame ? Math.max(0, frame.at - at) : []
    }),
  )
  return waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? NaN
}

/** Asks for an export and waits for it. */
async function start({ origin, cookie, pid }: CityServer, format: ExportFormat, rows: number) {
  const before = residentMb(pid)
  const [from, url] = [performance.now(), `${origin}/api/v1/exports`]
  const asked = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shiyu': '1', cookie },
    body: JSON.stringify({ question: questionOf(rows), format }),
  })
  const { id } = (await asked.json()) as { id: string }
  let most = before
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 200))
    most = Math.max(most, residentMb(pid))
    const state = (await (
      await fetch(`${url}/${id}`, { headers: { cookie } })
    ).json()) as ExportState
    if (state.state === 'failed') throw new Error(state.words)
    if (state.state !== 'done') continue
    const took = (performance.now() - from) / 1000
    return { rows: state.done, seconds: took, growth: most - before }
  }
}

/** Resident memory of a process as Linux counts it; NaN elsewhere. */
function residentMb(pid: number): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kilobytes) / 1024
  } catch {
    return NaN
  }
}
