import type { KeyObject } from 'node:crypto'
import type Sqlite from 'better-sqlite3'
import { macOf } from './mac.ts'

/** Where the chain ends (链尾): its last number and mac, and the key it is made with. */
export interface Head {
  number: number
  mac: string
  key: string
  seal: string
}

/** Where the chain begins (链点); see the table. */
export interface Checkpoint {
  number: number
  mac: string
  at: number
  why: 'retention' | 'start' | 'new-key'
  before: number
  seal: string
}

const headSql = 'SELECT number, mac, key, seal FROM audit_head WHERE id = 1'
const checkpointSql = `SELECT number, mac, at, why, before_at AS before, seal FROM audit_checkpoint
  ORDER BY id DESC LIMIT 1`

export const headReader = (sqlite: Sqlite.Database) => sqlite.prepare<[], Head>(headSql)
export const checkpointReader = (sqlite: Sqlite.Database) =>
  sqlite.prepare<[], Checkpoint>(checkpointSql)

/** Nobody without the key can say that the chain ends elsewhere. */
export const sealOfHead = (key: KeyObject, head: Omit<Head, 'seal'>): string =>
  macOf(key, 'head', head.number, head.mac, head.key)

/** Nobody without the key can say that the chain begins elsewhere. */
export const sealOfCheckpoint = (key: KeyObject, one: Omit<Checkpoint, 'seal'>): string =>
  macOf(key, 'checkpoint', one.number, one.mac, one.at, one.why, one.before)

/** Adds a checkpoint, sealed. */
export function checkpointWriter(sqlite: Sqlite.Database, key: KeyObject) {
  const add = sqlite.prepare(
    `INSERT INTO audit_checkpoint (number, mac, at, why, before_at, seal) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  return (one: Omit<Checkpoint, 'seal'>): void =>
    void add.run(one.number, one.mac, one.at, one.why, one.before, sealOfCheckpoint(key, one))
}
