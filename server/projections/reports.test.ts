import { expect, test } from 'vitest'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { Entry } from '../log/entry.ts'
import { mondayMorning } from '../../test/case-facts.ts'
import { memoryLog } from '../../test/memory-log.ts'

const day = 86_400_000
const instant = { occurredAt: mondayMorning, publishedAt: mondayMorning, source: 'water-works' }

const fromFeed = (key: string, fact: { type: NewFactOf['type']; body: unknown }): Entry => ({
  stream: { kind: 'feed', feed: 'water-quality' },
  events: [{ ...instant, key, ...fact } as NewFactOf],
})

test('a report becomes one row per measure, and what was not reported stays missing', () => {
  const { database, log } = memoryLog()
  const body = {
    feed: 'water-quality',
    grain: 'day',
    from: mondayMorning,
    to: mondayMorning + day,
    regions: [2, 3],
    values: { 'water.ph': [7.1, null], 'water.samples': [12] },
  }
  log.appendNow([fromFeed('a', { type: 'observations-reported', body })])
  const rows = database.sqlite
    .prepare<[], { measure: string; regions: Buffer; vals: Buffer }>(
      'SELECT measure, regions, vals FROM observation ORDER BY measure',
    )
    .all()
  const read = rows.map(({ measure, regions, vals }) => [
    measure,
    regions.readInt32LE(0),
    regions.readInt32LE(4),
    vals.readDoubleLE(0),
    vals.readDoubleLE(8),
  ])
  expect(read).toEqual([
    ['water.ph', 2, 3, 7.1, NaN],
    ['water.samples', 2, 3, 12, NaN],
  ])
})

test('coverage is kept as intervals, for all regions or for those named', () => {
  const { database, log } = memoryLog()
  const covered = (key: string, regions: number[] | null) =>
    fromFeed(key, {
      type: 'coverage-reported',
      body: { feed: 'water-quality', regions, from: mondayMorning, until: mondayMorning + day },
    })
  log.appendNow([covered('a', null), covered('b', [2, 3])])
  expect(database.sqlite.prepare('SELECT position, regions FROM coverage').all()).toEqual([
    { position: 2, regions: null },
    { position: 3, regions: '[2,3]' },
  ])
})

test('a feed keeps its stream, another feed has its own', async () => {
  const { log } = memoryLog()
  const covered = (feed: string, key: string): Entry => ({
    stream: { kind: 'feed', feed },
    events: [
      {
        ...instant,
        key,
        type: 'coverage-reported',
        body: { feed, regions: null, from: mondayMorning, until: mondayMorning + day },
      },
    ],
  })
  log.appendNow([covered('a', '1'), covered('b', '2')])
  log.appendNow([covered('b', '3'), covered('a', '4')])
  const facts = await log.readFrom(1, 10)
  expect(facts.map((fact) => fact.streamId)).toEqual([1, 2, 2, 1])
})
