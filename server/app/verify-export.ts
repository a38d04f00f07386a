import { existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { loadCityPack } from '../city/load-city-pack.ts'
import { openDatabase } from '../db/open.ts'
import { verifyExport } from '../exports/verify-export.ts'
import { CityView } from '../queries/city-view.ts'
import { verifyReport } from '../reports/verify-report.ts'
import { readConfig } from './config.ts'
import { mirrorFile } from './open-view.ts'
import { databaseFile } from './open-writer.ts'
import { cannotStart } from './run.ts'

/** `npm run verify-export -- FILE`: counts the figures of an exported file again (核对), beside a running server or without one. */
async function main(): Promise<void> {
  const [given] = process.argv.slice(2)
  if (given === undefined) throw new Error('用法：npm run verify-export -- 文件')
  if (!existsSync(given)) throw new Error(`没有这个文件：${given}`)
  // Where DATA_DIR says nothing, the city's own data or the demo's, whichever are there.
  const configs = [readConfig(process.env, false), readConfig(process.env, true)]
  const config = configs.find(({ dataDir }) => existsSync(databaseFile(dataDir)))
  if (config === undefined)
    throw new Error(`${configs[0]?.dataDir ?? ''} 没有数据；请用 DATA_DIR 指明数据目录。`)
  const { cityPack } = config
  const databasePath = databaseFile(config.dataDir)
  const database = openDatabase(databasePath, { readonly: true })
  const clock = { now: () => Date.now() }
  const view = new CityView(database, loadCityPack(cityPack), clock, mirrorFile(databasePath))
  const remade = join(tmpdir(), `verify-export-${process.pid}`)
  try {
    const city = { view, packFolder: cityPack }
    const path = resolve(given)
    const found = (await verifyReport(city, path)) ?? (await verifyExport(city, path, remade))
    const { provenance: from, rows, agrees, differences, total } = found
    if (from) console.log(`来源  ${from.cityName} · 日志位置 ${from.position} · ${from.by.name}`)
    console.log(`行数  ${rows}`)
    console.log(agrees ? '一致  全部数字与该位置的重算相同' : `不一致  ${total} 处：`)
    if (!agrees) console.log(differences.map((words) => `  ${words}`).join('\n'))
    if (total > differences.length) console.log(`  另有 ${total - differences.length} 处未列`)
    process.exitCode = agrees ? 0 : 1
  } finally {
    rmSync(remade, { force: true })
    database.close()
  }
}

main().catch(cannotStart)
