import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inPieces } from '../fixtures/boston-rows.ts'
import type { SourceIssue } from '../tables/source-issue.ts'
import { readCsv } from './read-csv.ts'
import type { CsvRow } from './read-csv.ts'
import { LineReader } from '../tables/read-lines.ts'

async function read(bytes: Uint8Array, needed: string[] = [], piece = 64) {
  const rows: CsvRow[] = []
  const issues: SourceIssue[] = []
  const reader = new LineReader(inPieces(bytes, piece))
  for await (const block of readCsv(reader, needed)) {
    rows.push(...block.rows)
    issues.push(...block.issues)
  }
  return { rows, issues, encoding: reader.encoding, cells: rows.map(({ cells }) => cells) }
}
const text = (lines: string[]): Buffer => Buffer.from(lines.join('\n'))

test('a row with too many or too few cells is an issue with its line, and the next is read', async () => {
  const { cells, issues } = await read(text(['a,b', '1,2', '3', '4,5,6', '', '7,8']))
  expect(cells).toEqual([
    { a: '1', b: '2' },
    { a: '7', b: '8' },
  ])
  expect(issues.map(({ code, row, context, raw }) => [code, row, context, raw])).toEqual([
    ['column-count', 3, '1/2', '3'],
    ['column-count', 4, '3/2', '4,5,6'],
  ])
})

test('a quote that is never closed costs its own row only', async () => {
  const good = Array.from({ length: 50 }, (_, i) => `${i},x`)
  const { rows, issues } = await read(text(['a,b', '1,"open', ...good]))
  expect(rows).toHaveLength(50)
  expect(issues.map(({ code, row }) => [code, row])).toEqual([['unclosed-quote', 2]])
  const atEnd = await read(text(['a,b', ...good, '1,"open', '2,y', '3,"z"']))
  expect(atEnd.rows).toHaveLength(52)
  expect(atEnd.issues.map(({ row }) => row)).toEqual([52])
})

test('cells may hold commas, quotes and line breaks, and inches are no quotes', async () => {
  const { cells, issues } = await read(text(['a,b', '"1, ""x""","two\nlines"', '5" pipe,6" pipe']))
  expect(issues).toEqual([])
  expect(cells).toEqual([
    { a: '1, "x"', b: 'two\nlines' },
    { a: '5" pipe', b: '6" pipe' },
  ])
})

test('columns that may never be stored are dropped before anything else sees them', async () => {
  const { cells, issues } = await read(text(['a,caller_name,电话', '1,Zhang,13800138000']))
  expect(cells).toEqual([{ a: '1' }])
  expect(issues.map(({ code, column }) => [code, column])).toEqual([
    ['forbidden-column', 'caller_name'],
    ['forbidden-column', '电话'],
  ])
})

test('a missing column and an empty file are said, not thrown', async () => {
  expect((await read(text(['a', '1']), ['b'])).issues).toMatchObject([
    { code: 'missing-column', column: 'b' },
  ])
  expect((await read(text(['']))).issues).toMatchObject([{ code: 'empty-file' }])
})

const gb = Buffer.concat([
  Buffer.from('a,b\nplain,1\n'),
  Buffer.from([0xc0, 0xac, 0xbb, 0xf8]),
  Buffer.from(',2\n'),
])

test.each([
  ['utf-8', Buffer.from('a,b\nplain,1\n垃圾,2\n')],
  ['utf-8', Buffer.from('\ufeffa,b\nplain,1\n垃圾,2\n')],
  ['gb18030', gb],
  [
    'utf-16',
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a,b\nplain,1\n垃圾,2\n', 'utf16le')]),
  ],
])('%s is told from the bytes, wherever they are cut', async (encoding, bytes) => {
  for (const piece of [1, 3, 7, 64]) {
    const found = await read(bytes, [], piece)
    expect(found.encoding).toBe(encoding)
    expect(found.cells).toEqual([
      { a: 'plain', b: '1' },
      { a: '垃圾', b: '2' },
    ])
  }
})

test('bytes that are damaged are read as far as they go, and it is said', async () => {
  const bytes = Buffer.concat([Buffer.from('a\n垃圾\n'), Buffer.from([0xff, 0x0a])])
  expect((await read(bytes, [], 8)).issues).toMatchObject([{ code: 'damaged-text' }])
})

test('whatever the cells hold, writing and reading them gives them back', async () => {
  const cell = fc.stringMatching(/^[ -~一-龥\n"]{0,12}$/)
  const row = fc.tuple(cell, cell).filter(([a, b]) => `${a}${b}`.trim() !== '')
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 20 }),
      fc.integer({ min: 1, max: 40 }),
      async (rows, piece) => {
        const quoted = rows.map((cells) =>
          cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(','),
        )
        const found = await read(text(['a,b', ...quoted]), [], piece)
        expect(found.issues).toEqual([])
        expect(found.cells.map(({ a, b }) => [a, b])).toEqual(rows)
      },
    ),
    { numRuns: 100 },
  )
})
