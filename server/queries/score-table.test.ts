import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { cityLeader } from '../../test/builders/askers.ts'
import { makeTestCity, nantongPack, noon, simulatedFacts } from '../../test/demo-city.ts'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import { scoreGrains, type ScoreTable } from '../../shared/scores/answers.ts'
import { caseRows } from './cube/case-rows.ts'
import { ScoreMirror } from './cube/score-figures.ts'
import { scoreCases } from './score-cases.ts'
import { scoreTable } from './score-table.ts'

const dayMs = 86_400_000
const city = makeTestCity()
const { view } = city
const then: { position: number; answers: ScoreTable[] }[] = []

const bys = ['department', 'region'] as const
const regions = [1, 2, 5]
const tables = (at?: number): ScoreTable[] =>
  bys.flatMap((by) => regions.map((region) => scoreTable(view, { region, by, at })))

beforeAll(() => {
  const told = simulatedFacts(nantongPack(), 34, 0.004)
  const facts = told.filter((f) => f.type !== 'observations-reported')
  const size = Math.ceil(facts.length / 4)
  for (let from = 0; from < facts.length; from += size) {
    const batch = facts.slice(from, from + size)
    city.clock.time = Math.max(...batch.map((f) => Number(f.publishedAt ?? f.occurredAt)))
    city.take(batch)
    then.push({ position: view.position, answers: tables() })
  }
  city.clock.time = noon
})
afterAll(() => city.close())

const asked = fc.record({
  region: fc.constantFrom(...regions),
  window: fc.record({
    grain: fc.constantFrom(...scoreGrains),
    at: fc.integer({ min: 0, max: 33 }).map((back) => noon - back * dayMs),
  }),
})

describe('scores of departments and districts', () => {
  it('has departments and cases at all', () => {
    const table = scoreTable(view, { region: 1, by: 'department' })
    expect(table.rows.length).toBeGreaterThan(10)
    expect(table.window).toMatchObject({ grain: 'month', label: '2026年11月', partial: true })
    expect(table.total[0]?.denominator).toBeGreaterThan(10)
  })

  it('adds up: the parts of all rows are the parts of the whole', () => {
    fc.assert(
      fc.property(asked, fc.constantFrom(...bys), (question, by) => {
        const table = scoreTable(view, { ...question, by })
        table.total.forEach((whole, i) => {
          if (whole.denominator === null) return
          const sum = (part: 'numerator' | 'denominator') =>
            table.rows.reduce((total, row) => total + (row.cells[i]?.[part] ?? 0), 0)
          expect([sum('numerator'), sum('denominator')]).toEqual([
            whole.numerator,
            whole.denominator,
          ])
        })
      }),
      { numRuns: 25 },
    )
  })

  it('says of a region what the catalogue’s indicator says', () => {
    const standing = view.standing()
    const known = scoreTable(view, { region: 1, by: 'region' }).indicators.filter(
      ({ id }) => !id.startsWith('score.'),
    )
    expect(known.map((i) => i.id)).toEqual([
      'overview.dispose_ontime_rate',
      'overview.close_ontime_rate',
      'overview.satisfaction_rate',
    ])
    fc.assert(
      fc.property(asked, ({ region, window }) => {
        const table = scoreTable(view, { region, by: 'region', window })
        const rows = [{ region, cells: table.total }, ...table.rows]
        for (const { region: place, cells } of rows) {
          for (const cell of cells) {
            if (place === null || cell.indicator.startsWith('score.')) continue
            const indicator = standing.catalog.indicator(cell.indicator)
            const value = evaluate({ indicator, region: place, window }, standing)
            expect({ place, ...pick(cell) }).toEqual({ place, ...pick(value) })
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  it('lists exactly the cases that a cell counts', () => {
    fc.assert(
      fc.property(asked, fc.constantFrom(...bys), fc.nat(), (question, by, n) => {
        const table = scoreTable(view, { ...question, by })
        const row = table.rows[n % Math.max(1, table.rows.length)]
        if (!row) return
        for (const cell of row.cells) {
          const counted = (part: 'numerator' | 'denominator' | 'missed') =>
            scoreCases(
              view,
              { ...question, by, key: row.key, rate: cell.indicator, part },
              cityLeader(),
            ).total
          if (cell.numerator === null || cell.denominator === null) continue
          expect(counted('numerator')).toBe(cell.numerator)
          expect(counted('denominator')).toBe(cell.denominator)
          expect(counted('missed')).toBe(cell.denominator - cell.numerator)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('answers as of a position what it answered then', () => {
    for (const { position, answers } of then) {
      const again = tables(position)
      answers.forEach((answer, i) => {
        const { rows, total } = again[i] ?? answer
        expect({ total: counts(total), rows: rows.map(bare) }).toEqual({
          total: counts(answer.total),
          rows: answer.rows.map(bare),
        })
      })
    }
  })

  it('says the same from a mirror that was not there from the first row on', () => {
    const late = new ScoreMirror(view.epoch.scores.slots, view.zone, caseRows(city.database))
    late.position = view.position
    for (const step of late.warm(view.zone.dayOf(noon))) expect(step).toBeUndefined()
    const kept = new ScoreMirror(late.slots, view.zone, caseRows(city.database))
    if (late.content) kept.restore(late.content)
    kept.position = view.position
    const from = noon - 30 * dayMs
    const { departments, region } = view.epoch.scores.figures
    expect(late.figures.departments(1, from, noon)).toEqual(departments(1, from, noon))
    expect(late.figures.region(2, from, noon)).toEqual(region(2, from, noon))
    expect(kept.content).toEqual(late.content)
    expect(kept.figures.departments(1, from, noon)).toEqual(departments(1, from, noon))
  })

  it('ranks nobody by fewer than ten cases, and nobody without peers above another group', () => {
    for (const table of tables()) {
      for (const row of table.rows) {
        const group = table.groups.find((g) => g.name === row.group)
        row.cells.forEach((cell, i) => {
          if ((cell.denominator ?? 0) < 10) expect(cell.places).toBeNull()
          else if (cell.places) expect(cell.places[1]).toBeLessThanOrEqual(group?.ranked[i] ?? 0)
        })
      }
    }
  })

  it('keeps what the trend ends with and what it compares with', () => {
    const table = scoreTable(view, { region: 1, by: 'region' })
    expect(table.periods).toHaveLength(13)
    for (const cell of table.total) expect(cell.trend.at(-1)).toBe(cell.value)
    expect(table.total[0]?.trend[0]).toBeNull()
    expect(table.total[0]?.previous).not.toBeNull()
  })

  it('does not go below districts, nor know what nobody has', () => {
    const town = view.epoch.tree.childrenOf(2)[0]?.id ?? 0
    expect(() => scoreTable(view, { region: town, by: 'region' })).toThrow('bad-request')
    expect(() => scoreTable(view, { region: 999_999, by: 'region' })).toThrow('not-found')
  })
})

type Judged = Pick<
  ScoreTable['total'][number],
  'value' | 'numerator' | 'denominator' | 'previous' | 'status'
>
const pick = ({ value, numerator, denominator, previous, status }: Judged) => ({
  ...{ value, numerator, denominator, previous, status },
})
const counts = (cells: ScoreTable['total']) => cells.map((c) => [c.numerator, c.denominator])
const bare = (row: ScoreTable['rows'][number]) => [row.key, row.group, counts(row.cells)]
