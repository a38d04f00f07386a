import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}
const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string })
    .version

it('keeps the map engine at its last free release', () => {
  expect(manifest.dependencies['mapbox-gl']).toBe('1.13.3')
  expect(versionOf('mapbox-gl')).toBe('1.13.3')
})

it('pins every dependency exactly and has it installed so', () => {
  for (const [name, version] of Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
  })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect([name, versionOf(name)]).toEqual([name, version])
  }
})
