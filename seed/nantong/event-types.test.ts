import { describe, expect, it } from 'vitest'
import { loadCityPack } from '../../server/city/load-city-pack.ts'
import { listOf, rowsOf } from './rows.ts'

const pack = loadCityPack(new URL('.', import.meta.url).pathname)
const types = pack.eventTypes.filter((t) => t.code !== pack.unknownType)
const rows = rowsOf('event-types.tsv').filter((row) => row['code'] !== pack.unknownType)
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

describe('event types of the catalogue', () => {
  it('are 177 小类 in 12 大类, each code within its own 大类', () => {
    expect(types).toHaveLength(177)
    expect(new Set(types.map((t) => t.category)).size).toBe(12)
    for (const t of types) expect(t.code.slice(0, 2)).toBe(t.category)
    const names = new Map(pack.categories.map((c) => [c.code, c.name]))
    for (const row of rows) expect(row['categoryName']).toBe(names.get(row['categoryCode'] ?? ''))
  })

  it('share all cases among them', () => {
    expect(sum(types.map((t) => t.weight))).toBeCloseTo(1, 9)
    expect(types.filter((t) => t.weight === 0)).toEqual([])
  })

  it('have a limit to sign within a day and one to dispose of', () => {
    for (const t of types) {
      expect(t.signHours, t.code).toBeGreaterThan(0)
      expect(t.signHours, t.code).toBeLessThanOrEqual(24)
      if (t.disposal.unit === 'work-day')
        expect(Number.isInteger(t.disposal.amount), t.code).toBe(true)
    }
  })

  it('lie on themed maps, 城市管理 holding exactly 大类 01 to 06', () => {
    for (const t of types) {
      expect(t.themes.length, t.code).toBeGreaterThan(0)
      expect(new Set(t.themes).size, t.code).toBe(t.themes.length)
      expect(t.themes, t.code).not.toContain('overview')
      expect(t.themes.includes('citymgmt'), t.code).toBe(t.category <= '06')
    }
  })

  it('are led by one department that does not also assist', () => {
    for (const t of types) expect(t.assistants, t.code).not.toContain(t.lead)
  })

  it('hint at season and weather in words the simulator knows', () => {
    const seasons = ['none', 'spring', 'summer', 'autumn', 'winter', 'rainy', 'school', 'year-end']
    for (const t of types) {
      expect(seasons, t.code).toContain(t.season)
      expect(['rain', 'heat', 'cold', 'wind', 'none'], t.code).toContain(t.weather)
    }
    for (const row of rows) {
      expect(['0', '1'], row['code']).toContain(row['emergency'])
      expect(['fixed', 'alert-colour'], row['code']).toContain(row['severityRule'])
      expect(['file', 'default'], row['code']).toContain(row['leadSource'])
      expect(listOf(row['source']).length, row['code']).toBeGreaterThan(0)
    }
  })
})

it('a case of a type nobody knows is kept under 未知类型, which no simulator draws', () => {
  const unknown = pack.eventTypes.find((t) => t.code === pack.unknownType)
  expect(unknown).toMatchObject({ name: '未知类型', category: '00', weight: 0, themes: [] })
  expect(pack.categories.at(-1)).toMatchObject({ code: '00', name: '未归类' })
})

it('the twelve 大类 have twelve symbols of their own', () => {
  const symbols = pack.categories.slice(0, 12).map((c) => `${c.shape} ${c.hollow}`)
  expect(new Set(symbols).size).toBe(12)
})

describe('rules of the catalogue', () => {
  it('raise lights as the city’s language says', () => {
    expect(
      pack.lights.map((l) => `${l.light}: ${l.trigger} ${l.operator} ${l.value} ${l.unit}`),
    ).toEqual([
      'remind: remaining-share <= 20 percent',
      'yellow-card: overdue > 0 minute',
      'red-card: overdue >= 5 work-day',
      'red-card: rework-count >= 2 count',
      'red-card: repeat-count >= 3 count',
      'supervision: red-card >= 1 count',
    ])
  })

  it('know five stages, the first of which is the rest', () => {
    expect(pack.stages.map((s) => s.stage)).toEqual([1, 2, 3, 4, 5])
    expect(pack.stages.filter((s) => s.condition === 'otherwise').map((s) => s.stage)).toEqual([1])
    const thresholds = new Map(pack.indicators.map((i) => [i.id, i.threshold.kind]))
    for (const s of pack.stages)
      for (const [, id = ''] of s.condition.matchAll(/([a-z_]+\.[a-z0-9_]+)\.status/g))
        expect(thresholds.get(id), id).not.toBe('none')
  })

  it('show each facility on some map, with a glyph of its own', () => {
    const shown = new Set(pack.themes.flatMap((t) => t.pointLayers))
    expect(pack.facilities.filter((f) => !shown.has(f.id))).toEqual([])
    expect(new Set(pack.facilities.map((f) => f.glyph)).size).toBe(pack.facilities.length)
  })
})
