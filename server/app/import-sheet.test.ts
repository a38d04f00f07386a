import { afterEach, expect, test } from 'vitest'
import { nantongPack } from '../../test/demo-city.ts'
import { openDatabase } from '../db/open.ts'
import type { Database } from '../db/open.ts'
import { gbk } from '../ingest/tables/workbooks.ts'
import { printSheetReport } from '../ingest/sheets/print-report.ts'
import { importInto } from './import-sheet.ts'
import { wire } from './open-writer.ts'

const clock = { now: () => Date.parse('2026-11-09T10:00:00+08:00') }
const opened: Database[] = []
afterEach(() => opened.splice(0).forEach((database) => database.close()))

function aCity() {
  const database = openDatabase(':memory:')
  opened.push(database)
  const writer = wire(nantongPack(), database, clock)
  const load = (text: string, accept?: string) =>
    importInto(
      writer,
      {
        packFolder: 'seed/nantong',
        mapping: 'jobs-year',
        file: '/home/somebody/新增就业.csv',
        accept,
      },
      gbk(text),
      clock,
    )
  const rejected = () => database.sqlite.prepare('SELECT reason, raw FROM rejected').all()
  return { ...writer, load, rejected }
}

const table = (...rows: string[]) => ['2026年', '地区,9月,10月', ...rows].join('\n')

test('a table from the command line goes in once, its bad cells are kept as dead letters', async () => {
  const city = aCity()
  const text = table('崇川区,955,931', '通州区,844,-8')
  const first = await city.load(text)
  const head = city.log.headPosition()
  const again = await city.load(text)
  expect(first.figures).toMatchObject({ read: 4, changed: 3, refused: 1 })
  expect(again.figures).toMatchObject({ changed: 0, unchanged: 3 })
  expect(city.log.headPosition()).toBe(head)
  expect(city.rejected()[0]).toEqual({ reason: 'negative-count', raw: '-8' })
})

test('the printed report says row, column and what was expected, and not where the file lay', async () => {
  const printed = printSheetReport(await aCity().load(table('崇川区,955,931', '通洲区,844,802')))
  expect(printed).toContain(
    '未收 第 4 行 A 列 unknown-region：应为城市包中的区域名称或代码，是否为“通州区”',
  )
  expect(printed).toContain('新增就业.csv')
  expect(printed).not.toContain('somebody')
})
