import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import {
  analysisViews,
  type AnalysisQuestion,
  type AnalysisView,
} from '../shared/analysis/question.ts'
import { packed, unpacked, type PackedAnswer } from '../shared/analysis/packed.ts'
import { viewOf } from '../shared/analysis/views/view-of.ts'
import { loadCityPack } from '../server/city/load-city-pack.ts'
import { openDatabase } from '../server/db/open.ts'
import { analysisAsk } from '../server/queries/analysis/analysis-ask.ts'
import { analysisClock } from '../server/queries/analysis/analysis-clock.ts'
import { CityView } from '../server/queries/city-view.ts'
import { runJob } from '../server/statistics/run-job.ts'
import type { Bench, Row } from './bench.ts'
import { fillCases, fillReports, noon } from './fill-city.ts'

const cases = Number(process.env.CASES ?? 1_000_000)
const days = 400
const rounds = 5
const goal = 'at most 300'

/** Every view over 13 months of days × city, districts and towns, from a question to its answer and model. */
export default {
  name: 'analysis',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shiyu-analysis-'))
    const path = join(folder, 'city.db')
    const database = openDatabase(path)
    try {
      const pack = loadCityPack('seed/nantong')
      fillCases(database, pack, cases, days)
      fillReports(database, pack, cases)
      database.sqlite.exec('ANALYZE')
      const reading = openDatabase(path, { readonly: true })
      const view = new CityView(reading, pack, { now: () => noon })
      for (const step of view.warm()) void step
      const { tree, catalog } = view.epoch
      const regions = tree.all.filter(
        (one) => ['city', 'district', 'town'].includes(one.level) && one.validTo === null,
      )
      const catalogue = pack.indicators.map((one) => catalog.meta(one))
      const iso = (ms: number): string => view.zone.isoDate(view.zone.dayOf(ms))
      const usual: AnalysisQuestion = {
        indicators: ['overview.accepted_today'],
        regions: regions.map(({ id }) => id),
        from: iso(noon - 395 * 86_400_000),
        to: iso(noon + 86_400_000),
        ...{ grain: 'day', compare: 'none', view: 'table', methods: [] },
      }
      const take = (view_: AnalysisView, change: Partial<AnalysisQuestion> = {}) => {
        const indicators =
          view_ === 'scatter'
            ? ['overview.accepted_today', 'overview.close_ontime_rate']
            : usual.indicators
        const grain = view_ === 'scatter' ? ('week' as const) : usual.grain
        const question = { ...usual, indicators, grain, view: view_, ...change }
        const clock = view_ === 'clock' ? analysisClock(view, question, () => true) : null
        // 时段 is timed by its clock alone; the lines that a page asks for beside it are the other views'.
        const answer = analysisAsk(
          view,
          view_ === 'clock' ? { ...question, grain: 'custom' } : question,
          () => true,
        )
        return { answer, clock, model: viewOf(answer, catalogue, regions, { clock }) }
      }
      const rows: Row[] = []
      const measure = (what: string, run: () => unknown, aim = goal): void => {
        const first = timed(run)
        const times = Array.from({ length: rounds }, () => timed(run))
        const middle = (side: 'ms' | 'cpu'): number =>
          times.map((one) => one[side]).sort((a, b) => a - b)[rounds >> 1] ?? 0
        rows.push({ what: `${what}, first`, value: first.ms, unit: 'ms' })
        rows.push({
          what: `${what}, median of ${rounds}`,
          value: middle('ms'),
          unit: 'ms',
          goal: aim,
        })
        rows.push({ what: `${what}, processor time`, value: middle('cpu'), unit: 'ms', goal: aim })
      }
      for (const one of analysisViews) measure(one, () => take(one))
      for (const compare of ['previous', 'last-year', 'target', 'peers', 'city'] as const)
        measure(`heat beside ${compare}`, () => take('heat', { compare }))
      const others = {
        'a rate of cases': 'overview.close_ontime_rate',
        'cases that are open': 'overview.open',
        'a reported count by inhabitants': 'hotline.calls_per_10k',
        'a reported share': 'worksafety.chem_sensor_online',
      }
      for (const [what, id] of Object.entries(others))
        measure(`heat of ${what}`, () => take('heat', { indicators: [id] }))
      measure('trend by the hour, 45 days, districts', () =>
        take('trend', {
          grain: 'hour',
          from: iso(noon - 45 * 86_400_000),
          regions: regions.filter(({ level }) => level !== 'town').map(({ id }) => id),
        }),
      )
      const { answer } = take('table')
      const json = JSON.stringify(packed(answer))
      rows.push({
        what: 'points of that answer',
        value: answer.lines.reduce((n, l) => n + l.points.length, 0),
        unit: '',
      })
      const size = (what: string, { length }: { length: number }): void =>
        void rows.push({ what, value: length / 1e6, unit: 'MB' })
      measure('point by point as JSON', () => JSON.stringify(answer), '')
      size('its size', JSON.stringify(answer))
      measure('by columns as JSON', () => JSON.stringify(packed(answer)), '')
      size('its size', json)
      measure('read and unpacked again', () => unpacked(JSON.parse(json) as PackedAnswer), '')
      measure('gzipped, level 1', () => gzipSync(json, { level: 1 }), '')
      size('its size', gzipSync(json, { level: 1 }))
      measure('gzipped, level 6', () => gzipSync(json), '')
      size('its size', gzipSync(json))
      const values = answer.lines[0]?.points.map(({ value }) => value) ?? []
      const season = { length: 7, name: '周内' }
      const bounds = { min: 0, max: null }
      for (const method of ['stl', 'change-points', 'anomalies'] as const)
        measure(`${method} of 395 days`, () => runJob({ method, values, season, bounds }), '')
      const ahead = { horizon: 14, bounds }
      measure(
        'forecast of 395 days',
        () => runJob({ method: 'forecast', values: values.slice(0, -1), season, ...ahead }),
        '',
      )
      reading.close()
      return rows
    } finally {
      database.close()
      rmSync(folder, { recursive: true })
    }
  },
} satisfies Bench

function timed(run: () => unknown): { ms: number; cpu: number } {
  const start = performance.now()
  const before = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(before)
  return { ms: performance.now() - start, cpu: (user + system) / 1000 }
}
