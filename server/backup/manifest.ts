import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { copyFigures } from './figures.ts'

/** What a backup says of itself (备份清单), in `backup.json`. */
export const manifest = z.object({
  version: z.literal(1),
  /** UTC ms at which it was taken. */
  at: z.number().int(),
  /** Id of the city's pack. */
  pack: z.string(),
  by: z.string().nullable(),
  figures: copyFigures,
  database: z.object({ bytes: z.number().int(), sha256: z.string() }),
  files: z.object({ count: z.number().int(), bytes: z.number().int() }),
  tookMs: z.number(),
})
export type Manifest = z.infer<typeof manifest>

export const manifestName = 'backup.json'
export const databaseName = 'city.db'
/** Folders of a data folder that go with its file: what facts name. */
export const fileFolders = ['attachments', 'reports'] as const
/** A backup that is being made: no backup yet. */
export const unfinished = '.unfinished'

/** The manifest of a backup's folder; null = it is none, or a damaged one. */
export function readManifest(folder: string): Manifest | null {
  try {
    return manifest.parse(JSON.parse(readFileSync(join(folder, manifestName), 'utf8')))
  } catch {
    return null
  }
}

/** Every backup under a folder, newest first. */
export function backupsIn(root: string): { name: string; manifest: Manifest }[] {
  if (!existsSync(root)) return []
  return readdirSync(root)
    .filter((name) => !name.endsWith(unfinished))
    .flatMap((name) => {
      const found = readManifest(join(root, name))
      return found === null ? [] : [{ name, manifest: found }]
    })
    .sort((a, b) => b.manifest.at - a.manifest.at)
}
