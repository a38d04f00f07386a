import { expect, test } from 'vitest'
import { demoPerson } from '../../shared/access/asker.ts'
import { workOrderMapping } from '../../shared/imports/mapping.ts'
import { smallPack } from '../../test/small-pack.ts'
import { noon } from '../../test/demo-city.ts'
import { wire } from '../app/open-writer.ts'
import { openDatabase } from '../db/open.ts'
import { packBook } from '../log/pack-book.ts'
import { readingFor } from '../projections/reading-for.ts'
import { rebuild } from '../projections/rebuild.ts'
import { savedMappings } from '../queries/import-mappings.ts'
import { saveImportMapping } from './save-import-mapping.ts'

const mapping = (changes: object = {}) =>
  workOrderMapping.parse({
    ...{ name: '日报', source: 'hotline', columns: { number: '编号', occurredAt: '时间' } },
    ...changes,
  })

test('a mapping is kept under its name, the newest counts, with an audit, also after a rebuild', async () => {
  const database = openDatabase(':memory:')
  const { log } = wire(smallPack(), database, { now: () => noon })
  const parts = { log, mask: (text: string) => text.replace('13812345678', '[电话]') }
  const officer = demoPerson('duty-officer', 1)
  const save = (changes: object, now = noon) =>
    saveImportMapping(parts, officer, { mapping: mapping(changes) }, now)
  await save({})
  await save({ name: '另一张', note: '问 13812345678' })
  await save({ headerRow: 3 }, noon + 1)
  const listed = () =>
    savedMappings(database).map((one) => [one.name, one.mapping.headerRow, one.mapping.note])
  const kept = [
    ['另一张', 1, '问 [电话]'],
    ['日报', 3, undefined],
  ]
  expect(listed()).toEqual(kept)
  expect(
    database.sqlite
      .prepare('SELECT count(*) FROM audit WHERE action = ?')
      .pluck()
      .get('save-import-mapping'),
  ).toBe(3)
  const { readingOf, content } = packBook(database.sqlite, readingFor)
  rebuild(database.sqlite, { readingOf, packContent: content })
  expect(listed()).toEqual(kept)
  await expect(
    saveImportMapping(parts, demoPerson('analyst', 1), { mapping: mapping() }, noon),
  ).rejects.toMatchObject({ code: 'forbidden' })
  database.close()
})
