import { parentPort, workerData } from 'node:worker_threads'
import { DomainError } from '../../shared/errors.ts'
import { loadCityPack } from '../city/load-city-pack.ts'
import { openDatabase } from '../db/open.ts'
import { makeExport } from '../exports/make-export.ts'
import { Cancelled } from '../exports/table/table-run.ts'
import { CityView } from '../queries/city-view.ts'
import { giveWay } from './give-way.ts'
import type { ExporterData, FromExporter, ToExporter } from './export-messages.ts'
import { mirrorFile } from './open-view.ts'
import { databaseFile } from './open-writer.ts'

// Files are made on a thread of their own, on a read-only connection, so that no screen waits for them.
const port = parentPort
if (port === null) throw new Error('This file is the exports’ thread; start server/app/start.ts.')
const say = (message: FromExporter): void => port.postMessage(message)
const { dataDir, cityPack } = workerData as ExporterData
const clock = { now: () => Date.now() }
const tellMs = 250

giveWay()
let view: CityView | null = null
let cancelled = false

/** Opened with the first export: the thread lives only as long as somebody asks. */
function openCity(): CityView {
  const path = databaseFile(dataDir)
  const database = openDatabase(path, { readonly: true })
  return new CityView(database, loadCityPack(cityPack), clock, mirrorFile(path))
}

port.on('message', (message: ToExporter) => {
  if (message.kind === 'cancel') {
    cancelled = true
    return
  }
  cancelled = false
  const { asked, path } = message
  let told = 0
  const progress = (done: number, total: number): void => {
    const now = performance.now()
    if (now - told < tellMs) return
    told = now
    say({ kind: 'progress', done, total })
  }
  const make = async (): Promise<void> => {
    view ??= openCity()
    view.follow()
    const watch = { progress, cancelled: () => cancelled }
    await makeExport({ view, packFolder: cityPack }, asked, path, watch)
  }
  make().then(
    () => say({ kind: 'made' }),
    (error: unknown) => {
      const known = error instanceof DomainError
      const { code, params } = known ? error : { code: 'unexpected' as const, params: {} }
      const words =
        error instanceof Cancelled ? 'cancelled' : String((error as Error)?.stack ?? error)
      say({ kind: 'failed', code, params, message: words })
    },
  )
})
