import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A city pack in a folder of its own. */
export interface ChangedPack {
  cityPack: string
  remove(): Promise<void>
}

/** The demo city's pack with other words in some files: `[file, from, to]`, each found once at least. */
export async function changedPack(
  changes: readonly (readonly [file: string, from: string, to: string])[],
): Promise<ChangedPack> {
  const cityPack = await mkdtemp(join(tmpdir(), 'shiyu-pack-'))
  await cp('seed/nantong', cityPack, { recursive: true })
  for (const [file, from, to] of changes) {
    const path = join(cityPack, file)
    const text = await readFile(path, 'utf8')
    if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`)
    await writeFile(path, text.replace(from, to))
  }
  return { cityPack, remove: () => rm(cityPack, { recursive: true, force: true }) }
}

/**
 * The demo city in a zone in which it is past ten in the morning, whenever a test runs: a day that has
 * only just begun has little to replay, and one that ends meanwhile leaves other things on the screen.
 */
export function packAtTen(now = new Date()): Promise<ChangedPack> {
  const ahead = ((10 - now.getUTCHours() + 36) % 24) - 12
  const zone = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
  return changedPack([['city.json', 'Asia/Shanghai', zone]])
}
