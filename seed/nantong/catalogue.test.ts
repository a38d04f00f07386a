import { describe, expect, it } from 'vitest'
import { loadCityPack } from '../../server/city/load-city-pack.ts'
import { caseCounts } from '../../shared/cases/counts.ts'
import { levelIds, rhythms, type Indicator, type Rhythm } from '../../shared/city/pack.ts'
import { listOf, rowsOf } from './rows.ts'

const pack = loadCityPack(new URL('.', import.meta.url).pathname)
const measures = new Map(pack.measures.map((m) => [m.id, m]))
const indicators = new Map(pack.indicators.map((i) => [i.id, i]))
const feeds = new Map(pack.feeds.map((f) => [f.id, f]))
const countedAt = new Map(rowsOf('case-counts.tsv').map((row) => [row['key'], row['countedAt']]))
const depth = (level: string) => levelIds.findIndex((id) => id === level)
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
const without = <T>(rows: readonly T[], rule: (row: T) => boolean, name: (row: T) => string) =>
  rows.filter((row) => !rule(row)).map(name)
const byId = ({ id }: { id: string }) => id

const day = 86_400_000
/** Days between two deliveries, at most. */
const everyDays: Record<Rhythm, number> = {
  realtime: 0,
  'on-event': 0,
  day: 1,
  week: 7,
  tenday: 11,
  month: 31,
  quarter: 92,
  term: 184,
  year: 366,
}
const lengthInDays: Record<string, number> = {
  instant: 1,
  day: 1,
  week: 7,
  tenday: 10,
  month: 30.4,
  quarter: 91.3,
  term: 182,
  year: 365,
}
/** Periods that a flow reported with this rhythm adds up to. */
const addsUpTo: Record<Rhythm, readonly Rhythm[]> = {
  realtime: rhythms,
  'on-event': rhythms,
  day: rhythms.filter((r) => r !== 'realtime'),
  week: ['week'],
  tenday: ['tenday', 'month', 'quarter', 'year'],
  month: ['month', 'quarter', 'year'],
  quarter: ['quarter', 'year'],
  term: ['term'],
  year: ['year'],
}

describe('departments and feeds of the catalogue', () => {
  it('have tidy ids, fields of the six, and something to deliver', () => {
    expect(without(pack.departments, (d) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(d.id), byId)).toEqual(
      [],
    )
    const fields = new Set(pack.themes.filter((t) => t.id !== 'overview').map((t) => t.field))
    expect(fields.size).toBe(6)
    expect(without(pack.departments, (d) => fields.has(d.field), byId)).toEqual([])
    const used = new Set(pack.measures.map((m) => m.feed))
    expect(without(pack.feeds, (f) => f.caseSources.length > 0 || used.has(f.id), byId)).toEqual([])
  })

  it('never make a value stale before its next delivery is due', () => {
    const inTime = pack.feeds.filter((f) => f.staleAfter < everyDays[f.rhythm] * day + f.due)
    expect(inTime.map(byId)).toEqual([])
  })
})

describe('measures of the catalogue', () => {
  it('are named dot.snake and each used by an indicator, a stage or a whole of one', () => {
    expect(without(pack.measures, (m) => /^[a-z_]+\.[a-z0-9_]+$/.test(m.id), byId)).toEqual([])
    const used = new Set(pack.indicators.flatMap(partsOf))
    for (const stage of pack.stages)
      for (const [id] of stage.condition.matchAll(/[a-z_]+\.[a-z0-9_]+/g)) used.add(id)
    const wholes = new Set(pack.measures.filter((m) => used.has(m.id)).map((m) => m.partOf))
    expect(without(pack.measures, (m) => used.has(m.id) || wholes.has(m.id), byId)).toEqual([])
  })

  it('count cases by keys the code knows, each of them at least once', () => {
    expect([...countedAt.keys()]).toEqual([...caseCounts])
    const used = new Set(pack.measures.map((m) => m.caseCount))
    expect(caseCounts.filter((key) => !used.has(key))).toEqual([])
    const kinds = new Map(rowsOf('case-counts.tsv').map((row) => [row['key'], row['kind']]))
    const cases = pack.measures.filter((m) => m.origin === 'cases')
    expect(without(cases, (m) => kinds.get(m.caseCount ?? '') === m.kind, byId)).toEqual([])
  })

  it('mark as sensitive what the city’s language calls so', () => {
    const sensitive = (m: { id: string; name: string }) =>
      /^(petition|correction|resettle)\./.test(m.id) ||
      /社区矫正|信访|精神|戒毒|命案|安置帮教/.test(m.name)
    expect(without(pack.measures.filter(sensitive), (m) => m.sensitive, byId)).toEqual([])
    const types = new Map(pack.eventTypes.map((t) => [t.code, t.sensitive]))
    const only = pack.measures.filter(
      (m) => m.caseTypes.length > 0 && m.caseTypes.every((code) => types.get(code)),
    )
    expect(without(only, (m) => m.sensitive, byId)).toEqual([])
  })

  it('give a simulator plausible figures: district ranges below the city, parts below wholes', () => {
    for (const m of pack.measures) {
      expect(m.typicalCity, m.id).toBeGreaterThanOrEqual(0)
      expect((m.kind === 'flow') === (m.typicalPer !== 'instant'), m.id).toBe(true)
      expect((m.finestLevel === 'city') === (m.districtHigh === null), m.id).toBe(true)
      if (m.districtHigh !== null) expect(m.districtLow, m.id).toBeLessThanOrEqual(m.districtHigh)
      const whole = measures.get(m.partOf ?? '')
      expect(whole === undefined, m.id).toBe(m.shareTypical === null)
      if (whole === undefined) continue
      const shares = [m.shareLow, m.shareTypical, m.shareHigh, 100].map((n) => n ?? NaN)
      expect(shares, m.id).toEqual(shares.toSorted(ascending))
      expect(perDay(m), m.id).toBeLessThanOrEqual(perDay(whole) * 1.001)
      expect(depth(m.finestLevel), m.id).toBeLessThanOrEqual(depth(whole.finestLevel))
      expect(m.origin, m.id).toBe(whole.origin)
    }
  })

  it('come by the rhythm their typical figure is given for', () => {
    const flows = pack.measures.filter((m) => m.origin === 'reported' && m.kind === 'flow')
    const rhythm = (id: string | null) => feeds.get(id ?? '')?.rhythm ?? ''
    const wrong = flows.filter((m) => {
      const per = ['realtime', 'on-event'].includes(rhythm(m.feed)) ? 'day' : rhythm(m.feed)
      return m.typicalPer !== per
    })
    expect(wrong.map(byId)).toEqual([])
  })
})

const ascending = (a: number, b: number) => a - b
const perDay = (m: { typicalCity: number | null; typicalPer: string }) =>
  (m.typicalCity ?? 0) / (lengthInDays[m.typicalPer] ?? NaN)
const partsOf = (i: Indicator): string[] => [
  ...i.numerator,
  ...i.denominator,
  ...(measures.has(i.base ?? '') ? [i.base ?? ''] : []),
  ...i.threshold.yellowMeasures,
  ...i.threshold.redMeasures,
]

describe('indicators of the catalogue', () => {
  it('are 167 on 16 themed maps and 16 on the overview, numbered from 1 on each', () => {
    expect(pack.themes.map((t) => t.order)).toEqual(pack.themes.map((_, i) => i))
    for (const { id } of pack.themes) {
      const mine = pack.indicators.filter((i) => i.theme === id)
      expect(mine.every((i) => i.id.startsWith(`${id}.`))).toBe(true)
      expect(mine.map((i) => i.order).toSorted(ascending)).toEqual(mine.map((_, i) => i + 1))
    }
    const own = pack.indicators.filter((i) => i.theme === 'overview')
    expect([pack.indicators.length - own.length, own.length, pack.themes.length]).toEqual([
      167, 16, 17,
    ])
  })

  it('can be mapped where they are a theme’s default', () => {
    const flat = pack.themes.filter(
      (t) => indicators.get(t.defaultIndicator)?.finestLevel === 'city',
    )
    expect(flat.map(byId)).toEqual([])
  })

  it('are percent of like units, and ratios of a part to its whole', () => {
    // People of a year over people supervised in it: a stock below, a flow above.
    const exception = 'law.cc_reoffend_rate'
    for (const i of pack.indicators) {
      const [n, d] = [measures.get(i.numerator[0] ?? ''), measures.get(i.denominator[0] ?? '')]
      if (n === undefined) continue
      if (['ratio', 'share', 'progress', 'difference'].includes(i.formula))
        expect([i.unit, i.scale, n.unit], i.id).toEqual(['%', 100, d?.unit])
      if (i.formula === 'ratio' && i.id !== exception) expect(isPart(n.id, d?.id), i.id).toBe(true)
      if (i.formula === 'per10k')
        expect([d?.unit, i.scale, i.unit], i.id).toEqual(['人', 10_000, `${n.unit}/万人`])
      if (i.formula === 'mean' || i.formula === 'value') expect(i.unit, i.id).toBe(n.unit)
      if (i.formula === 'growth')
        expect([i.unit, ['last-year', 'previous'].includes(i.base ?? '')], i.id).toEqual([
          '%',
          true,
        ])
    }
  })

  it('count both parts of a case rate at the same instant', () => {
    for (const i of pack.indicators) {
      const [n, d] = [measures.get(i.numerator[0] ?? ''), measures.get(i.denominator[0] ?? '')]
      if (n?.origin !== 'cases' || n.kind !== 'flow' || d?.origin !== 'cases') continue
      expect(countedAt.get(n.caseCount ?? ''), i.id).toBe(countedAt.get(d.caseCount ?? ''))
    }
  })

  it('have a period that their feeds add up to', () => {
    for (const i of pack.indicators)
      for (const id of partsOf(i)) {
        const m = measures.get(id)
        const feed = feeds.get(m?.feed ?? '')
        if (m?.kind !== 'flow' || feed === undefined) continue
        expect(addsUpTo[feed.rhythm], `${i.id} ← ${id}`).toContain(i.period)
      }
  })

  it('alarm on the side away from good, yellow before red', () => {
    for (const { id, direction, threshold: t } of pack.indicators) {
      if (t.kind === 'none') {
        expect([t.yellow, t.red, t.alarmSide], id).toEqual([null, null, null])
        continue
      }
      if (direction !== 'neutral') expect(t.alarmSide, id).toBe(direction === 'up' ? 'low' : 'high')
      const gap = (t.yellow ?? NaN) - (t.red ?? NaN)
      const outward = t.kind === 'control' || t.alarmSide === 'high' ? gap < 0 : gap > 0
      expect(outward || (t.redMeasures.length > 0 && gap === 0), id).toBe(true)
      const units = { absolute: ['value'], control: ['sigma'] }[t.kind as string] ?? [
        'pt',
        'percent',
      ]
      expect(units, id).toContain(t.unit)
    }
  })

  it('say in one sentence what they are, and from where', () => {
    const oneSentence = (i: Indicator) => i.definition.indexOf('。') === i.definition.length - 1
    expect(without(pack.indicators, oneSentence, byId)).toEqual([])
    expect(without(pack.indicators, (i) => i.source !== '', byId)).toEqual([])
  })

  it('that are an alias have the definition of the other', () => {
    const shape = (i: Indicator | undefined) =>
      i && [i.formula, i.numerator, i.denominator, i.scale, i.unit, i.direction, i.period]
    const aliases = pack.indicators.filter((i) => i.alias !== null)
    expect(aliases.length).toBeGreaterThan(0)
    for (const i of aliases) expect(shape(i), i.id).toEqual(shape(indicators.get(i.alias ?? '')))
  })

  it('measured against targets have one for each year of the demo', () => {
    for (const i of pack.indicators.filter(({ threshold }) => threshold.base === 'targets')) {
      const years = pack.targets.filter((t) => t.indicator === i.id).map((t) => t.year)
      expect(years.toSorted(ascending), i.id).toEqual([2023, 2024, 2025, 2026])
    }
  })
})

function isPart(id: string, of: string | undefined): boolean {
  const whole = measures.get(id)?.partOf ?? null
  return id === of || (whole !== null && isPart(whole, of))
}

describe('composites of the catalogue', () => {
  const rows = rowsOf('composites.tsv')

  it('weigh nine classes of peace, each class as the sum of its parts', () => {
    const parts = rows.filter((row) => row['role'] === 'component')
    const classes = new Set(parts.map((row) => row['classId']))
    expect(classes.size).toBe(9)
    for (const id of classes) {
      const mine = parts.filter((row) => row['classId'] === id)
      const weight = sum(mine.map((row) => Number(row['weight'])))
      for (const row of mine) expect(Number(row['classWeight']), id).toBeCloseTo(weight, 9)
    }
  })

  it('score the better side higher, cap by a veto and deduct up to a limit', () => {
    for (const part of pack.composites) {
      const direction = indicators.get(part.component)?.direction
      if (part.normalisation === 'minmax')
        expect((part.best ?? NaN) > (part.worst ?? NaN), part.component).toBe(direction === 'up')
      if (part.role === 'veto') {
        expect(part.condition).toMatch(/^(value>=\d+|status>=(yellow|red))$/)
        expect(part.capScore).not.toBeNull()
      }
      if (part.role === 'deduction') expect(part.maxPoints).toBeGreaterThan(0)
    }
  })
})

it('every row of the catalogue names a source that sources.tsv explains', () => {
  const keys = new Set(rowsOf('sources.tsv').map((row) => row['key']))
  for (const file of [
    'stages.tsv',
    'lights.tsv',
    'composites.tsv',
    'targets.tsv',
    'indicators.tsv',
  ])
    for (const row of rowsOf(file))
      expect(
        listOf(row['source']).every((key) => keys.has(key)),
        `${file} ${row['source']}`,
      ).toBe(true)
})
