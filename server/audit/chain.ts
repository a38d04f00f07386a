import { createSecretKey, type KeyObject } from 'node:crypto'
import type Sqlite from 'better-sqlite3'
import { DomainError } from '../../shared/errors.ts'
import { insertSql } from '../db/insert-sql.ts'
import { audit } from '../db/tables.ts'
import { canonical, type AuditEntry } from './audit-row.ts'
import { checkpointWriter, headReader, sealOfHead, type Head } from './links.ts'
import { fingerprint, firstMac, macOf } from './mac.ts'

/** The end of the chain (审计链), where rows are written. */
export interface AuditChain {
  key: KeyObject
  /**
   * Writes one row in the caller's own transaction, so that it stands exactly if what it records does;
   * its number. Raises an Error outside a transaction.
   */
  write(at: number, entry: AuditEntry): number
}

/** A key that everybody knows: its chain shows accidents, not intent. For tests and throw-away files. */
export const knownKey: KeyObject = createSecretKey(Buffer.alloc(32))

/** How a chain is opened. */
export interface ChainOptions {
  key?: KeyObject
  /** Begins anew where the file's key was lost; what came before cannot be verified any more. */
  newKey?: boolean
}

/**
 * Opens the chain of a file for writing, on the writer's connection. Raises `conflict` where the file was
 * chained with another key.
 */
export function openChain(
  sqlite: Sqlite.Database,
  now: number,
  { key = knownKey, newKey = false }: ChainOptions = {},
): AuditChain {
  const insert = sqlite.prepare(insertSql(audit))
  const readHead = headReader(sqlite)
  const addCheckpoint = checkpointWriter(sqlite, key)
  const setHead = sqlite.prepare(
    `INSERT INTO audit_head (id, number, mac, key, seal) VALUES (1, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET number = excluded.number, mac = excluded.mac,
       key = excluded.key, seal = excluded.seal`,
  )
  const lastRow = sqlite.prepare<[], number | null>('SELECT max(number) FROM audit').pluck()
  const id = fingerprint(key)

  const moveHead = (number: number, mac: string): void => {
    const head: Omit<Head, 'seal'> = { number, mac, key: id }
    setHead.run(number, mac, id, sealOfHead(key, head))
  }
  const begin = (why: 'start' | 'new-key'): void => {
    const number = lastRow.get() ?? 0
    addCheckpoint({ number, mac: firstMac, at: now, why, before: 0 })
    moveHead(number, firstMac)
  }
  const head = (): Head => {
    const found = readHead.get()
    if (found === undefined) throw new Error('the chain has no head')
    return found
  }

  const write = (at: number, { asker, action, detail, position = null }: AuditEntry): number => {
    if (!sqlite.inTransaction) throw new Error('an audit row belongs to what it records')
    const { number: last, mac: previous } = head()
    const row = {
      number: last + 1,
      at,
      ...{ asker: asker.id, askerName: asker.name, roles: asker.roles.join(',') },
      ...{ address: asker.from ?? null, action, position },
      detail: typeof detail === 'string' ? detail : JSON.stringify(detail),
    }
    const mac = macOf(key, previous, canonical(row))
    insert.run(
      ...[row.number, at, row.asker, action, row.detail, position],
      ...[row.askerName, row.roles, row.address, previous, mac],
    )
    moveHead(row.number, mac)
    return row.number
  }

  sqlite
    .transaction(() => {
      const found = readHead.get()
      if (found === undefined) begin('start')
      else if (found.key !== id) {
        if (!newKey) throw otherKey()
        begin('new-key')
      }
    })
    .immediate()
  return { key, write }
}

const otherKey = (): DomainError =>
  new DomainError({
    code: 'conflict',
    params: {
      remedy:
        '审计密钥与库中的审计链不符：请把原来的 secrets.json 放回数据目录（或给出原来的 AUDIT_KEY）。' +
        '密钥确已遗失时，用 AUDIT_NEW_KEY=1 启动一次：此前的审计行从此无法校验，并会这样显示。',
    },
  })
