import { userInfo } from 'node:os'
import { basename, dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { existsSync, statSync } from 'node:fs'
import { restoreBackup } from '../backup/restore.ts'
import { takeWriterLock } from '../db/writer-lock.ts'
import { DomainError } from '../../shared/errors.ts'
import { readConfig } from './config.ts'
import { cannotStart } from './run.ts'
import { openSecrets, secretsFile } from './secrets.ts'

const usage =
  '用法：npm run restore -- [--without-audit-key] 备份目录（如 data/nantong/backups/2026-11-23T02-30-00Z）'

/** `npm run restore -- FOLDER`: puts a backup in place (恢复) while no server runs on the data folder. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { 'without-audit-key': { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [given] = positionals
  if (given === undefined || positionals.length > 1) throw new Error(usage)
  const path = resolve(given)
  if (!existsSync(path)) throw new Error(`没有 ${path}。\n${usage}`)
  // Its file or its manifest mean the backup itself.
  const folder = statSync(path).isDirectory() ? path : dirname(path)
  const { dataDir } = readConfig(process.env)
  const lock = lockOr(dataDir)
  try {
    const key = values['without-audit-key'] ? null : keyOf(dataDir)
    const { manifest, old } = await restoreBackup({
      ...{ dataDir, folder, key, at: Date.now(), user: userInfo().username },
      say: (step) => console.log(`${step}…`),
    })
    console.log(`已恢复到日志位置 ${manifest.figures.position}（备份 ${basename(folder)}）`)
    if (old !== null) console.log(`  原来的库在 ${old}，确认无误后可以删除`)
    if (key === null) console.log('  审计链未核验；请用 AUDIT_NEW_KEY=1 启动一次，从新密钥开始')
  } finally {
    lock.release()
  }
}

function lockOr(dataDir: string) {
  try {
    return takeWriterLock(dataDir)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    throw new Error(`${dataDir} 有服务或导入在运行，不能恢复；请先停下它。`)
  }
}

/** A key made now would verify nothing: the one of then must be there. */
function keyOf(dataDir: string) {
  if (process.env.AUDIT_KEY === undefined && !existsSync(secretsFile(dataDir)))
    throw new Error(
      `缺少审计密钥：请先把该库原来的 secrets.json 放到 ${dataDir}（权限 600），或用 AUDIT_KEY 给出。` +
        '确已遗失时加 --without-audit-key：审计链将无法核验。',
    )
  return openSecrets(dataDir).auditKey
}

main().catch(cannotStart)
