import type Sqlite from 'better-sqlite3'
import { auditedSystem } from './audit-row.ts'
import type { AuditChain } from './chain.ts'
import { checkpointReader, checkpointWriter } from './links.ts'
import { firstMac } from './mac.ts'

const dayMs = 86_400_000
/** Audit rows are kept so long at least (GB/T 22239-2019 8.1.5.4 and 网络安全法 第二十一条: six months). */
export const leastKeptDays = 180

/**
 * The one order by which audit rows leave (到期清理): those older than `keptDays` go, a checkpoint keeps
 * where the chain goes on, and a row says so, all in one transaction. Answers how many went. Raises an
 * Error for less than 180 days, as the table's own trigger does.
 */
export function auditRetention(
  sqlite: Sqlite.Database,
  chain: AuditChain,
): (keptDays: number, now: number) => number {
  const number = (sql: string) => sqlite.prepare<unknown[], number | null>(sql).pluck()
  const firstKept = number('SELECT min(number) FROM audit WHERE at >= ?')
  const first = number('SELECT min(number) FROM audit')
  const last = number('SELECT max(number) FROM audit')
  const macAt = sqlite
    .prepare<[number], string | null>('SELECT mac FROM audit WHERE number = ?')
    .pluck()
  const readCheckpoint = checkpointReader(sqlite)
  const addCheckpoint = checkpointWriter(sqlite, chain.key)
  const remove = sqlite.prepare('DELETE FROM audit WHERE number <= ?')

  return sqlite.transaction((keptDays: number, now: number): number => {
    if (!(keptDays >= leastKeptDays)) throw new Error(`audit rows are kept ${leastKeptDays} days`)
    const before = now - keptDays * dayMs
    const end = last.get()
    const from = first.get()
    if (from == null || end == null) return 0
    const through = (firstKept.get(before) ?? end + 1) - 1
    if (through < from) return 0
    const stood = readCheckpoint.get()
    // A chain that begins later than what leaves still begins there.
    const start =
      stood !== undefined && stood.number > through
        ? { number: stood.number, mac: stood.mac }
        : { number: through, mac: macAt.get(through) ?? firstMac }
    addCheckpoint({ ...start, at: now, why: 'retention', before })
    const { changes } = remove.run(through)
    const detail = { rows: changes, through, before: new Date(before).toISOString() }
    chain.write(now, { asker: auditedSystem, action: 'audit-retired', detail })
    return changes
  }).immediate
}
