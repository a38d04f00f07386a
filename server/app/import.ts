import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Presets, SingleBar } from 'cli-progress'
import { DomainError } from '../../shared/errors.ts'
import { makeZone } from '../../shared/time/zone.ts'
import { loadCityPack } from '../city/load-city-pack.ts'
import { bostonMapping } from '../ingest/sources/boston-311/mapping.ts'
import { parseBostonFile } from '../ingest/sources/boston-311/parse.ts'
import { serverSink, writerSink } from './fact-sink.ts'
import type { FactSink } from './fact-sink.ts'
import { printSheetReport } from '../ingest/sheets/print-report.ts'
import { printWorkOrderReport } from '../ingest/work-orders/print-report.ts'
import { importFile } from './import-file.ts'
import { printReport } from './import-report.ts'
import { importSheet } from './import-sheet.ts'
import { importWorkOrderFile } from './import-work-orders.ts'
import { defaultDataDir, openWriter } from './open-writer.ts'

const usage = `用法：npm run import -- --pack seed/boston --source boston-311 文件.csv[.zip]
      npm run import -- --pack seed/nantong --sheet waste-month [--period 2026-10] [--accept repeated-period] 文件.xlsx
      npm run import -- --mapping 12345-export|映射.json [--pack seed/nantong] [--dry-run] [--rejected 退回.csv] 文件.csv|.xlsx`
const clock = { now: () => Date.now() }

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      pack: { type: 'string' },
      source: { type: 'string' },
      sheet: { type: 'string' },
      period: { type: 'string' },
      accept: { type: 'string' },
      mapping: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      rejected: { type: 'string' },
    },
    allowPositionals: true,
  })
  const [file] = positionals
  const { pack: packFolder, sheet, period, accept } = values
  if (values.mapping !== undefined && file !== undefined) {
    const report = await importWorkOrderFile(
      {
        packFolder: packFolder ?? process.env.CITY_PACK ?? 'seed/nantong',
        ...{ mapping: values.mapping, file, dryRun: values['dry-run'] },
        rejectedPath: values.rejected ?? null,
      },
      clock,
    )
    console.log(printWorkOrderReport(report))
    if (report.rejected > 0) process.exitCode = 2
    return
  }
  if (packFolder !== undefined && sheet !== undefined && file !== undefined) {
    const report = await importSheet({ packFolder, mapping: sheet, file, period, accept }, clock)
    console.log(printSheetReport(report))
    if (report.counts.errors > 0) process.exitCode = 2
    return
  }
  if (values.pack === undefined || values.source !== 'boston-311' || file === undefined)
    throw new DomainError({ code: 'bad-request', params: { what: usage } })
  const folder = values.pack
  const pack = loadCityPack(folder)
  const mapping = bostonMapping.parse(
    JSON.parse(readFileSync(join(folder, `${values.source}.json`), 'utf8')),
  )
  const zone = makeZone(pack.zone)
  const { sink, close } = openSink(folder, process.env.DATA_DIR ?? defaultDataDir(pack))
  const bar = new SingleBar(
    { format: '导入 [{bar}] {percentage}% {duration_formatted}' },
    Presets.legacy,
  )
  const started = performance.now()
  try {
    bar.start(1000, 0)
    const progress = (done: number): void => bar.update(Math.round(done * 1000))
    const report = await importFile(parseBostonFile(file), { sink, mapping, zone, clock, progress })
    bar.stop()
    console.log(printReport(report, (ms) => zone.isoDate(zone.dayOf(ms))))
    console.log(`用时    ${((performance.now() - started) / 1000).toFixed(1)} 秒`)
  } finally {
    bar.stop()
    close()
  }
}

/** The city's file itself, or the server that is writing it. */
function openSink(folder: string, dataDir: string): { sink: FactSink; close: () => void } {
  try {
    const writer = openWriter(folder, dataDir, clock)
    return { sink: writerSink(writer, clock), close: writer.close }
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'writer-locked') throw error
    return { sink: serverSink(dataDir), close: () => {} }
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof DomainError)) throw error
  console.error(error.params.what ?? error.params.remedy ?? error.message)
  process.exitCode = 1
})
