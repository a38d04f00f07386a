import type Sqlite from 'better-sqlite3'
import type { CityPack } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import { decodePack, encodePack, packVersions } from '../db/pack-versions.ts'
import type { CaseReading } from '../projections/case-reading.ts'

/** The pack versions that the writer reads cases by, and the one about to come into force. */
export interface PackBook {
  /** The version in force; null before the first. */
  latest(): { pack: number; hash: string } | null
  /** Makes a pack ready to come into force as the next version and returns its ordinal. */
  stage(pack: CityPack): number
  /** Raises `pack-invalid` for a version that is neither stored nor staged. */
  readingOf(pack: number): CaseReading
  content(pack: number): string
}

/** A book over one connection; versions are decoded once, when first asked for. */
export function packBook(
  sqlite: Sqlite.Database,
  readingFor: (pack: CityPack) => CaseReading,
): PackBook {
  const versions = packVersions(sqlite)
  const readings = new Map<number, CaseReading>()
  const staged = new Map<number, string>()
  const content = (pack: number): string => {
    const found = staged.get(pack) ?? versions.content(pack)
    if (found === null) throw new DomainError({ code: 'pack-invalid', params: { pack } })
    return found
  }
  return {
    latest: versions.latest,
    stage: (pack) => {
      const ordinal = (versions.latest()?.pack ?? 0) + 1
      staged.set(ordinal, encodePack(pack))
      readings.set(ordinal, readingFor(pack))
      return ordinal
    },
    readingOf: (pack) => {
      let reading = readings.get(pack)
      if (reading === undefined)
        readings.set(pack, (reading = readingFor(decodePack(content(pack)))))
      return reading
    },
    content,
  }
}
