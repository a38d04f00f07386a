import { parentPort, workerData } from 'node:worker_threads'
import type { KeptReport } from '../../shared/reports/report.ts'
import type { Period } from '../../shared/time/period.ts'
import { loadCityPack } from '../city/load-city-pack.ts'
import { produceReport, reportBytes } from '../reports/produce.ts'
import type { Config } from './config.ts'
import { databaseFile } from './open-writer.ts'
import { openView } from './open-view.ts'

/** One file to make; `keep` false = its bytes go back and nothing is written. */
export interface ReportJob {
  config: Pick<Config, 'cityPack' | 'dataDir' | 'demo'>
  report: KeptReport
  period: Period
  at: number
  keep: boolean
}

// One thread for one file, on a read-only connection of its own: printing takes seconds.
const { config, report, period, at, keep } = workerData as ReportJob
const view = openView(databaseFile(config.dataDir), loadCityPack(config.cityPack), {
  now: () => at,
})
const city = { view, packFolder: config.cityPack, demo: config.demo }
const made = keep
  ? await produceReport(city, config.dataDir, report, period, at)
  : await reportBytes(city, report, period, at)
view.database.close()
parentPort?.postMessage(made)
