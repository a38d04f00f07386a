import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { makeBackup, nameOf, removeOldBackups } from '../backup/make-backup.ts'
import { backupRoot } from './backups.ts'
import { readConfig } from './config.ts'
import { databaseFile } from './open-writer.ts'
import { cannotStart } from './run.ts'

/** `npm run backup`: backs up a data folder (备份), whether or not a server runs on it. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  if (!existsSync(databaseFile(config.dataDir)))
    throw new Error(`${config.dataDir} 没有数据；请用 DATA_DIR 指明数据目录。`)
  const root = backupRoot(config)
  const at = Date.now()
  const by = `命令行 ${userInfo().username}`
  const made = await makeBackup({ dataDir: config.dataDir, root, at, by })
  if (config.backup.kept > 0) removeOldBackups(root, config.backup.kept)
  console.log(`已备份  ${root}/${nameOf(at)}`)
  console.log(
    `  日志位置 ${made.figures.position}，库 ${made.database.bytes} 字节，文件 ${made.files.count} 个，已打开核对`,
  )
  console.log(`  密钥不在备份里：请另行妥善保管 secrets.json，没有它审计链无法核验。`)
}

main().catch(cannotStart)
