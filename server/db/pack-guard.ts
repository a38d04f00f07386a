import type Sqlite from 'better-sqlite3'
import { DomainError } from '../../shared/errors.ts'

/**
 * A file belongs to the city pack that first wrote it. Marks a new file with `packId`; raises
 * `pack-mismatch` for a file of another pack. A reader passes `mark: false` and never writes.
 */
export function guardPack(sqlite: Sqlite.Database, packId: string, mark = true): void {
  const found = sqlite.prepare("SELECT value FROM meta WHERE key = 'pack_id'").pluck().get()
  if (found === packId) return
  if (found === undefined) {
    if (mark) sqlite.prepare("INSERT INTO meta (key, value) VALUES ('pack_id', ?)").run(packId)
    return
  }
  throw new DomainError({
    code: 'pack-mismatch',
    params: {
      found: String(found),
      wanted: packId,
      remedy: '此数据属于另一城市包；请用 DATA_DIR 另选目录，或启动它所属的城市包。',
    },
  })
}
