import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nantongPack } from '../../../test/demo-city.ts'
import { RegionTree } from '../../../shared/regions/tree.ts'
import { makeZone } from '../../../shared/time/zone.ts'
import type { ObservedPeriod } from '../../queries/reading/observations.ts'
import { sheetCity, type ReportHistory, type SheetCity } from './city.ts'
import { gbk, gridFrom, workbook, type Typed } from '../tables/workbooks.ts'
import { confirmableCodes, sheetIssueCodes, type SheetIssue } from './issue.ts'
import { judgeTable } from './judge-table.ts'
import { atOnce } from './steps.ts'
import { loadMapping, mappingIds } from './mapping/load-mapping.ts'
import { sheetMapping, type SheetMapping } from './mapping/sheet-mapping.ts'
import { readGrids } from '../tables/read-grids.ts'
import { noHistory } from './remembered-history.ts'

const folder = join(import.meta.dirname, '../../../seed/nantong')
const pack = nantongPack()
const tree = new RegionTree(pack.regions)
const zone = makeZone(pack.zone)
const city = sheetCity(pack, tree, zone)
const now = Date.parse('2026-11-09T10:00:00+08:00')
const october = { from: at('2026-10-01'), to: at('2026-11-01') }

const waste = loadMapping(folder, 'waste-month', pack)
const jobs = loadMapping(folder, 'jobs-year', pack)
const statistics = loadMapping(folder, 'statistics-city', pack)

function at(iso: string): number {
  return Date.parse(`${iso}T00:00:00+08:00`)
}
const districts = [
  '崇川区',
  '通州区',
  '海门区',
  '如东县',
  '启东市',
  '如皋市',
  '海安市',
  '开发区',
].concat(['苏锡通园区', '通州湾示范区'])

/** A month of ten districts as the department would type it; `change` spoils it. */
const wasteRows = (change: (rows: Typed[][]) => void = () => {}): Typed[][] => {
  const rows: Typed[][] = [
    [{ value: '南通市生活垃圾分类情况月报表（2026年10月）', across: 5 }, null, null, null, null],
    [null, null, '单位：万吨', null, null],
    [
      { value: '县（市、区）', down: 2 },
      { value: '生活垃圾', across: 2 },
      null,
      { value: '回收利用率（%）', down: 2 },
      { value: '备注', down: 2 },
    ],
    [null, '产生量', '回收利用量', null, null],
    ...districts.map((name, i): Typed[] => [
      name,
      2 + i / 10,
      1,
      Number((100 / (2 + i / 10)).toFixed(1)),
      null,
    ]),
    ['合计', 24.5, 10, 40.8, null],
    ['填报人：张某', null, null, null, null],
  ]
  change(rows)
  return rows
}

const judged = (...given: Parameters<typeof judgeTable>) => atOnce(judgeTable(...given))

const judge = (
  rows: Typed[][],
  mapping: SheetMapping = waste,
  history: ReportHistory = noHistory,
  accept: string[] = [],
  ofCity: SheetCity = city,
) =>
  judged({ name: '台账.csv', grids: [gridFrom(rows.map(plainRow))] }, mapping, {
    city: ofCity,
    history,
    now,
    accept: new Set(accept),
  })
const plainRow = (row: Typed[]): (string | number | null)[] =>
  row.map((cell) => (typeof cell === 'object' && cell !== null ? String(cell.value) : cell))
/** The same header without merges: a grid has no merged cells of its own. */
const flat = (change: (rows: Typed[][]) => void = () => {}): Typed[][] =>
  wasteRows((rows) => {
    rows[2] = ['县（市、区）', '生活垃圾', '生活垃圾', '回收利用率（%）', '备注']
    rows[3] = ['县（市、区）', '产生量', '回收利用量', '回收利用率（%）', '备注']
    change(rows)
  })
const places = (issues: readonly SheetIssue[], severity: SheetIssue['severity'] = 'error') =>
  issues.filter((i) => i.severity === severity).map((i) => `${i.code} ${i.row}${i.column ?? ''}`)
const valuesOf = ({ facts }: ReturnType<typeof judge>, measure: string) =>
  facts.flatMap((fact) =>
    fact.regions.map((code, i) => [tree.byCode(code)?.name, fact.values[measure]?.[i]] as const),
  )

/** The same table for a measure that is itself a share. */
function withUnit(unit: string) {
  const measures = pack.measures.map((m) =>
    m.id === 'waste.generated' ? { ...m, unit, aggregation: 'reported-per-level' as const } : m,
  )
  const list = [{ name: ['生活垃圾', '产生量'], measure: 'waste.generated' }]
  return {
    city: sheetCity({ ...pack, measures }, tree, zone),
    mapping: { ...waste, measures: { in: 'header' as const, list } },
  }
}

const period = (from: number, to: number, values: ReadonlyMap<number, number>): ObservedPeriod => ({
  from,
  to,
  size: values.size,
  own: (id) => values.get(id) ?? null,
  total: (id) => {
    const inside = [...values].filter(([region]) => tree.inside(region, id))
    const sum = inside.reduce((all, [, value]) => all + value, 0)
    return inside.length === 0 ? null : { sum, given: inside.length, named: inside.length }
  },
})

/** A measure's values in October, as if they had been reported. */
const fixedHistory = (measure: string, values: ReadonlyMap<number, number>): ReportHistory => ({
  ...noHistory,
  known: (id, from, to) =>
    id === measure && from === october.from ? period(from, to, values) : null,
})

/** The same value in every district for the months before. */
const pastOf = (measure: string, value: number): ReportHistory => ({
  ...noHistory,
  earlier: (id) =>
    id === measure
      ? [1, 2, 3].map((n) => period(n, n + 1, new Map(districts.map((_, i) => [i + 2, value]))))
      : [],
})

/** What facts leave behind. */
const historyOf = (facts: ReturnType<typeof judge>['facts']): ReportHistory => ({
  ...noHistory,
  known: (measure, from, to) => {
    const values = facts.flatMap((fact) =>
      fact.from !== from
        ? []
        : fact.regions.map(
            (code, i) => [tree.byCode(code)!.id, fact.values[measure]?.[i] ?? 0] as const,
          ),
    )
    return values.length === 0 ? null : period(from, to, new Map(values))
  },
})

describe('tables of the shapes that departments keep', () => {
  test('districts by measures for a month, under a header of two merged rows, in 万吨', async () => {
    const bytes = await workbook(wasteRows())
    const table = judged({ name: 'x.xlsx', grids: await readGrids(bytes) }, waste, {
      city,
      history: noHistory,
      now,
    })
    expect(table.issues).toEqual([])
    expect(table.facts).toHaveLength(1)
    expect(table.facts[0]).toMatchObject({ feed: 'waste-month', grain: 'month', ...october })
    expect(valuesOf(table, 'waste.generated')[0]).toEqual(['崇川区', 20_000])
    expect(valuesOf(table, 'waste.recycled')).toHaveLength(10)
    expect(table.coverage).toMatchObject([{ from: october.from, until: october.to }])
  })

  test('districts by months for one measure, with the year in the title', () => {
    const months = ['1月', '2月', '9月', '10月', '累计']
    const table = judge(
      [
        ['2026年南通市城镇新增就业人数（单位：人）'],
        ['地区', ...months],
        ...districts.map((name, i): Typed[] => [
          name,
          800 + i,
          600 + i,
          900 + i,
          i === 0 ? null : 950 + i,
          99_999,
        ]),
      ],
      jobs,
    )
    expect(places(table.issues)).toEqual([])
    expect(table.periods).toEqual(['2026年1月', '2026年2月', '2026年9月', '2026年10月'])
    expect(table.facts).toHaveLength(4)
    expect(valuesOf(table, 'jobs.new').at(-10)).toEqual(['崇川区', null])
    expect(table.ignored.map(({ header }) => header)).toEqual(['累计'])
  })

  test('measures by months for one region, with Excel dates above and 万元 turned into 亿元', async () => {
    const bytes = await workbook([
      ['南通市主要经济指标（当月值）'],
      [
        '指标名称',
        '计量单位',
        { value: new Date(Date.UTC(2026, 8, 1)), format: 'yyyy"年"m"月"' },
        { value: new Date(Date.UTC(2026, 9, 1)), format: 'yyyy"年"m"月"' },
      ],
      ['一、规上工业增加值（万元）', '万元', 2_651_200, 2_700_000],
      ['二、规上工业总产值（亿元）', '亿元', 1_010.5, '1,022.75'],
      ['三、固定资产投资额（亿元）', '亿元', 470, '4801万'],
      ['四、用电量', '亿千瓦时', 50, 51],
    ])
    const table = judged({ name: 'x.xlsx', grids: await readGrids(bytes) }, statistics, {
      city,
      history: noHistory,
      now,
    })
    expect(table.issues).toEqual([])
    expect(valuesOf(table, 'economy.industry_value_added')).toEqual([
      ['南通市', 265.12],
      ['南通市', 270],
    ])
    expect(valuesOf(table, 'economy.industry_output').at(-1)).toEqual(['南通市', 1022.75])
    expect(valuesOf(table, 'economy.fixed_investment').at(-1)).toEqual(['南通市', 0.4801])
  })

  test('one number a row, with towns under their districts and total rows of each', () => {
    const mapping = sheetMapping.parse({
      id: 'long',
      name: '调解台账',
      feed: 'mediation-month',
      header: { row: 1 },
      regions: { in: 'column', header: '镇街', parent: '县区', level: 'town' },
      measures: {
        in: 'column',
        header: '项目',
        list: [{ name: '受理', measure: 'mediation.accepted' }],
      },
      periods: { in: 'column', header: '月份' },
      value: { header: '数量' },
      totals: [{ words: ['小计'] }],
      coverage: 'none',
    })
    const table = judge(
      [
        ['县区', '镇街', '月份', '项目', '数量'],
        ['崇川区', '城东街道', 202610, '受理', 12],
        ['崇川', '文峰', '2026-10', '受理', '3'],
        ['崇川区', '小计', '46296', '受理', 16],
      ],
      mapping,
    )
    expect(places(table.issues, 'warning')).toEqual(['region-missing 0', 'wrong-total 4E'])
    const given = valuesOf(table, 'mediation.accepted').filter(([, value]) => value !== null)
    expect(given).toEqual([
      ['城东街道', 12],
      ['文峰街道', 3],
    ])
  })

  test('a CSV in GBK says the same as one in UTF-8 with a BOM, and as the workbook', async () => {
    const csv = flat()
      .map((row) =>
        plainRow(row)
          .map((cell) => cell ?? '')
          .join(','),
      )
      .join('\r\n')
    const from = async (bytes: Uint8Array) =>
      judged({ name: 'x.csv', grids: await readGrids(bytes) }, waste, {
        city,
        history: noHistory,
        now,
      }).facts
    const plain = await from(new TextEncoder().encode(`\ufeff${csv}`))
    expect(plain[0]?.regions).toHaveLength(10)
    expect(await from(gbk(csv))).toEqual(plain)
    expect(await from(await workbook(wasteRows()))).toEqual(plain)
  })

  test('every template of the pack is read by its mapping without a fault', async () => {
    for (const id of mappingIds(folder)) {
      const bytes = readFileSync(join(folder, 'sheets', `${id}.template.csv`))
      const grids = await readGrids(bytes)
      const table = judged({ name: `${id}.csv`, grids }, loadMapping(folder, id, pack), {
        city,
        history: noHistory,
        now: at('2027-02-01'),
      })
      expect([id, table.issues.filter((i) => i.code !== 'coverage-waits')]).toEqual([id, []])
      expect(table.figures.read).toBeGreaterThan(0)
    }
  })
})

describe('bad input, each with row, column and what was expected', () => {
  test('a misspelt region is named with the nearest one, and costs its row alone', () => {
    const table = judge(flat((rows) => void (rows[5]![0] = '通洲区')))
    expect(table.issues[0]).toMatchObject({
      code: 'unknown-region',
      row: 6,
      column: 'A',
      found: '通洲区',
    })
    expect(table.issues[0]?.expected).toContain('通州区')
    expect(valuesOf(table, 'waste.generated').filter(([, v]) => v !== null)).toHaveLength(9)
  })

  test('a total that is not the sum of its districts is shown and not used', () => {
    const table = judge(flat((rows) => void (rows[14]![1] = 25.5)))
    expect(places(table.issues, 'warning')).toContain('wrong-total 15B')
    expect(table.facts[0]?.regions).not.toContain('320600')
    expect(table.issues.find((i) => i.code === 'wrong-total')?.expected).toContain('245000')
  })

  test('a total beside something unread says so', () => {
    const table = judge(flat((rows) => void (rows[5]![0] = '通洲区')))
    const wrong = table.issues.filter((issue) => issue.code === 'wrong-total')
    expect(wrong.map(({ row, column }) => `${row}${column}`)).toEqual(['15B'])
    expect(wrong[0]?.expected).toContain('另有 1 处未读出')
  })

  test('a total that is off by rounding alone is no fault', () => {
    const table = judge(flat((rows) => void rows[14]!.splice(1, 3, 24.9, 10, null)))
    expect(places(table.issues, 'warning')).toEqual([])
  })

  test('95 where 0.95 is meant: a rate that its parts contradict a hundredfold', () => {
    const table = judge(flat((rows) => void (rows[4]![3] = 0.5)))
    expect(places(table.issues, 'warning')).toEqual(['share-scale 5D'])
    expect(table.issues[0]?.expected).toContain('50%')
    expect(table.figures.refused).toBe(0)
  })

  test('95 where 0.95 is meant: a share that is stored is refused, by its unit or by its past', () => {
    const share = withUnit('比例')
    const over = judge(flat(), share.mapping, noHistory, [], share.city)
    expect(places(over.issues)).toContain('share-out-of-range 5B')
    expect(over.issues[0]?.expected).toContain('是否为 0.02')
    const percent = withUnit('%')
    const history = pastOf('waste.generated', 0.92 * 100)
    const under = judge(
      flat((rows) => void (rows[4]![1] = 0.95)),
      percent.mapping,
      history,
      [],
      percent.city,
    )
    expect(places(under.issues)).toContain('share-scale 5B')
  })

  test('a share given for a count is refused', () => {
    const table = judge([['2026年'], ['地区', '10月'], ['崇川区', 0.95], ['通州区', '95%']], jobs)
    expect(places(table.issues)).toEqual(['not-whole 3B', 'unknown-unit 4B'])
    expect(table.facts).toEqual([])
  })

  test('a negative count is refused', () => {
    const table = judge([['2026年'], ['地区', '10月'], ['崇川区', -3], ['通州区', 12]], jobs)
    expect(places(table.issues)).toEqual(['negative-count 3B'])
    expect(valuesOf(table, 'jobs.new')).toContainEqual(['通州区', 12])
  })

  test('a numerator above its denominator is refused, and its denominator is not', () => {
    const table = judge(flat((rows) => void (rows[4]![2] = 2.1)))
    expect(places(table.issues)).toEqual(['part-exceeds-whole 5C'])
    expect(table.issues[0]?.expected).toContain('第 5 行 B 列')
    expect(valuesOf(table, 'waste.generated')[0]).toEqual(['崇川区', 20_000])
    expect(
      valuesOf(table, 'waste.recycled').find(([name]) => name === '崇川区')?.[1],
    ).toBeUndefined()
  })

  test('a month that has not begun is refused; one that runs is a running total', () => {
    const table = judge(
      [['2026年'], ['地区', '10月', '11月', '12月'], ['崇川区', 900, 300, 905]],
      jobs,
    )
    expect(places(table.issues)).toEqual(['future-period 3D'])
    expect(places(table.issues, 'warning')).toContain('running-period 3C')
    expect(valuesOf(table, 'jobs.new').filter(([, v]) => v !== null)).toHaveLength(2)
    expect(table.coverage).toHaveLength(1)
  })

  test('last month’s numbers under this month’s name are refused until a person confirms them', () => {
    const september = judge(
      flat((rows) => void (rows[0]![0] = '2026年9月')),
      waste,
    )
    const history = historyOf(september.facts)
    const table = judge(flat(), waste, history)
    expect(places(table.issues)).toEqual(['repeated-period 5B'])
    expect(table.issues[0]?.expected).toContain('2026年9月')
    expect(table.facts.flatMap(({ values }) => Object.values(values).flat()).some(Boolean)).toBe(
      false,
    )
    expect(judge(flat(), waste, history, ['repeated-period']).figures.changed).toBe(20)
  })

  test('a number of more than 15 digits has been rounded by Excel and is refused', () => {
    const table = judge(
      [
        ['2026年'],
        ['地区', '10月'],
        ['崇川区', 320681199001011200],
        ['通州区', '3.20681E+17'],
        ['海门区', '3206811990010112'],
      ],
      jobs,
    )
    expect(places(table.issues)).toEqual([
      'rounded-number 3B',
      'rounded-number 4B',
      'rounded-number 5B',
    ])
  })

  test('text where a number belongs is refused; an empty cell is “not reported”, a zero is a zero', () => {
    const table = judge(
      [
        ['2026年'],
        ['地区', '10月'],
        ['崇川区', '约一千'],
        ['通州区', null],
        ['海门区', 0],
        ['如东县', '—'],
      ],
      jobs,
    )
    expect(places(table.issues)).toEqual(['not-a-number 3B'])
    const stored = new Map(valuesOf(table, 'jobs.new'))
    expect(['通州区', '海门区', '如东县'].map((name) => stored.get(name))).toEqual([null, 0, null])
  })

  test('a region twice: the same number counts once, two numbers count neither', () => {
    const table = judge(
      [
        ['2026年'],
        ['地区', '10月'],
        ['崇川区', 900],
        ['崇川区', 900],
        ['通州区', 700],
        ['通州', 701],
      ],
      jobs,
    )
    expect(places(table.issues)).toEqual(['duplicate-region 6B'])
    expect(places(table.issues, 'warning')).toContain('duplicate-region 4B')
    expect(new Map(valuesOf(table, 'jobs.new')).get('崇川区')).toBe(900)
    expect(new Map(valuesOf(table, 'jobs.new')).has('通州区')).toBe(false)
  })

  test('万元 under a heading of 亿元 is caught by the header, and by the past', () => {
    const header = judge(flat((rows) => void (rows[1]![2] = '单位：吨')))
    expect(places(header.issues)).toEqual(['unit-differs 4B', 'unit-differs 4C'])
    const past = judge(
      flat((rows) => void (rows[4]![1] = 20_000)),
      waste,
      pastOf('waste.generated', 21_000),
    )
    expect(places(past.issues)).toContain('unlike-history 5B')
    const confirmed = judge(
      flat((rows) => void (rows[4]![1] = 20_000)),
      waste,
      pastOf('waste.generated', 21_000),
      ['unlike-history'],
    )
    expect(places(confirmed.issues)).toEqual([])
  })

  test('columns of names, telephones and identity numbers are dropped, by header and by content', async () => {
    const extra = [
      ['联系人', '经办', '值班', '备用'],
      ...districts.map((_, i) => [
        `王某${i}`,
        `${'张李王赵陈刘杨黄周吴'[i]}建国`,
        `1380000000${i}`,
        `32068119900101${1000 + i}`,
      ]),
    ]
    const table = judge(
      flat((rows) =>
        rows.forEach((row, r) => {
          const cells = r === 3 ? extra[0] : r >= 4 && r < 14 ? extra[r - 3] : ['', '', '', '']
          row.push(...(cells ?? []))
        }),
      ),
    )
    expect(table.dropped.map(({ column, why }) => `${column} ${why}`)).toEqual([
      'F name',
      'G values',
      'H values',
      'I values',
    ])
    expect(table.figures.changed).toBe(20)
    expect(JSON.stringify(table)).not.toMatch(/建国|1380000|32068119/)
  })

  test('a broken formula and a number over merged cells are refused', async () => {
    const table = judged(
      {
        name: 'x',
        grids: [
          {
            ...gridFrom([
              ['2026年'],
              ['地区', '10月'],
              ['崇川区', 900],
              ['通州区', null],
              ['海门区', null],
            ]),
            merges: [{ top: 2, left: 1, bottom: 4, right: 2 }],
            rows: [
              ...gridFrom([['2026年'], ['地区', '10月'], ['崇川区', 900], ['通州区', null]]).rows,
              [
                { kind: 'text', text: '海门区' },
                { kind: 'fault', text: '#DIV/0!' },
              ],
            ],
          },
        ],
      },
      jobs,
      { city, history: noHistory, now },
    )
    expect(places(table.issues)).toEqual(['merged-value 3B', 'merged-value 4B', 'formula-fault 5B'])
  })

  test('a region that had ended by then is named with its successor, and counts before', () => {
    const table = judge([['2026年'], ['地区', '10月'], ['港闸区', 9], ['崇川区', 900]], jobs)
    expect(table.issues[0]).toMatchObject({ code: 'region-not-valid-then', row: 3, column: 'A' })
    expect(table.issues[0]?.expected).toContain('崇川区')
    const then = judge([['2019年'], ['地区', '10月'], ['港闸区', 9]], jobs)
    expect(places(then.issues)).toEqual([])
  })

  test('a missing column, an unknown sheet and a file without a header say what they wanted', () => {
    const missing = judge(flat((rows) => void (rows[3]![2] = '利用量')))
    expect(places(missing.issues)).toEqual(['missing-column 4'])
    expect(missing.facts).toHaveLength(1)
    expect(missing.coverage).toEqual([])
    expect(places(missing.issues, 'note')).toEqual(['coverage-waits 0'])
    const sheet = judged(
      { name: 'x', grids: [gridFrom([['a']], '甲'), gridFrom([['b']], '乙')] },
      jobs,
      { city, history: noHistory, now },
    )
    expect(places(sheet.issues)).toEqual(['no-sheet 0'])
    expect(places(judge([['空']]).issues)).toEqual(['no-header 0'])
  })

  test('a district whose towns have reported is not counted on top of them', () => {
    const town = tree.descendantsOf(2, 'town')[0]!
    const history = fixedHistory('waste.generated', new Map([[town.id, 5]]))
    expect(places(judge(flat(), waste, history).issues)).toContain('counted-below 5B')
    const above = fixedHistory('waste.generated', new Map([[1, 5]]))
    expect(places(judge(flat(), waste, above).issues)).toContain('counted-above 5B')
  })
})

describe('good rows go in whatever stands around them', () => {
  const spoilt = fc.constantFrom<(row: Typed[]) => void>(
    (row) => void (row[0] = '火星区'),
    (row) => void (row[0] = null),
    (row) => void (row[1] = '若干'),
    (row) => void (row[1] = -7),
    (row) => void (row[1] = 1e17),
    (row) => void (row[1] = '3.2E+20'),
    (row) => void (row[1] = 0.5),
    (row) => void row.splice(0, 2, '填报人：某', '13800000000'),
  )
  test('any rows spoilt in any way leave the figures of the others as they were', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(spoilt), { minLength: 10, maxLength: 10 }),
        fc.integer({ min: 0, max: 9 }),
        (spoils, extra) => {
          const rows: Typed[][] = [['2026年'], ['地区', '10月']]
          districts.forEach((name, i) => {
            const row: Typed[] = [name, 900 + i]
            spoils[i]?.(row)
            rows.push(row)
            if (i === extra) rows.push(['', null], ['说明：本表为快报', null])
          })
          const table = judge(rows, jobs)
          const stored = new Map(valuesOf(table, 'jobs.new').filter(([, value]) => value !== null))
          const good = districts.flatMap((name, i) => (spoils[i] ? [] : [[name, 900 + i] as const]))
          expect(stored).toEqual(new Map(good))
          const bad = spoils.filter(Boolean).length
          expect(places(table.issues).length).toBeGreaterThanOrEqual(bad)
        },
      ),
      { numRuns: 150 },
    )
  })
})

test('every issue is explained on the page for a city’s staff, and no other', () => {
  const page = readFileSync(join(folder, '../../docs/observations.md'), 'utf8')
  const table = page.slice(page.indexOf('## What is checked'), page.indexOf('**Last month again'))
  const cells = table.split('\n').map((line) => line.split('|')[1] ?? '')
  const explained = cells.flatMap((cell) =>
    [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code),
  )
  expect([...explained].sort()).toEqual([...sheetIssueCodes].sort())
  for (const code of confirmableCodes) expect(table).toMatch(new RegExp(`${code}.*未收†`))
})
