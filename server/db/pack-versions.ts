import type Sqlite from 'better-sqlite3'
import type { CityPack } from '../../shared/city/pack.ts'

/** The versions of the city pack that were ever in force, by ordinal from 1. */
export interface PackVersions {
  /** The version in force; null before the first. */
  latest(): { pack: number; hash: string } | null
  /** The stored JSON of a version; null where there is none. */
  content(pack: number): string | null
}

/** A reader over one connection. */
export function packVersions(sqlite: Sqlite.Database): PackVersions {
  const latest = sqlite.prepare<[], { pack: number; hash: string }>(
    'SELECT pack, hash FROM pack_version ORDER BY pack DESC LIMIT 1',
  )
  const content = sqlite
    .prepare<[number], string>('SELECT content FROM pack_version WHERE pack = ?')
    .pluck()
  return {
    latest: () => latest.get() ?? null,
    content: (pack) => content.get(pack) ?? null,
  }
}

const encoded = new WeakMap<CityPack, string>()

/** A pack as JSON; its calendar's exceptions become a list of pairs. A pack never changes. */
export function encodePack(pack: CityPack): string {
  const known = encoded.get(pack)
  if (known !== undefined) return known
  const exceptions = [...pack.calendar.exceptions]
  const text = JSON.stringify({ ...pack, calendar: { ...pack.calendar, exceptions } })
  encoded.set(pack, text)
  return text
}

type StoredPack = Omit<CityPack, 'calendar'> & {
  calendar: Omit<CityPack['calendar'], 'exceptions'> & {
    exceptions: [string, 'holiday' | 'workday'][]
  }
}

/** The pack that `encodePack` wrote. */
export function decodePack(content: string): CityPack {
  const stored = JSON.parse(content) as StoredPack
  return {
    ...stored,
    calendar: { ...stored.calendar, exceptions: new Map(stored.calendar.exceptions) },
  }
}
