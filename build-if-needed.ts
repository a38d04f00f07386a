import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'
import { filesOf, sourcesHash } from './client-release.ts'

// Builds the client when its sources are not those of the last build, and packs the files once.
const stamp = 'dist/sources.sha256'
const now = sourcesHash()

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== now) {
  await build({ logLevel: 'warn' })
  for (const file of filesOf('dist/client')) {
    if (!/\.(js|css|html|svg|pbf|json)$/.test(file)) continue
    const content = readFileSync(file)
    if (content.length < 1_024 || existsSync(`${file}.br`)) continue
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params }))
    writeFileSync(`${file}.gz`, gzipSync(content))
  }
  mkdirSync('dist', { recursive: true })
  writeFileSync(stamp, now)
}
