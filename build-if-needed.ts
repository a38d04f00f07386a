import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'

// Builds the client when its sources are not those of the last build, and packs the files once.
const stamp = 'dist/sources.sha256'
const sources = [
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'client',
  'shared',
  'server/api',
]

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return [path]
  }
}

const hash = createHash('sha256')
for (const file of sources.flatMap(filesOf).sort()) hash.update(file).update(readFileSync(file))
const now = hash.digest('hex')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== now) {
  await build({ logLevel: 'warn' })
  for (const file of filesOf('dist/client')) {
    if (!/\.(js|css|html|svg|pbf|json)$/.test(file)) continue
    const content = readFileSync(file)
    if (content.length < 1_024) continue
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params }))
    writeFileSync(`${file}.gz`, gzipSync(content))
  }
  mkdirSync('dist', { recursive: true })
  writeFileSync(stamp, now)
}
