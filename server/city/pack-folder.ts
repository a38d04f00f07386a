import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** The data files of a pack as bytes; scripts, notes and the map's art are no part of the pack. */
export interface PackFolder {
  name: string
  files: ReadonlyMap<string, Uint8Array>
  /** sha256 over sorted names and contents, hexadecimal. */
  hash: string
}

/** Reads `*.tsv` and `*.json` beside each other in the folder. Raises the system's error when it is missing. */
export function readPackFolder(folder: string): PackFolder {
  const names = readdirSync(folder)
    .filter((name) => /\.(tsv|json)$/.test(name))
    .sort()
  const hash = createHash('sha256')
  const files = new Map<string, Uint8Array>()
  for (const name of names) {
    const bytes = readFileSync(join(folder, name))
    files.set(name, bytes)
    hash.update(`${name}\0${bytes.length}\0`).update(bytes)
  }
  return { name: basename(folder), files, hash: hash.digest('hex') }
}
