import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What must stay secret (密钥): never in the database, a backup, an answer or a log. */
export interface Secrets {
  /** Chains the audit (审计密钥). */
  auditKey: KeyObject
}

/** Where the secrets of a data folder lie, unless the environment gives them. */
export const secretsFile = (dataDir: string): string => join(dataDir, 'secrets.json')

const keyText = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32)
const content = z.object({ auditKey: keyText })
type Content = z.infer<typeof content>

/**
 * The secrets (密钥) of a data folder: from the environment (`AUDIT_KEY`, 32 bytes in base64), else from
 * its file of mode 600, which the first start makes. Raises an Error, in words, for a file that others
 * may read or that is damaged.
 */
export function openSecrets(dataDir: string, env: NodeJS.ProcessEnv = process.env): Secrets {
  const { AUDIT_KEY } = env
  const { auditKey } = AUDIT_KEY === undefined ? fromFile(dataDir) : given(AUDIT_KEY)
  return { auditKey: createSecretKey(Buffer.from(auditKey, 'base64')) }
}

function given(AUDIT_KEY: string): Content {
  const parsed = content.safeParse({ auditKey: AUDIT_KEY })
  if (!parsed.success)
    throw new Error('AUDIT_KEY 应为 32 字节的 base64（openssl rand -base64 32）。')
  return parsed.data
}

function fromFile(dataDir: string): Content {
  const path = secretsFile(dataDir)
  const text = read(path) ?? make(dataDir, path)
  const mode = statSync(path).mode & 0o777
  if ((mode & 0o077) !== 0)
    throw new Error(
      `密钥文件 ${path} 可被其他用户读取（权限 ${mode.toString(8)}），拒绝启动。` +
        `请执行 chmod 600 '${path}'，并确认没有外人读过；读过的，换一把密钥（AUDIT_NEW_KEY=1）。`,
    )
  try {
    return content.parse(JSON.parse(text))
  } catch {
    // What it says must not reach a log, not even in an error.
    throw new Error(`密钥文件 ${path} 已损坏，拒绝启动。请从保管处取回原件。`)
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Error(`密钥文件 ${path} 读不了，拒绝启动。请检查属主和权限。`)
  }
}

/** Whole or not at all, and of two that begin at once the first counts. */
function make(dataDir: string, path: string): string {
  mkdirSync(dataDir, { recursive: true })
  const made: Content = { auditKey: randomBytes(32).toString('base64') }
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  const file = openSync(temporary, 'wx', 0o600)
  try {
    writeSync(file, `${JSON.stringify(made)}\n`)
    fsyncSync(file)
    linkSync(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    closeSync(file)
    rmSync(temporary, { force: true })
  }
  return readFileSync(path, 'utf8')
}
