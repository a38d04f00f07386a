import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { build } from 'vite'
import { clientRelease } from '../client-release.ts'
import { clientBuildOf } from '../server/app/client-build.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shiyu-release-'))
  const page = '<!doctype html><head></head><script type="module" src="/main.ts"></script>'
  writeFileSync(join(root, 'index.html'), page)
})
afterEach(() => rmSync(root, { recursive: true }))

const folder = () => join(root, 'dist/client')
/** Builds a client that says these words, and packs its files as a build does. */
async function release(words: string): Promise<string[]> {
  writeFileSync(join(root, 'main.ts'), `console.log(${JSON.stringify(words)})`)
  await build({
    ...{ root, configFile: false, logLevel: 'silent' },
    plugins: [clientRelease(() => `${words}0123456789abcdef`)],
    build: { outDir: 'dist/client', emptyOutDir: false },
  })
  const assets = readdirSync(join(folder(), 'assets')).filter((name) => !name.endsWith('.br'))
  for (const name of assets) writeFileSync(join(folder(), 'assets', `${name}.br`), '')
  return assets.filter((name) =>
    readFileSync(join(folder(), 'assets', name), 'utf8').includes(words),
  )
}
const kept = (names: string[]) =>
  names.every((name) =>
    ['', '.br'].every((end) => existsSync(join(folder(), 'assets', name + end))),
  )

it('keeps the assets of the release before, and none of those before that', async () => {
  const first = await release('aa')
  expect(clientBuildOf(folder())).toBe('aa0123456789')
  const second = await release('bb')
  expect(clientBuildOf(folder())).toBe('bb0123456789')
  expect([kept(first), kept(second)]).toEqual([true, true])
  const third = await release('cc')
  expect([first.length, kept(second), kept(third)]).toEqual([1, true, true])
  expect(first.some((name) => existsSync(join(folder(), 'assets', name)))).toBe(false)
})

it('makes no release of building the same again', async () => {
  const first = await release('aa')
  const second = await release('bb')
  await release('bb')
  expect([kept(first), kept(second)]).toEqual([true, true])
})

it('leaves nothing else of an earlier build behind', async () => {
  await release('aa')
  mkdirSync(join(folder(), 'old'))
  for (const name of ['index.html.br', 'old/page.html']) writeFileSync(join(folder(), name), '')
  await release('bb')
  expect(existsSync(join(folder(), 'index.html.br'))).toBe(false)
  expect(existsSync(join(folder(), 'old/page.html'))).toBe(false)
})

it('knows no build of a folder without a page', () => {
  expect(clientBuildOf(join(root, 'nothing'))).toBeNull()
})
