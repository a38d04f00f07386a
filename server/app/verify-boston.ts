import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { bostonMapping } from '../ingest/sources/boston-311/mapping.ts'
import { parseBostonFile } from '../ingest/sources/boston-311/parse.ts'
import { checksOf } from './boston-checks.ts'
import { writerSink } from './fact-sink.ts'
import { importFile } from './import-file.ts'
import { printReport } from './import-report.ts'
import { openWriter } from './open-writer.ts'
import { readPlainCsv } from './plain-csv.ts'

const folder = resolve(import.meta.dirname, '../../seed/boston')
const clock = { now: () => Date.now() }

/** Imports the file twice and checks what came of it against the file itself. */
async function main(file: string): Promise<boolean> {
  const dataDir = process.env.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'shiyu-boston-'))
  const writer = openWriter(folder, dataDir, clock)
  try {
    const { zone, log, database, pack } = writer
    const mapping = bostonMapping.parse(
      JSON.parse(readFileSync(join(folder, 'boston-311.json'), 'utf8')),
    )
    const into = { sink: writerSink(writer, clock), mapping, zone, clock }
    const started = performance.now()
    const first = await importFile(parseBostonFile(file), into)
    const seconds = (performance.now() - started) / 1000
    const head = log.headPosition()
    const second = await importFile(parseBostonFile(file), into)
    console.log(printReport(first, (ms) => zone.isoDate(zone.dayOf(ms))))
    console.log(`用时    ${seconds.toFixed(1)} 秒`)
    const moved = log.headPosition() - head
    const checks = checksOf(database.sqlite, readPlainCsv(file), {
      first,
      second,
      moved,
      pack,
      mapping,
    })
    for (const { holds, what } of checks) console.log(`${holds ? '✓' : '✗'} ${what}`)
    return checks.every(({ holds }) => holds)
  } finally {
    writer.close()
    if (process.env.DATA_DIR === undefined) rmSync(dataDir, { recursive: true, force: true })
  }
}

const [file] = process.argv.slice(2)
if (file === undefined) {
  console.error('用法：npx tsx server/app/verify-boston.ts 文件.csv[.zip]')
  process.exitCode = 2
} else process.exitCode = (await main(file)) ? 0 : 1
