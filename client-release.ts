import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/** What the client is made of. */
const sources = [
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'client',
  'shared',
  'server/api',
]

/** Every file at or below a path; none where nothing is. */
export function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return [path]
  }
}

/** One word for all that the client is made of: another one is another client. */
export function sourcesHash(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(filesOf).sort()) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

interface Release {
  assets: string[]
  before: string[]
}

/**
 * Writes the build's id (客户端版本) into the page, and keeps the assets of the release before: screens that
 * still show it go on loading their parts until they have reloaded. `emptyOutDir` must be off.
 */
export function clientRelease(id: () => string = sourcesHash): Plugin {
  let folder = ''
  return {
    name: 'client-release',
    apply: 'build',
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir)
    },
    buildStart: () => {
      for (const file of filesOf(folder)) if (!isAsset(folder, file)) rmSync(file)
    },
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { name: 'shiyu-build', content: id().slice(0, 12) } },
    ],
    writeBundle: (_options, bundle) => {
      const assets = Object.keys(bundle).filter((name) => name.startsWith('assets/'))
      const note = join(dirname(folder), 'release.json')
      const before = beforeThis(note, assets)
      const kept = new Set([...assets, ...before])
      for (const file of filesOf(join(folder, 'assets'))) {
        const name = file.slice(folder.length + 1).replace(/\.(br|gz)$/, '')
        if (!kept.has(name)) rmSync(file)
      }
      mkdirSync(dirname(note), { recursive: true })
      writeFileSync(note, JSON.stringify({ assets, before } satisfies Release))
    },
  }
}

const isAsset = (folder: string, file: string): boolean =>
  file.startsWith(join(folder, 'assets') + '/')

/** The assets of the release before this one; building the same again makes no new release. */
function beforeThis(note: string, assets: string[]): string[] {
  if (!existsSync(note)) return []
  const last = JSON.parse(readFileSync(note, 'utf8')) as Release
  const isSame =
    last.assets.length === assets.length && assets.every((a) => last.assets.includes(a))
  return isSame ? last.before : last.assets
}
