import { existsSync, readFileSync, statSync } from 'node:fs'
import { expect, it } from 'vitest'

const folder = new URL('../map/', import.meta.url)
const art = JSON.parse(readFileSync(new URL('art.json', folder), 'utf8')) as {
  bounds: number[]
  files: Record<string, string>
  pictures: Record<string, { file: string; bounds: number[] }>
}

it('lists only art that is there, and not too much of it', () => {
  const files = [...Object.values(art.files), ...Object.values(art.pictures).map((p) => p.file)]
  for (const file of files) expect(existsSync(new URL(file, folder))).toBe(true)
  const bytes = files.reduce((sum, file) => sum + statSync(new URL(file, folder)).size, 0)
  expect(bytes).toBeLessThan(3_000_000)
})

it('lays its pictures over the whole city', () => {
  const [west = 0, south = 0, east = 0, north = 0] = art.bounds
  for (const { bounds } of Object.values(art.pictures)) {
    expect(bounds[0]).toBeLessThan(west)
    expect(bounds[1]).toBeLessThan(south)
    expect(bounds[2]).toBeGreaterThan(east)
    expect(bounds[3]).toBeGreaterThan(north)
  }
})

it('has a label point inside the city for every district and town', () => {
  const points = JSON.parse(
    readFileSync(new URL(art.files['labelPoints'] ?? '', folder), 'utf8'),
  ) as Record<string, [number, number]>
  expect(Object.keys(points)).toHaveLength(110)
  for (const [lng, lat] of Object.values(points)) {
    expect(lng).toBeGreaterThan(art.bounds[0] ?? 0)
    expect(lng).toBeLessThan(art.bounds[2] ?? 0)
    expect(lat).toBeGreaterThan(art.bounds[1] ?? 0)
    expect(lat).toBeLessThan(art.bounds[3] ?? 0)
  }
})
