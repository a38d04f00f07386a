import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { loadCityPack } from '../city/load-city-pack.ts'
import { openDatabase } from '../db/open.ts'
import type { Database } from '../db/open.ts'
import {
  badLines,
  bostonFile,
  bostonLines,
  contradictingLine,
  copyLine,
  inPieces,
} from '../ingest/fixtures/boston-rows.ts'
import { bostonMapping } from '../ingest/sources/boston-311/mapping.ts'
import { parseBoston } from '../ingest/sources/boston-311/parse.ts'
import { packBook } from '../log/pack-book.ts'
import { readingFor } from '../projections/reading-for.ts'
import { rebuild } from '../projections/rebuild.ts'
import { writerSink } from './fact-sink.ts'
import { importFile } from './import-file.ts'
import { wire } from './open-writer.ts'

const folder = join(import.meta.dirname, '../../seed/boston')
const pack = loadCityPack(folder)
const mapping = bostonMapping.parse(
  JSON.parse(readFileSync(join(folder, 'boston-311.json'), 'utf8')),
)
const clock = { now: () => Date.parse('2026-03-01T00:00:00Z') }

const opened: Database[] = []
afterEach(() => opened.splice(0).forEach((database) => database.close()))

function aCity() {
  const database = openDatabase(':memory:')
  opened.push(database)
  const writer = { ...wire(pack, database, clock), close: () => {} }
  const { zone, log } = writer
  const load = (bytes: Uint8Array, piece?: number) =>
    importFile(parseBoston(inPieces(bytes, piece), bytes.length), {
      sink: writerSink(writer, clock),
      mapping,
      zone,
      clock,
    })
  const all = <T>(sql: string): T[] => database.sqlite.prepare<[], T>(sql).all()
  return { database, log, load, all }
}

const cases = `SELECT source, number, type, severity, region, lng, lat, department, stage, open,
  reported_at, disposal_deadline, closing_deadline, resolved_at, closed_at, title
  FROM case_state ORDER BY number`
const counts = `SELECT number, slot, day, region, c.department, type, sum(reported) AS reported,
  sum(closed) AS closed, sum("closedOnTime") AS onTime, sum("dueClosing") AS due, sum(open) AS open
  FROM case_contribution c JOIN case_number USING (case_id)
  GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6`
const texts = `SELECT number, title, description FROM fact_text JOIN log USING (position)
  JOIN case_number ON case_id = stream_id ORDER BY number, log.key`
const read = ({ all }: ReturnType<typeof aCity>) => [all(cases), all(counts), all(texts)]

const whole = bostonFile([
  ...bostonLines.slice(0, 5),
  ...badLines,
  ...bostonLines.slice(5),
  copyLine,
])

describe('the report of an import', () => {
  test('accounts for every row, fact and reading', async () => {
    const report = await aCity().load(whole)
    expect(report).toMatchObject({ rows: 45, cases: 40, facts: 241, accepted: 235, duplicate: 6 })
    expect(Object.fromEntries(report.issues)).toEqual({ 'column-count': 1, 'invalid-value': 3 })
    expect(Object.fromEntries(report.readings)).toEqual({
      'ambiguous-time': 6,
      'no-neighborhood': 3,
      'placeholder-point': 3,
      'closed-before-opened': 1,
      'target-before-opened': 1,
      'reason-without-closing': 1,
      'unknown-source': 1,
    })
    expect(Object.fromEntries(report.notes)).toEqual({
      'closed-before-reported': 1,
      masked: 3,
      'unknown-event-type': 1,
      'unknown-department': 1,
      'unknown-region': 1,
    })
    expect(report.masked).toMatchObject({ phone: 2, email: 1, plate: 1 })
    expect(report.rejected.size).toBe(0)
  })

  test('names the first bad rows, and keeps them as dead letters', async () => {
    const city = aCity()
    const { examples } = await city.load(whole)
    expect(examples.map(({ row, column }) => [row, column])).toEqual([
      [7, undefined],
      [8, 'open_dt'],
      [9, 'case_enquiry_id'],
      [10, 'latitude'],
    ])
    expect(city.all('SELECT source, reason FROM rejected')).toHaveLength(4)
  })

  test('covers the local days from the first request to the last', async () => {
    const city = aCity()
    await city.load(whole)
    expect(
      city.all('SELECT feed, regions, from_at AS start, until_at AS stop FROM coverage'),
    ).toEqual([
      {
        feed: 'boston-311',
        regions: null,
        start: Date.parse('2011-07-01T00:00:00-04:00'),
        stop: Date.parse('2012-01-01T00:00:00-05:00'),
      },
    ])
  })

  test('says when a request comes again with other words, and keeps the first', async () => {
    const city = aCity()
    await city.load(whole)
    const before = read(city)
    const report = await city.load(bostonFile([contradictingLine]))
    expect(Object.fromEntries(report.rejected)).toEqual({ conflict: 1 })
    expect(read(city)).toEqual(before)
  })
})

describe('what an import leaves', () => {
  test('a request without a neighbourhood counts for the city and is nowhere on the map', async () => {
    const city = aCity()
    await city.load(whole)
    expect(
      city.all(`SELECT number, lng FROM case_state WHERE region IS NULL ORDER BY number`),
    ).toEqual([
      { number: '9005', lng: null },
      { number: '9006', lng: null },
      { number: '9007', lng: -71.071 },
      { number: '9020', lng: -71 },
    ])
    expect(city.all('SELECT sum(reported) AS n FROM case_contribution')).toEqual([{ n: 40 }])
  })

  test('our verdict on time is the city’s, to the second', async () => {
    const city = aCity()
    await city.load(whole)
    const onTime = city.all<{ number: string; onTime: number }>(
      `SELECT number, sum("closedOnTime") AS onTime FROM case_contribution
       JOIN case_number USING (case_id) GROUP BY case_id HAVING sum(closed) = 1`,
    )
    const ours = new Map(onTime.map((row) => [row.number, row.onTime === 1]))
    const verdicts = {
      9001: true,
      9002: false,
      9014: false,
      9016: false,
      9017: true,
      9022: true,
      9023: false,
    }
    for (const [number, verdict] of Object.entries(verdicts)) expect(ours.get(number)).toBe(verdict)
  })

  test('holds no number of a person', async () => {
    const city = aCity()
    await city.load(whole)
    expect(JSON.stringify(city.all('SELECT * FROM fact_text'))).not.toMatch(/555-01|@|123 ABC/)
  })

  test('is what a rebuild from the log makes of it', async () => {
    const { database, load } = aCity()
    await load(whole)
    const { readingOf, content } = packBook(database.sqlite, readingFor)
    expect(rebuild(database.sqlite, { readingOf, packContent: content }).differences).toEqual([])
  })
})

describe('importing twice, in parts, in other encodings', () => {
  test('a second import appends nothing', async () => {
    const city = aCity()
    const first = await city.load(whole)
    const head = city.log.headPosition()
    const second = await city.load(whole)
    expect(city.log.headPosition()).toBe(head)
    expect(second).toMatchObject({ accepted: 0, duplicate: first.facts })
  })

  test('any split of the file, in any order, leaves the same city', async () => {
    const city = aCity()
    await city.load(bostonFile(bostonLines))
    const expected = read(city)
    const places = fc.array(fc.integer({ min: 0, max: 3 }), {
      minLength: bostonLines.length,
      maxLength: bostonLines.length,
    })
    await fc.assert(
      fc.asyncProperty(places, fc.integer({ min: 50, max: 3000 }), async (parts, piece) => {
        const other = aCity()
        for (const part of [0, 1, 2, 3])
          await other.load(bostonFile(bostonLines.filter((_, i) => parts[i] === part)), piece)
        expect(read(other)).toEqual(expected)
        opened.pop()?.close()
      }),
      { numRuns: 25 },
    )
  })

  test('a BOM, other line breaks and GB18030 change nothing but the words', async () => {
    const city = aCity()
    await city.load(bostonFile(bostonLines))
    const bom = aCity()
    await bom.load(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bostonFile(bostonLines, '\n')]))
    expect(read(bom)).toEqual(read(city))

    const [before, after] = bostonFile(bostonLines).toString().split('Dead branch')
    const words = Buffer.from([0xbf, 0xdd, 0xd6, 0xa6])
    const gb = aCity()
    await gb.load(Buffer.concat([Buffer.from(before ?? ''), words, Buffer.from(after ?? '')]))
    expect(gb.all("SELECT title FROM case_state WHERE number = '9003'")).toEqual([
      { title: '枯枝' },
    ])
  })
})
