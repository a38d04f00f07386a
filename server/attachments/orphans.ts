import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

const dayMs = 86_400_000

/**
 * Removes what was uploaded and never referred to (无主附件), a day after its last upload, and half-written
 * files; returns how many files went. Runs in the writer's thread before it takes orders, so that none
 * can begin to be referred to meanwhile.
 */
export function removeOrphans(
  folder: string,
  isReferredTo: (hash: string) => boolean,
  now: number,
): number {
  if (!existsSync(folder)) return 0
  let removed = 0
  for (const drawer of readdirSync(folder)) {
    const inside = join(folder, drawer)
    const names = readdirSync(inside)
    for (const name of names) {
      const [hash = ''] = name.split('.')
      const last = names.includes(`${hash}.json`) && !name.endsWith('.tmp') ? `${hash}.json` : name
      const path = join(inside, last)
      if (existsSync(path) && now - statSync(path).mtimeMs < dayMs) continue
      if (!name.endsWith('.tmp') && isReferredTo(hash)) continue
      // The bytes first: what is left names nothing that can be found.
      for (const gone of name.endsWith('.tmp') ? [name] : [hash, `${hash}.json`]) {
        if (!existsSync(join(inside, gone))) continue
        rmSync(join(inside, gone))
        removed += 1
      }
    }
    if (readdirSync(inside).length === 0) rmdirSync(inside)
  }
  return removed
}
