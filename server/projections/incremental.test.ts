import fc from 'fast-check'
import { expect, test } from 'vitest'
import { caseCounts } from '../../shared/cases/counts.ts'
import { factReader } from '../db/facts.ts'
import type { Database } from '../db/open.ts'
import { packBook } from '../log/pack-book.ts'
import type { Entry } from '../log/entry.ts'
import { anyEntries } from '../../test/any-entries.ts'
import { caseFact, mondayMorning } from '../../test/case-facts.ts'
import { memoryLog } from '../../test/memory-log.ts'
import { smallPack } from '../../test/small-pack.ts'
import { makeApplier } from './apply.ts'
import type { ReadingOf } from './case-reading.ts'
import { readingFor } from './reading-for.ts'
import { rebuild } from './rebuild.ts'
import { refold } from './refold.ts'

const sums = caseCounts.map((count) => `sum("${count}") AS "${count}"`).join(', ')
const some = caseCounts.map((count) => `sum("${count}") <> 0`).join(' OR ')

/** Σ contributions by every dimension, the case by its number. */
const contributionSums = ({ sqlite }: Database, through = Number.MAX_SAFE_INTEGER) =>
  sqlite
    .prepare(
      `SELECT n.source, n.number, c.slot, day, region, department, type, c.source, severity, ${sums}
       FROM case_contribution c JOIN case_number n USING (case_id) WHERE position <= ?
       GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING ${some}
       ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9`,
    )
    .all(through)

const caseStates = ({ sqlite }: Database) =>
  sqlite
    .prepare(
      `SELECT s.*, q.queue, q.sort_at, q.due_at, q.supervised, q.extension_asked, m.source AS into_source, m.number AS into_number
       FROM case_state s LEFT JOIN case_queue q USING (case_id) LEFT JOIN case_merge m USING (case_id) ORDER BY s.source, s.number`,
    )
    .all()
    .map((row) => ({ ...(row as object), case_id: null, position: null }))

const feedRows = ({ sqlite }: Database) => ({
  observations: sqlite
    .prepare(
      'SELECT measure, from_at, published_at, regions, vals FROM observation ORDER BY 1, 2, 5',
    )
    .all(),
  coverage: sqlite
    .prepare('SELECT feed, regions, from_at, until_at FROM coverage ORDER BY 1, 3, 2')
    .all(),
})

const models = [
  'case_state',
  'case_queue',
  'case_merge',
  'case_contribution',
  'observation',
  'coverage',
  'pack_version',
]
const wholeTables = ({ sqlite }: Database) =>
  models.map((model) =>
    sqlite
      .prepare(`SELECT * FROM ${model} ORDER BY 1, 2, 3${model === 'case_merge' ? '' : ', 5'}`)
      .all(),
  )

/** The sums of a city whose cases were all read once, now, from all of their facts. */
function countedNow({ sqlite }: Database, readingOf: ReadingOf) {
  const { database } = memoryLog()
  const reader = factReader(sqlite)
  const applier = makeApplier(database.sqlite)
  const cases = sqlite
    .prepare<[], [number, string, string]>('SELECT case_id, source, number FROM case_number')
    .raw()
    .all()
  const keep = database.sqlite.prepare('INSERT INTO case_number VALUES (?, ?, ?)')
  for (const [caseId, source, number] of cases) {
    keep.run(caseId, source, number)
    const facts = reader.ofCase(caseId)
    const deltas = refold(caseId, [], facts, 1, readingOf, () => null)
    deltas.contributions.forEach(applier.contribution)
  }
  return contributionSums(database)
}

function appended(batches: Entry[][]): Database {
  const { database, log } = memoryLog()
  for (const batch of batches) log.appendNow(batch)
  return database
}

/** The same entries in some order, some of them told again, in batches of any size. */
const anySplit = anyEntries.chain((entries) =>
  fc
    .record({
      order: fc.shuffledSubarray(entries, { minLength: entries.length }),
      again: fc.subarray(entries),
      sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 20 }),
    })
    .map(({ order, again, sizes }) => ({
      entries,
      batches: inBatches([...order, ...again], sizes),
    })),
)

function inBatches<T>(items: T[], sizes: number[]): T[][] {
  const batches: T[][] = []
  for (let from = 0, i = 0; from < items.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1
    batches.push(items.slice(from, from + size))
    from += size
  }
  return batches
}

test('however the facts arrive, the city is the one that their plain order tells', () => {
  fc.assert(
    fc.property(anySplit, ({ entries, batches }) => {
      const piecemeal = appended(batches)
      const atOnce = appended([entries])
      expect(caseStates(piecemeal)).toEqual(caseStates(atOnce))
      expect(contributionSums(piecemeal)).toEqual(contributionSums(atOnce))
      expect(feedRows(piecemeal)).toEqual(feedRows(atOnce))
    }),
    { numRuns: 40 },
  )
})

test('a rebuild gives every read model row for row, also across a change of the pack', () => {
  const later = smallPack({
    hash: 'small-2',
    zone: 'Pacific/Auckland',
    limits: { ...smallPack().limits, verification: { amount: 3, unit: 'natural-day' } },
    lights: smallPack().lights.slice(1),
  })
  fc.assert(
    fc.property(anySplit, fc.nat(20), ({ batches }, changeAt) => {
      const { database, log } = memoryLog()
      batches.forEach((batch, i) => {
        if (i === changeAt) log.adoptPack(later)
        log.appendNow(batch)
      })
      const before = wholeTables(database)
      const { readingOf, content } = packBook(database.sqlite, readingFor)
      const report = rebuild(database.sqlite, { readingOf, packContent: content })
      expect(wholeTables(database)).toEqual(before)
      expect(report.differences).toEqual([])
      expect(contributionSums(database)).toEqual(countedNow(database, readingOf))
    }),
    { numRuns: 25 },
  )
})

test('as of every commit, the sums are those of a city that learned no more than that', () => {
  fc.assert(
    fc.property(anySplit, ({ batches }) => {
      const { database, log } = memoryLog()
      const known: Entry[] = []
      for (const batch of batches) {
        const verdicts = log.appendNow(batch)
        known.push(...batch.filter((_, i) => verdicts[i]?.verdict === 'accepted'))
        const city = appended([known])
        expect(contributionSums(database, log.headPosition())).toEqual(contributionSums(city))
      }
      // What was learned later stays out of what was known then.
      const half = log.floorPosition(Math.ceil(log.headPosition() / 2))
      const then = appended([known.slice(0, half - 1)])
      expect(contributionSums(database, half)).toEqual(contributionSums(then))
    }),
    { numRuns: 8 },
  )
})

test('a rebuild says where the read models had strayed, and mends them', () => {
  const { database, log } = memoryLog()
  log.appendNow([
    {
      stream: { kind: 'case', source: 'hotline', number: 'A' },
      events: [caseFact('case-reported', 'A', mondayMorning, { number: 'A' }).fact],
    },
  ])
  const right = wholeTables(database)
  database.sqlite.exec('UPDATE case_contribution SET reported = 7')
  const { readingOf, content } = packBook(database.sqlite, readingFor)
  const sources = { readingOf, packContent: content }
  expect(rebuild(database.sqlite, sources).differences).toEqual([
    { what: 'reported', before: 7, after: 1 },
  ])
  expect(wholeTables(database)).toEqual(right)
  expect(rebuild(database.sqlite, sources).sumsEqual).toBe(true)
})
