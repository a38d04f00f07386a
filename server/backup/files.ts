import { createHash } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Flushes a file or a folder to the disk. */
export function flush(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** SHA-256 of a file, hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

/** The files under a folder by their path within it, but half-written ones. */
export function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

/**
 * Copies files that are not there yet (补齐), flushed; those that `before` has too, with the same size,
 * are linked to it where the disk can. Answers how many files and bytes stand there now. Files of a city
 * are written once and never changed, except the small ones that name others, which are always copied.
 */
export function copyFiles(from: string, to: string, before: string | null = null) {
  const done = { count: 0, bytes: 0 }
  const folders = new Set<string>()
  for (const name of filesUnder(from)) {
    const [source, target] = [join(from, name), join(to, name)]
    const { size } = statSync(source, { throwIfNoEntry: false }) ?? { size: -1 }
    // Gone since it was listed: nothing referred to it.
    if (size < 0) continue
    if (!existsSync(target)) {
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
      const earlier = before === null || name.endsWith('.json') ? null : join(before, name)
      if (earlier === null || !linked(earlier, target, size)) {
        copyFileSync(source, target)
        flush(target)
      }
      folders.add(dirname(target))
    }
    done.count += 1
    done.bytes += size
  }
  for (const folder of folders) flush(folder)
  return done
}

function linked(earlier: string, target: string, size: number): boolean {
  if (statSync(earlier, { throwIfNoEntry: false })?.size !== size) return false
  try {
    linkSync(earlier, target)
    return true
  } catch {
    return false
  }
}

/** The same files under a second folder, without copying them where the disk can link. */
export function linkFiles(from: string, to: string): void {
  for (const name of filesUnder(from)) {
    mkdirSync(dirname(join(to, name)), { recursive: true, mode: 0o700 })
    const { size } = statSync(join(from, name))
    if (!linked(join(from, name), join(to, name), size))
      copyFileSync(join(from, name), join(to, name))
  }
}
