import { afterEach, describe, expect, test } from 'vitest'
import { goodRow, importCity, said, table } from '../../../test/import-city.ts'
import { noon } from '../../../test/demo-city.ts'

const opened: { close(): void }[] = []
afterEach(() => opened.splice(0).forEach((one) => one.close()))
const aCity = () => {
  const city = importCity()
  opened.push(city)
  return city
}
const at = (local: string): number => Date.parse(`${local}+08:00`)

describe('a row of the hotline’s export', () => {
  test('becomes the facts of one case, each with a key of its own for ever', async () => {
    const city = aCity()
    const report = await city.load(table(goodRow))
    expect(report).toMatchObject({
      ...{ rows: 1, taken: 1, rejected: 0, cases: 1 },
      ...{ facts: 3, accepted: 3, duplicate: 0, conflict: 0 },
      issues: [],
      dropped: [],
    })
    expect(city.keys()).toEqual(['R1:1-reported', 'R1:4-dispatched', 'R1:8-closed'])
    expect(city.facts().map((fact) => fact.at)).toEqual(
      ['2026-11-03T09:00:00', '2026-11-03T09:20:00', '2026-11-03T15:00:00'].map(at),
    )
    expect(city.cases()).toMatchObject([
      {
        number: 'R1',
        type: '0102',
        department: 'city-management',
        stage: 'closed',
        title: '垃圾没人清',
      },
    ])
  })

  test('comes in once, however often the file is sent', async () => {
    const city = aCity()
    const first = await city.load(table(goodRow))
    const head = city.writer.log.headPosition()
    const again = await city.load(table(goodRow))
    expect(first.position).toBe(head)
    expect(again).toMatchObject({ taken: 1, facts: 3, accepted: 0, duplicate: 3, position: null })
    expect(city.writer.log.headPosition()).toBe(head)
  })

  test('that has gone on since adds only what is new', async () => {
    const city = aCity()
    const open = goodRow.replace('已办结', '处理中').replace(/,[^,]*$/, ',')
    await city.load(table(open))
    expect(city.cases()).toMatchObject([{ stage: 'dispatched', closedAt: null }])
    const report = await city.load(table(goodRow))
    expect(report).toMatchObject({ accepted: 1, duplicate: 2 })
    expect(city.cases()).toMatchObject([{ stage: 'closed' }])
  })

  test('that says something else of what is known is told so, and the first stands', async () => {
    const city = aCity()
    await city.load(table(goodRow))
    const report = await city.load(table(goodRow.replace('城管局', '住建局')))
    expect(report).toMatchObject({ taken: 0, rejected: 1, accepted: 0, duplicate: 2, conflict: 1 })
    expect(report.issues[0]?.message).toBe(
      '派单与此前收到的不同，以先收到的为准；如需更正，请在案件中改派、改类或改址。',
    )
    expect(city.cases()).toMatchObject([{ department: 'city-management' }])
  })

  test('is judged in a dry run as it would be in an import, and nothing is stored', async () => {
    const city = aCity()
    await city.load(table(goodRow))
    const head = city.writer.log.headPosition()
    const rows = table(
      goodRow.replace('城管局', '住建局'),
      goodRow.replace('R1', 'R2'),
      goodRow.replace('R1', 'R3').replace('2026-11-03 09:00:00', '昨天'),
    )
    const dry = await city.load(rows, {}, true)
    expect(city.writer.log.headPosition()).toBe(head)
    expect(city.letters()).toEqual([])
    const real = await city.load(rows)
    expect(dry).toMatchObject({ accepted: 3, duplicate: 2, conflict: 1, rejected: 2 })
    const same = { dryRun: false, file: real.file, position: real.position, issues: real.issues }
    expect(dry.issues.map(({ code }) => code)).toEqual(real.issues.map(({ code }) => code))
    expect({ ...dry, ...same }).toEqual(real)
  })
})

describe('a bad row', () => {
  test('stops no other, is kept as a dead letter and can be taken home', async () => {
    const city = aCity()
    const report = await city.load(
      table('R0,2026-13-45,暴露垃圾,请致电13812345678,观音山街道,,,,', goodRow),
    )
    expect(report).toMatchObject({ rows: 2, taken: 1, rejected: 1 })
    expect(report.issues).toEqual([
      {
        code: 'not-a-time',
        severity: 'error',
        row: 2,
        field: 'occurredAt',
        header: '诉求时间',
        found: '2026-13-45',
        message: '「诉求时间」不是映射中日期格式的时间；请改正，或在映射中加日期格式。',
      },
    ])
    const [letter] = city.letters()
    expect(letter).toMatchObject({ source: 'hotline', reason: 'not-a-time' })
    expect(JSON.parse(letter?.raw ?? '')).toMatchObject({
      ...{ type: 'case-reported', source: 'hotline', key: 'R0:1-reported', case: 'R0' },
      ...{ occurredAt: '2026-13-45', eventType: '0102', region: '观音山街道' },
      text: { description: '请致电[电话]' },
    })
    expect(city.rejected()).toBe(
      '\ufeff行号,原因,工单编号,诉求时间,诉求类型,诉求内容,街道,状态,承办单位,派单时间,办结时间\r\n' +
        '2,「诉求时间」不是映射中日期格式的时间；请改正，或在映射中加日期格式。,R0,2026-13-45,暴露垃圾,请致电[电话],观音山街道,,,,\r\n',
    )
  })

  test.each([
    [
      'a time in 1970',
      '1970-01-01 08:00:00',
      'out-of-range',
      '「诉求时间」不在 2000—2100 年之间；请核对。',
    ],
    [
      'a time in 9999',
      '9999-12-31 23:59:59',
      'out-of-range',
      '「诉求时间」不在 2000—2100 年之间；请核对。',
    ],
    [
      'a day that is none',
      '2026-02-30',
      'not-a-time',
      '「诉求时间」不是映射中日期格式的时间；请改正，或在映射中加日期格式。',
    ],
    ['no time', '', 'no-time', '没有诉求时间；请补上后再导入。'],
    [
      'a time eleven minutes ahead',
      '2026-11-05 12:11:00',
      'in-future',
      '「诉求时间」晚于当前时刻 10 分钟以上：未发生的不是事实；请核对时区。',
    ],
  ])('with %s is refused in words', async (_what, time, code, message) => {
    const report = await aCity().load(table(`R1,${time},暴露垃圾,脏,,,,,`))
    expect(report.issues).toMatchObject([{ row: 2, code, message }])
    expect(report).toMatchObject({ taken: 0, rejected: 1, accepted: 0 })
  })

  test('with a clock ten minutes ahead is none', async () => {
    const city = aCity()
    expect(city.clock.time).toBe(noon)
    const report = await city.load(table('R1,2026-11-05 12:10:00,暴露垃圾,脏,,,,,'))
    expect(report).toMatchObject({ taken: 1, issues: [] })
  })

  test('that closes before it opens keeps its opening and loses its closing', async () => {
    const city = aCity()
    const report = await city.load(
      table(
        'R1,2026-11-03 09:00:00,暴露垃圾,脏,观音山街道,,城管局,2026-11-03 09:20:00,2026-11-02 15:00:00',
      ),
    )
    expect(report.issues).toMatchObject([
      {
        code: 'closed-before-opened',
        header: '办结时间',
        message: '「办结时间」早于诉求时间，此步未收；请核对后改正。',
      },
    ])
    expect(city.keys()).toEqual(['R1:1-reported', 'R1:4-dispatched'])
    expect(JSON.parse(city.letters()[0]?.raw ?? '')).toMatchObject({
      ...{ type: 'case-closed', key: 'R1:8-closed', occurredAt: '2026-11-02 15:00:00' },
    })
  })

  test('with an unknown status goes in by its times, and the word is listed', async () => {
    const report = await aCity().load(table(goodRow.replace('已办结', '走流程')))
    expect(report).toMatchObject({ taken: 1, rejected: 0, accepted: 3 })
    expect(report.issues).toMatchObject([
      {
        code: 'unknown-status',
        found: '走流程',
        message: '不认识的词“走流程”，按未填记；请在映射的值对照中补上。',
      },
    ])
    expect(report.wordsUnmatched).toEqual([{ field: 'status', given: '走流程', rows: 1, near: [] }])
  })

  test('whose status says what no time says is told so, and nothing is guessed', async () => {
    const city = aCity()
    const report = await city.load(table('R1,2026-11-03 09:00:00,暴露垃圾,脏,观音山街道,已办结,,,'))
    expect(said(report)).toEqual(['2 status-without-time'])
    expect(city.keys()).toEqual(['R1:1-reported'])
  })

  test('of a number that stood before with other content is refused, with the same it counts once', async () => {
    const city = aCity()
    const report = await city.load(table(goodRow, goodRow.replace('没人清', '又没人清'), goodRow))
    expect(said(report)).toEqual(['3 duplicate-number', '4 repeated-row'])
    expect(report.issues[0]?.message).toBe(
      '工单编号与第 2 行相同而内容不同，以第 2 行为准，此行未收；请核对。',
    )
    expect(report).toMatchObject({ rows: 3, taken: 2, rejected: 1, cases: 1, facts: 3 })
  })

  test('with a number that Excel has rounded is refused, in digits and in powers of ten', async () => {
    const numbers = ['320600202611030000', '3.206E+17', '320600202611030017']
    const rows = numbers.map((number) => goodRow.replace('R1', number))
    const report = await aCity().load(table(...rows))
    expect(said(report)).toEqual(['2 rounded-number', '3 rounded-number'])
    expect(report.issues[0]?.message).toBe(
      '疑似被 Excel 四舍五入：只有前 15 位可靠；请把该列设为文本后重新导出。',
    )
    expect(report.taken).toBe(1)
  })

  test('with too many or too few cells, or an open quote, is refused alone', async () => {
    const city = aCity()
    const report = await city.load(
      table('R7,2026-11-03', `${goodRow.replace('R1', 'R8')},多一格`, 'R9,"没有闭合', goodRow),
    )
    expect(said(report).sort()).toEqual(['2 column-count', '3 column-count', '4 unclosed-quote'])
    expect(report).toMatchObject({ rows: 4, taken: 1, rejected: 3 })
    expect(city.keys()).toHaveLength(3)
    expect(city.letters().map(({ raw }) => raw)).toEqual(Array(3).fill('{"source":"hotline"}'))
  })
})

describe('where a work order is', () => {
  const placed = async (region: string, change = {}) => {
    const city = aCity()
    const report = await city.load(
      table(`R1,2026-11-03 09:00:00,暴露垃圾,脏,${region},,,,`),
      change,
    )
    const codes = city.all<{ name: number }>(`SELECT region AS name FROM case_state`)
    const id = codes[0]?.name ?? null
    return { report, name: id === null ? null : city.writer.tree.get(id).name }
  }

  test('is told by name, short name, code, former name or within an address', async () => {
    expect((await placed('崇川')).name).toBe('崇川区')
    expect((await placed('观音山')).name).toBe('观音山街道')
    expect((await placed('320613')).name).toBe('崇川区')
    expect((await placed('崇川区观音山街道世纪大道1号')).name).toBe('观音山街道')
    const former = await placed('港闸区')
    expect(former.name).toBe('崇川区')
    expect(said(former.report)).toEqual(['2 former-region'])
  })

  test('is kept as given where nobody knows the name, with what may have been meant', async () => {
    const { report, name } = await placed('通洲区')
    expect(name).toBeNull()
    expect(report).toMatchObject({ taken: 1, counts: { 'unknown-region': 1 } })
    expect(report.regionsUnmatched).toEqual([{ given: '通洲区', rows: 1, near: ['通州区'] }])
  })

  test('is refused where a name has several places, with all of them', async () => {
    const city = aCity()
    const names = new Map<string, number>()
    for (const { name, level } of city.writer.tree.all)
      if (level === 'community') names.set(name, (names.get(name) ?? 0) + 1)
    const twice = [...names].find(([, n]) => n > 1)?.[0] ?? ''
    expect(twice).not.toBe('')
    const { report } = await placed(twice)
    expect(report.issues).toMatchObject([
      { code: 'ambiguous-region', found: twice, severity: 'error' },
    ])
    expect(report.issues[0]?.message).toMatch(/有多处：.+、.+；请写明县区，或映射上级区域的列。$/)
  })

  test('follows from coordinates of the stated system, converted once', async () => {
    const load = async (coordinates: 'wgs84' | 'gcj02' | 'bd09', lng: string, lat: string) => {
      const city = aCity()
      const report = await city.load(`号,时间,经度,纬度\nR1,2026-11-03 09:00,${lng},${lat}`, {
        columns: { number: '号', occurredAt: '时间', lng: '经度', lat: '纬度' },
        region: { by: 'coordinates' },
        coordinates,
      })
      const [one] = city.cases()
      return {
        report,
        one,
        name: one?.region === null ? null : city.writer.tree.get(Number(one?.region)).level,
      }
    }
    const plain = await load('wgs84', '120.8566', '32.0104')
    expect(plain.one).toMatchObject({ lng: 120.8566, lat: 32.0104 })
    expect(plain.name).toBe('community')
    const mars = await load('gcj02', '120.8566', '32.0104')
    expect(Number(mars.one?.lng)).toBeCloseTo(120.8522, 3)
    const baidu = await load('bd09', '120.8566', '32.0104')
    expect(Number(baidu.one?.lng)).toBeCloseTo(120.8458, 3)
    const far = await load('wgs84', '116.4', '39.9')
    expect(said(far.report)).toEqual(['2 point-outside'])
    expect(far.one).toMatchObject({ lng: null, region: null })
    const swapped = await load('wgs84', '32.0104', '120.8566')
    expect(swapped.report.issues[0]?.message).toBe('疑似经纬度颠倒，未记坐标；请在映射中对调两列。')
  })
})

describe('what names persons', () => {
  test('is dropped by header and by content before anything is stored, and the report says so', async () => {
    const city = aCity()
    const rows = Array.from(
      { length: 6 },
      (_, i) => `R${i},2026-11-03 09:00,脏,张三,1380000000${i},1391234567${i}`,
    )
    const report = await city.load(
      [
        '工单编号,诉求时间,诉求内容,诉求人,联系电话,备用',
        ...rows,
        'R9,昨天,脏,李四,13800000009,13912345679',
      ].join('\n'),
      { columns: { number: '工单编号', occurredAt: '诉求时间', description: '诉求内容' } },
    )
    expect(report.dropped).toEqual([
      { index: 3, header: '诉求人', why: '表头为姓名、电话、证件号等个人信息' },
      { index: 4, header: '联系电话', why: '表头为姓名、电话、证件号等个人信息' },
      { index: 5, header: '备用', why: '内容为姓名、电话、证件号等个人信息' },
    ])
    expect(city.rejected()).toContain('行号,原因,工单编号,诉求时间,诉求内容\r\n')
    const stored = JSON.stringify([city.letters(), city.facts(), city.rejected(), report])
    expect(stored).not.toMatch(/张三|李四|1380000|1391234/)
  })

  test('may not be mapped', async () => {
    await expect(
      aCity().load('工单编号,诉求时间,联系电话\nR1,2026-11-03,13800000000', {
        columns: { number: '工单编号', occurredAt: '诉求时间', title: '联系电话' },
      }),
    ).rejects.toMatchObject({
      code: 'bad-request',
      params: { what: '映射有误：\n标题：“联系电话”列属个人信息，不得映射' },
    })
  })

  test('is masked in free text and counted', async () => {
    const report = await aCity().load(table('R1,2026-11-03 09:00,暴露垃圾,请打13812345678,,,,,'))
    expect(report.masked).toEqual({ 电话: 2 })
  })

  test('is not a work order’s number of the same form', async () => {
    const rows = [11, 12, 13, 14, 15].map((n) => goodRow.replace('R1', `3206002026110300${n}`))
    expect(await aCity().load(table(...rows))).toMatchObject({ taken: 5, dropped: [] })
  })
})
