import type { SavedMapping } from '../../shared/imports/answers.ts'
import { workOrderMapping } from '../../shared/imports/mapping.ts'
import type { Database } from '../db/open.ts'

interface Row {
  id: string
  mapping: string
  savedAt: number
}

/** The mappings of work orders that people saved (已存映射), the newest of each id, by name. */
export function savedMappings({ sqlite }: Pick<Database, 'sqlite'>): SavedMapping[] {
  const rows = sqlite
    .prepare<[], Row>(
      `SELECT id, mapping, saved_at AS savedAt, max(position) FROM import_mapping GROUP BY id`,
    )
    .all()
  return rows
    .flatMap(({ id, mapping, savedAt }): SavedMapping[] => {
      const read = workOrderMapping.safeParse(JSON.parse(mapping))
      if (!read.success) return []
      return [{ id, name: read.data.name, origin: 'saved', mapping: read.data, savedAt }]
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'zh'))
}
