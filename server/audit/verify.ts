import type { KeyObject } from 'node:crypto'
import { setImmediate as breath } from 'node:timers/promises'
import type Sqlite from 'better-sqlite3'
import type {
  AuditFault,
  AuditReceipt,
  AuditVerifyAnswer,
} from '../../shared/audit/audit-answers.ts'
import { auditColumns, canonical, type AuditRow } from './audit-row.ts'
import {
  checkpointReader,
  headReader,
  sealOfCheckpoint,
  sealOfHead,
  type Checkpoint,
  type Head,
} from './links.ts'
import { macOf } from './mac.ts'

/** Rows walked between two breaths. */
const atOnce = 500

type Bad = { number: number; fault: AuditFault }
const bad = (number: number, fault: AuditFault): Bad => ({ number, fault })

/**
 * Walks the chain (核验审计链) from its checkpoint to its head, in steps between other questions, and names
 * the first bad row. With a receipt the chain must also hold the end that somebody once wrote down.
 */
export function auditVerifier(sqlite: Sqlite.Database, key: KeyObject) {
  const readHead = headReader(sqlite)
  const readCheckpoint = checkpointReader(sqlite)
  const next = sqlite.prepare<[number, number, number], AuditRow>(
    `SELECT ${auditColumns} FROM audit WHERE number > ? AND number <= ? ORDER BY number LIMIT ?`,
  )
  const beyond = sqlite
    .prepare<[number], number | null>('SELECT min(number) FROM audit WHERE number > ?')
    .pluck()
  const before = sqlite
    .prepare<[number], number>('SELECT count(*) FROM audit WHERE number <= ?')
    .pluck()

  const linksFault = (start: Checkpoint | undefined, head: Head | undefined): Bad | null => {
    if (start === undefined || start.seal !== sealOfCheckpoint(key, start))
      return bad(start?.number ?? 0, 'checkpoint')
    if (head === undefined || head.seal !== sealOfHead(key, head))
      return bad(head?.number ?? 0, 'head')
    return null
  }

  return async (at: number, receipt?: AuditReceipt): Promise<AuditVerifyAnswer> => {
    for (;;) {
      const { start, head, over } = sqlite.transaction(() => {
        const ends = { start: readCheckpoint.get(), head: readHead.get() }
        return { ...ends, over: ends.head ? beyond.get(ends.head.number) : null }
      })()
      const tooOld = receipt !== undefined && receipt.number < (start?.number ?? 0)
      let met = receipt === undefined || tooOld
      const answer = (rows: number, firstBad: Bad | null): AuditVerifyAnswer => ({
        ok: firstBad === null,
        rows,
        from: (start?.number ?? 0) + 1,
        unverified: before.get(start?.number ?? 0) ?? 0,
        head: head ? { number: head.number, mac: head.mac } : null,
        firstBad,
        receipt: receipt === undefined ? null : tooOld ? 'too-old' : met ? 'held' : 'not-held',
        at,
      })
      const fault = linksFault(start, head)
      if (fault !== null || start === undefined || head === undefined) return answer(0, fault)

      let last = { number: start.number, mac: start.mac }
      let found: Bad | null = null
      if (receipt?.number === start.number) met = receipt.mac === start.mac
      while (found === null && last.number < head.number) {
        const rows = next.all(last.number, head.number, atOnce)
        if (rows.length === 0) found = bad(last.number + 1, 'cut-off')
        for (const row of rows) {
          found = faultOf(key, last, row)
          if (found !== null) break
          last = { number: row.number, mac: row.mac ?? '' }
          if (receipt?.number === row.number) met = receipt.mac === row.mac
        }
        await breath()
      }
      if (found === null && last.mac !== head.mac) found = bad(last.number, 'head')
      if (found === null && over != null) found = bad(over, 'cut-off')
      if (found === null && !met) found = bad(receipt?.number ?? 0, 'receipt')
      // Rows that left meanwhile by the order of retention are not missing.
      if (found !== null && readCheckpoint.get()?.seal !== start.seal) continue
      return answer(last.number - start.number, found)
    }
  }
}

function faultOf(key: KeyObject, last: AuditReceipt, row: AuditRow): Bad | null {
  if (row.number !== last.number + 1) return bad(last.number + 1, 'missing')
  if (row.mac !== macOf(key, last.mac, canonical(row))) {
    const own = row.previous !== null && row.mac === macOf(key, row.previous, canonical(row))
    return bad(row.number, own ? 'order' : 'changed')
  }
  return row.previous === last.mac ? null : bad(row.number, 'changed')
}
