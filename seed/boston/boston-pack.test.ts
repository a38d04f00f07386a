import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCityPack } from '../../server/city/load-city-pack.ts'
import { bostonMapping } from '../../server/ingest/sources/boston-311/mapping.ts'

const pack = loadCityPack(import.meta.dirname)
const mapping = bostonMapping.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'boston-311.json'), 'utf8')),
)

test('the pack is whole: one city, its neighbourhoods, its types, one feed', () => {
  expect(pack.regions.filter(({ level }) => level === 'district')).toHaveLength(23)
  expect(pack.eventTypes).toHaveLength(142)
  expect(pack.categories).toHaveLength(12)
  expect(pack.feeds.map(({ id }) => id)).toEqual([mapping.feed])
  expect(pack.demo).toBe(false)
})

test('every word that the file’s mapping gives is one of the pack’s', () => {
  const codes = new Set(pack.regions.map(({ code }) => code))
  const sources = new Set(pack.caseSources.map(({ key }) => key))
  const names = new Set(pack.departments.flatMap(({ id, name, aliases }) => [id, name, ...aliases]))
  expect(Object.values(mapping.neighborhoods).filter((code) => !codes.has(code))).toEqual([])
  expect(Object.values(mapping.sources).filter((key) => !sources.has(key))).toEqual([])
  expect(sources.has(mapping.otherSource)).toBe(true)
  expect(names.has(mapping.noDepartment)).toBe(true)
})

test('every case source arrives by the one feed, so that its coverage says what is known', () => {
  expect([...(pack.feeds[0]?.caseSources ?? [])].sort()).toEqual(
    pack.caseSources.map(({ key }) => key).sort(),
  )
})

test('only figures that are counted from cases are shown', () => {
  expect(pack.measures.every(({ origin }) => origin === 'cases')).toBe(true)
  expect(pack.regions.every(({ lng, lat }) => lng !== null && lat !== null)).toBe(true)
})
