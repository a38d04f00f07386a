import { existsSync } from 'node:fs'
import { Presets, SingleBar } from 'cli-progress'
import { DomainError } from '../../shared/errors.ts'
import { loadCityPack } from '../city/load-city-pack.ts'
import { openDatabase } from '../db/open.ts'
import { guardPack } from '../db/pack-guard.ts'
import { takeWriterLock } from '../db/writer-lock.ts'
import { packBook } from '../log/pack-book.ts'
import { readingFor } from '../projections/reading-for.ts'
import { rebuild } from '../projections/rebuild.ts'
import type { RebuildReport } from '../projections/rebuild.ts'
import { readConfig } from './config.ts'
import { databaseFile } from './open-writer.ts'

/** `npm run rebuild`: makes the read models of a data folder anew from its log (重建). */
function main(): void {
  const { dataDir, cityPack } = readConfig(process.env)
  const path = databaseFile(dataDir)
  if (!existsSync(path))
    throw new DomainError({
      code: 'not-found',
      params: { file: path, remedy: '此目录没有数据；请用 DATA_DIR 指明数据目录。' },
    })
  const lock = takeWriterLock(dataDir)
  const database = openDatabase(path)
  try {
    guardPack(database.sqlite, loadCityPack(cityPack).id)
    const started = performance.now()
    const report = rebuildWithBar(database.sqlite)
    console.log(describe(report, (performance.now() - started) / 1000))
  } finally {
    database.close()
    lock.release()
  }
}

function rebuildWithBar(sqlite: ReturnType<typeof openDatabase>['sqlite']): RebuildReport {
  const bar = new SingleBar(
    { format: '重建 [{bar}] {percentage}% {value}/{total} {duration_formatted}' },
    Presets.legacy,
  )
  const { readingOf, content } = packBook(sqlite, readingFor)
  bar.start(0, 0)
  try {
    return rebuild(sqlite, { readingOf, packContent: content }, (done, total) => {
      bar.setTotal(total)
      bar.update(done)
    })
  } finally {
    bar.stop()
  }
}

function describe({ facts, cases, differences }: RebuildReport, seconds: number): string {
  const lines = [
    `事实    ${facts}`,
    `案件    ${cases}`,
    `用时    ${seconds.toFixed(1)} 秒，每秒 ${Math.round(facts / Math.max(seconds, 0.001))} 条`,
  ]
  if (differences.length === 0) return [...lines, '合计    与重建前一致'].join('\n')
  const changed = differences.map(({ what, before, after }) => `  ${what}: ${before} → ${after}`)
  return [...lines, '合计    与重建前不一致，现以重建为准：', ...changed].join('\n')
}

try {
  main()
} catch (error) {
  if (!(error instanceof DomainError)) throw error
  console.error(error.params.remedy ?? error.message)
  process.exitCode = 1
}
