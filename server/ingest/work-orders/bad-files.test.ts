import { write, utils } from '@e965/xlsx'
import { afterEach, describe, expect, test } from 'vitest'
import { goodRow, headers, importCity, said, table } from '../../../test/import-city.ts'
import { gbk, workbook, type Typed } from '../tables/workbooks.ts'

const opened: { close(): void }[] = []
afterEach(() => opened.splice(0).forEach((one) => one.close()))
const aCity = () => {
  const city = importCity()
  opened.push(city)
  return city
}
const what = (words: string) => ({ params: { what: words } })
const cells = (row: string): string[] => row.split(',')
const book = (rows: readonly (readonly Typed[])[]) => workbook(rows)
const keys = ['R1:1-reported', 'R1:4-dispatched', 'R1:8-closed']

describe('a file in', () => {
  test.each([
    ['GBK', () => gbk(table(goodRow))],
    ['UTF-8 with BOM', () => new TextEncoder().encode(`\ufeff${table(goodRow)}`)],
    ['UTF-16', () => Buffer.from(`\ufeff${table(goodRow)}`, 'utf16le')],
    ['tabs', () => Buffer.from(table(goodRow).replaceAll(',', '\t'))],
    ['an .xlsx of texts', () => book([cells(headers), cells(goodRow)])],
  ])('%s says the same', async (_name, bytes) => {
    const city = aCity()
    const report = await city.load(await bytes())
    expect(report).toMatchObject({ rows: 1, taken: 1, issues: [] })
    expect(city.keys()).toEqual(keys)
    expect(city.cases()).toMatchObject([{ type: '0102', department: 'city-management' }])
  })

  test('with two lines of title above reads from the header’s row', async () => {
    const city = aCity()
    const report = await city.load(`日报\n2026年11月,第3期\n${table(goodRow)}`, { headerRow: 3 })
    expect(report).toMatchObject({ rows: 1, taken: 1 })
  })

  test('with `__proto__` as a header and as a word is read like any other', async () => {
    const city = aCity()
    const rows =
      '__proto__,诉求时间,constructor\nR1,2026-11-03 09:00,脏\n__proto__,2026-11-03 09:00,净'
    const report = await city.load(rows, {
      columns: { number: '__proto__', occurredAt: '诉求时间', description: 'constructor' },
    })
    expect(report).toMatchObject({ rows: 2, taken: 2 })
    expect(city.keys()).toEqual(['R1:1-reported', '__proto__:1-reported'])
    expect(Object.prototype).not.toHaveProperty('R1')
  })

  test('with cells that begin a formula keeps them as text and gives none back', async () => {
    const city = aCity()
    await city.load(table('R1,昨天,暴露垃圾,=cmd|calc,+1,-2,@x,,'))
    expect(city.rejected()).toContain(`R1,昨天,暴露垃圾,'=cmd|calc,'+1,'-2,'@x,,\r\n`)
  })
})

describe('a workbook', () => {
  const sheet = (date1904: boolean) => {
    const rows = utils.aoa_to_sheet([
      ['工单编号', '诉求时间', '办结时间'],
      ['R1', 0, '46329.75'],
    ])
    rows.B2 = { t: 'n', v: date1904 ? 46_329.375 - 1_462 : 46_329.375, z: 'yyyy/mm/dd hh:mm' }
    return new Uint8Array(
      write(
        { SheetNames: ['甲'], Sheets: { 甲: rows }, Workbook: { WBProps: { date1904 } } },
        { type: 'buffer', bookType: 'xlsx' },
      ) as Buffer,
    )
  }
  const columns = { number: '工单编号', occurredAt: '诉求时间', closedAt: '办结时间' }

  test.each([false, true])(
    'has dates with a time of day, in either system (1904: %s)',
    async (date1904) => {
      const city = aCity()
      await city.load(sheet(date1904), { columns })
      expect(city.facts().map(({ at }) => new Date(at).toISOString())).toEqual([
        '2026-11-03T01:00:00.000Z',
        '2026-11-03T10:00:00.000Z',
      ])
    },
  )

  test('has what its formulas came to, says so, and gives nothing where they failed', async () => {
    const rows = utils.aoa_to_sheet([['工单编号', '诉求时间', '诉求内容', '街道']])
    utils.sheet_add_aoa(rows, [['R1', '2026-11-03 09:00', '', '']], { origin: 'A2' })
    rows.C2 = { t: 's', v: '垃圾没人清', f: 'A1&B1' }
    rows.D2 = { t: 'e', v: 0x17, w: '#REF!', f: 'X!A1' }
    const bytes = new Uint8Array(
      write(
        { SheetNames: ['甲'], Sheets: { 甲: rows } },
        { type: 'buffer', bookType: 'xlsx' },
      ) as Buffer,
    )
    const city = aCity()
    const report = await city.load(bytes, {
      columns: {
        number: '工单编号',
        occurredAt: '诉求时间',
        description: '诉求内容',
        region: '街道',
      },
    })
    expect(city.cases()).toMatchObject([{ title: '垃圾没人清', region: null }])
    expect(said(report)).toEqual(['2 formula-fault', '0 formula-cells'])
    expect(report.issues[1]?.message).toBe('1 行有公式，按文件中存的计算结果读。')
  })

  test('has merged cells that say the same all over', async () => {
    const city = aCity()
    const bytes = await book([
      ['工单编号', '诉求时间', '街道'],
      ['R1', '2026-11-03 09:00', { value: '观音山街道', down: 2 }],
      ['R2', '2026-11-03 10:00', null],
    ])
    const report = await city.load(bytes, {
      columns: { number: '工单编号', occurredAt: '诉求时间', region: '街道' },
    })
    expect(said(report)).toEqual(['0 merged-cells'])
    const [one, two] = city.cases()
    expect(one?.region).not.toBeNull()
    expect(two?.region).toBe(one?.region)
  })

  test('has long numbers rounded where they were typed as numbers', async () => {
    const bytes = await book([
      ['工单编号', '诉求时间'],
      [320600202611030017, '2026-11-03 09:00'],
      [20261103, '2026-11-03 09:00'],
    ])
    const report = await aCity().load(bytes, {
      columns: { number: '工单编号', occurredAt: '诉求时间' },
    })
    expect(said(report)).toEqual(['2 rounded-number'])
    expect(report.taken).toBe(1)
  })

  test('of the old .xls kind is read as well', async () => {
    const rows = utils.aoa_to_sheet([cells(headers), cells(goodRow)])
    const bytes = write(
      { SheetNames: ['甲'], Sheets: { 甲: rows } },
      { type: 'buffer', bookType: 'biff8' },
    ) as Buffer
    const city = aCity()
    expect(await city.load(new Uint8Array(bytes))).toMatchObject({ taken: 1 })
    expect(city.keys()).toEqual(keys)
  })

  test('with a password is refused in words', async () => {
    const locked = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(1_024),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ])
    await expect(aCity().load(locked)).rejects.toMatchObject(
      what('工作簿有密码，请去掉密码后再上传。'),
    )
  })
})

describe('a file that cannot be used', () => {
  test.each([
    ['nothing in it', '', '文件是空的。'],
    ['blank lines alone', '\n\n', '文件里没有内容。'],
    ['a picture', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', '不是表格文件；请上传 .csv、.xlsx 或 .xls。'],
    [
      'a header elsewhere',
      '工单编号\n\n',
      '诉求时间：表中没有表头“诉求时间”；请核对表头所在行与映射。',
    ],
    [
      'a header twice',
      '工单编号,工单编号,诉求时间\n',
      '工单编号：表头“工单编号”出现 2 次；请在映射中改用列序号。',
    ],
    [
      '100,000 columns',
      `${'列,'.repeat(99_999)}列\n`,
      '表有 100000 列，上限 500；请删去多余的列后再传。',
    ],
  ])('with %s is refused in words', async (_name, content, words) => {
    const columns = { number: '工单编号', occurredAt: '诉求时间' }
    await expect(aCity().load(content, { columns })).rejects.toMatchObject(what(words))
  })

  test('with a header alone is none: it has no work orders', async () => {
    const report = await aCity().load(`${headers}\n`)
    expect(report).toMatchObject({ rows: 0, facts: 0, rejected: 0 })
    expect(report.issues).toMatchObject([{ code: 'only-header', message: '只有表头，没有工单。' }])
  })

  test('by a mapping that names what the city does not have is refused, all mistakes at once', async () => {
    await expect(
      aCity().load(table(goodRow), {
        source: 'nobody',
        valueMaps: { type: { 脏: '7777' } },
        zone: 'Mars/Base',
      }),
    ).rejects.toMatchObject({
      params: {
        what: expect.stringMatching(/来源：“nobody”[^]*事件类型：“7777”[^]*时区：“Mars\/Base”/),
      },
    })
  })
})
