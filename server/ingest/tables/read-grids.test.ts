import { deflateRawSync } from 'node:zlib'
import { write, utils } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { workbook } from './workbooks.ts'
import { excelDay } from './excel-day.ts'
import { cellText, columnLetter, Sheet } from './grid.ts'
import { readGrids } from './read-grids.ts'
import { workbookGrids } from './xlsx-grid.ts'
import { guardArchive, guardDirectory, type ArchivePart } from './zip-guard.ts'

const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000

/** An archive whose one part is `size` zeros; `declared` is what it says of itself. */
function archive(size: number, declared = size): Uint8Array {
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const packed = deflateRawSync(Buffer.alloc(size))
  const fields = (signature: number, central: boolean): Buffer => {
    const head = Buffer.alloc(central ? 46 : 30)
    head.writeUInt32LE(signature, 0)
    const at = central ? 10 : 8
    head.writeUInt16LE(8, at)
    head.writeUInt32LE(packed.length, at + 10)
    head.writeUInt32LE(declared, at + 14)
    head.writeUInt16LE(name.length, at + 18)
    return Buffer.concat([head, name])
  }
  const local = Buffer.concat([fields(0x04034b50, false), packed])
  const central = fields(0x02014b50, true)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

describe('a workbook', () => {
  test('gives raw numbers, dates by their format, percentages and merged cells', async () => {
    const [grid] = await readGrids(
      await workbook([
        [{ value: '一季度', across: 2 }, null],
        [{ value: new Date(Date.UTC(2026, 9, 1)) }, { value: 0.953, format: '0.0%' }],
        [1234567.891, '00123'],
      ]),
    )
    const sheet = new Sheet(grid!)
    expect(sheet.filled(0, 1)).toEqual({ kind: 'text', text: '一季度' })
    expect(sheet.at(0, 1)).toBeNull()
    expect(sheet.at(1, 0)).toEqual({ kind: 'date', day: day('2026-10-01') })
    expect(cellText(sheet.at(1, 1))).toBe('95.3%')
    expect(sheet.at(2, 0)).toEqual({ kind: 'number', value: 1234567.891, percent: false })
    expect(sheet.at(2, 1)).toEqual({ kind: 'text', text: '00123' })
  })

  test('of the 1904 system and of the old .xls kind is read as well', async () => {
    const cells = utils.aoa_to_sheet([['月份'], [44_834]])
    cells.A2 = { t: 'n', v: 44_834, z: 'yyyy/mm/dd' }
    const book = {
      SheetNames: ['甲'],
      Sheets: { 甲: cells },
      Workbook: { WBProps: { date1904: true } },
    }
    const [mac] = workbookGrids(
      new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer),
    )
    expect(mac?.rows[1]?.[0]).toEqual({ kind: 'date', day: excelDay(44_834, true) })
    const plain = { SheetNames: ['甲'], Sheets: { 甲: utils.aoa_to_sheet([['崇川区', 12]]) } }
    const xls = new Uint8Array(write(plain, { type: 'buffer', bookType: 'biff8' }) as Buffer)
    expect((await readGrids(xls))[0]?.rows[0]).toEqual([
      { kind: 'text', text: '崇川区' },
      { kind: 'number', value: 12, percent: false },
    ])
  })

  test('that unpacks to more than it may, or says less than it holds, is refused unread', async () => {
    await expect(
      guardArchive(archive(3_000_000), { unpacked: 1_000_000, parts: 10 }),
    ).rejects.toMatchObject({ code: 'too-large' })
    await expect(
      guardArchive(archive(3_000_000, 1_000), { unpacked: 1_000_000, parts: 10 }),
    ).rejects.toMatchObject({ code: /too-large|bad-request/ })
    await expect(
      guardArchive(archive(1_000), { unpacked: 1_000_000, parts: 10 }),
    ).resolves.toBeUndefined()
    await expect(readGrids(new Uint8Array(17 * 1024 * 1024))).rejects.toMatchObject({
      code: 'too-large',
    })
  })

  test('that its directory gives away as a bomb is refused by the directory alone', async () => {
    let read = 0
    async function* directory(sizes: number[]): AsyncGenerator<ArchivePart> {
      for (const uncompressedSize of sizes) {
        read += 1
        // No stream, no bytes: there is nothing here to unpack.
        yield { uncompressedSize, isEncrypted: () => false }
      }
    }
    const most = { unpacked: 160 * 1024 * 1024, parts: 2_000 }
    const huge = directory([1_000, 4 * 1024 ** 3, 1_000, 1_000])
    await expect(guardDirectory(huge, most)).rejects.toMatchObject({
      code: 'too-large',
      params: { what: '工作簿解压后超过 160 MB，疑为压缩炸弹；请删去空行、图片后分表上传。' },
    })
    expect(read).toBe(2)
    read = 0
    const many = directory(Array.from({ length: 50_000 }, () => 1))
    await expect(guardDirectory(many, most)).rejects.toMatchObject({ code: 'too-large' })
    expect(read).toBe(2_001)
  })

  test('whose parts are broken is refused by its directory before they are looked at', async () => {
    const bomb = archive(3_000)
    // The packed bytes are spoilt: unpacking would say «damaged», the directory says «too large».
    bomb.fill(0xff, 60, 70)
    await expect(guardArchive(bomb, { unpacked: 1_000, parts: 10 })).rejects.toMatchObject({
      code: 'too-large',
    })
  })

  test('that is none is refused in words', async () => {
    await expect(readGrids(archive(1_000))).rejects.toMatchObject({ code: 'bad-request' })
    await expect(readGrids(new Uint8Array(0))).rejects.toMatchObject({ code: 'bad-request' })
  })
})

describe('a text', () => {
  const rows = async (text: string) => (await readGrids(new TextEncoder().encode(text)))[0]?.rows

  test('parted by tabs or semicolons, with quotes and line breaks in cells, is a table', async () => {
    const cell = (text: string) => ({ kind: 'text', text })
    expect(await rows('区域\t数\n崇川区\t"1,234"')).toEqual([
      [cell('区域'), cell('数')],
      [cell('崇川区'), cell('1,234')],
    ])
    expect(await rows('区域;数\n"崇\n川区";12\n\n')).toEqual([
      [cell('区域'), cell('数')],
      [cell('崇\n川区'), cell('12')],
    ])
  })

  test('with a quote that never closes is read without quotes', async () => {
    expect(await rows('区域,数\n"崇川区,12\n通州区,13')).toHaveLength(3)
  })
})

test('serial numbers are days, with the 29 February that 1900 never had', () => {
  expect([1, 59, 61, 46_296].map((n) => excelDay(n))).toEqual(
    ['1900-01-01', '1900-02-28', '1900-03-01', '2026-10-01'].map(day),
  )
  expect(excelDay(0, true)).toBe(day('1904-01-01'))
})

test('columns are lettered as in a spreadsheet', () => {
  expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
})
