import { expect, test } from 'vitest'
import { aReport, letterCity } from '../../test/letter-city.ts'
import { packBook } from '../log/pack-book.ts'
import { readingFor } from './reading-for.ts'
import { rebuild } from './rebuild.ts'

test('what was done with dead letters is the same after a rebuild, row for row', async () => {
  const city = letterCity()
  city.send([
    aReport('A1', { eventType: undefined }),
    aReport('A2', { eventType: undefined }),
    null,
    aReport('A3', { occurredAt: 'x' }),
  ])
  const correct = (letter: number, fact: object) =>
    city.give({ verb: 'dead-letter-correct', letter, content: JSON.stringify(fact) })
  await correct(1, aReport('A1', { region: 7 }))
  await correct(1, aReport('A1'))
  await correct(2, aReport('A2', { source: 'hotline', severity: 9 }))
  await city.give({ verb: 'dead-letter-drop', letters: [3], note: '不是工单' })
  const { sqlite } = city.database
  const rows = () => sqlite.prepare('SELECT * FROM dead_letter_step ORDER BY position').all()
  const before = { rows: rows(), list: city.list(), letter: city.get(1) }
  expect(before.rows).toHaveLength(4)
  const { readingOf, content } = packBook(sqlite, readingFor)
  rebuild(sqlite, { readingOf, packContent: content })
  expect({ rows: rows(), list: city.list(), letter: city.get(1) }).toEqual(before)
  city.close()
})
