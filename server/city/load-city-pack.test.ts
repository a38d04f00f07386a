import { afterEach, describe, expect, it } from 'vitest'
import { makeWorkingClock } from '../../shared/time/working-clock.ts'
import { makeZone } from '../../shared/time/zone.ts'
import { RegionTree } from '../../shared/regions/tree.ts'
import { loadCityPack } from './load-city-pack.ts'
import { PackCopy } from './pack-copy.ts'
import { CityPackError, type PackProblem } from './problems.ts'

const folder = new URL('../../seed/nantong/', import.meta.url).pathname
const copies: PackCopy[] = []
const aCopy = (whole = false): PackCopy => {
  const copy = new PackCopy(whole)
  copies.push(copy)
  return copy
}
afterEach(() => copies.splice(0).forEach((copy) => copy.discard()))

function faultOf({ folder }: PackCopy): CityPackError {
  try {
    loadCityPack(folder)
  } catch (error) {
    if (error instanceof CityPackError) return error
    throw error
  }
  throw new Error('the pack was accepted')
}
function millisecondsToLoad(): number {
  const started = performance.now()
  loadCityPack(folder)
  return performance.now() - started
}
const problemsOf = (copy: PackCopy): readonly PackProblem[] => faultOf(copy).problems

describe('the pack of Nantong', () => {
  it('loads within a second and a half, with all its regions and lists', () => {
    const pack = loadCityPack(folder)
    const fastest = Math.min(...[1, 2, 3].map(millisecondsToLoad))
    expect(fastest).toBeLessThan(1500)

    const today = new RegionTree(pack.regions)
    const count = (level: string) => today.all.filter((r) => r.level === level).length
    expect(['city', 'district', 'town', 'community'].map(count)).toEqual([1, 10, 100, 1973])
    expect(count('grid')).toBe(13_834)
    expect(today.root.id).toBe(pack.cityRegion)
    expect({
      departments: pack.departments.length,
      feeds: pack.feeds.length,
      themes: pack.themes.length,
      measures: pack.measures.length,
      indicators: pack.indicators.length,
      types: pack.eventTypes.length,
      categories: pack.categories.length,
      sources: pack.caseSources.length,
    }).toEqual({
      departments: 53,
      feeds: 68,
      themes: 17,
      measures: 303,
      indicators: 183,
      types: 178,
      categories: 13,
      sources: 10,
    })
  })

  it('reads cells into what the code works with', () => {
    const pack = loadCityPack(folder)
    const feed = pack.feeds.find(({ id }) => id === 'police-tenday')
    expect(feed).toMatchObject({ rhythm: 'tenday', due: 3 * 86_400_000, caseSources: [] })
    const type = pack.eventTypes.find(({ code }) => code === '0102')
    expect(type).toMatchObject({
      category: '01',
      lead: 'sanitation',
      disposal: { amount: 4, unit: 'work-hour' },
      themes: ['citymgmt', 'civility'],
      sensitive: false,
    })
    const online = pack.indicators.find(({ id }) => id === 'overview.feed_online_rate')
    expect(online?.threshold).toMatchObject({
      kind: 'absolute',
      yellow: 95,
      red: 90,
      alarmSide: 'low',
    })
    expect(pack.measures.filter(({ origin }) => origin === 'coverage').map(({ id }) => id)).toEqual(
      ['feeds.expected', 'feeds.online'],
    )
    expect(pack.limits.verification).toEqual({ amount: 1, unit: 'work-day' })
    expect(pack.calendar.hours).toEqual([
      [510, 720],
      [840, 1050],
    ])
    const clock = makeWorkingClock(pack.calendar, makeZone(pack.zone))
    expect(clock.isWorkday(makeZone(pack.zone).dayFromIso('2026-10-10'))).toBe(true)
  })

  it('has the same hash until a byte of it changes', () => {
    const copy = aCopy()
    const before = loadCityPack(copy.folder).hash
    expect(before).toMatch(/^[0-9a-f]{64}$/)
    expect(loadCityPack(copy.folder).hash).toBe(before)
    copy.set('themes.tsv', 'party', 'shortName', '党建')
    expect(loadCityPack(copy.folder).hash).not.toBe(before)
  })

  it('keeps its hash when notes or scripts beside the data change', () => {
    const copy = aCopy()
    const before = loadCityPack(copy.folder).hash
    copy.write('README.md', 'changed')
    expect(loadCityPack(copy.folder).hash).toBe(before)
  })
})

describe('a department sends its tables', () => {
  const nameOf = ({ folder }: PackCopy) => loadCityPack(folder).departments[0]?.name

  it('in UTF-8 with a BOM', () => {
    const copy = aCopy().edit('departments.tsv', (text) => `\uFEFF${text}`)
    expect(nameOf(copy)).toBe('市域治理现代化指挥中心')
  })

  it('in GB18030, as an older Excel saves it', () => {
    const header = Buffer.from('id\tname\tkind\tfield\taliases\ncommand-centre\t')
    // 指挥中心, 中心, 城市运行 in GB18030
    const [name, kind, field] = ['d6b8bbd3d6d0d0c4', 'd6d0d0c4', 'b3c7cad0d4cbd0d0'].map((hex) =>
      Buffer.from(hex, 'hex'),
    )
    const tab = Buffer.from('\t')
    const bytes = [header, name ?? tab, tab, kind ?? tab, tab, field ?? tab, tab, Buffer.from('\n')]
    const copy = aCopy().write('departments.tsv', Buffer.concat(bytes))
    // Every other department is now missing, and the reader still understood this one.
    const { message, problems } = faultOf(copy)
    expect(problems.some(({ found }) => found === 'command-centre')).toBe(false)
    expect(message).toContain('现为“police”')
  })

  it('in UTF-16, with Windows line ends and with quotes, as Excel saves “Unicode 文本”', () => {
    const copy = aCopy()
    const text = copy.read('departments.tsv').replace('市域治理现代化指挥中心', '"市域,指挥中心"')
    copy.write('departments.tsv', Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'utf16le'))
    expect(nameOf(copy)).toBe('市域,指挥中心')
  })

  it('naming departments as people call them', () => {
    const copy = aCopy()
    copy.set('event-types.tsv', '0101', 'lead', '城管局')
    copy.set('event-types.tsv', '0101', 'assistants', '住建局;镇(街道)')
    const type = loadCityPack(copy.folder).eventTypes.find(({ code }) => code === '0101')
    expect(type).toMatchObject({ lead: 'city-management', assistants: ['housing', 'towns'] })
  })
})

describe('a pack with a broken cell is refused, naming file, row and column:', () => {
  const cells: [string, string, string, string][] = [
    ['feeds.tsv', 'hotline-cases', 'department', 'nobody'],
    ['feeds.tsv', 'hotline-cases', 'due', '5分钟'],
    ['feeds.tsv', 'hotline-cases', 'rhythm', 'hourly'],
    ['feeds.tsv', 'hotline-cases', 'caseSources', 'hotlines'],
    ['feeds.tsv', 'grid-cases', 'caseSources', 'hotline'],
    ['event-types.tsv', '0103', 'lead', '环保局'],
    ['event-types.tsv', '0103', 'assistants', 'housing;none-such'],
    ['event-types.tsv', '0103', 'severity', '5'],
    ['event-types.tsv', '0103', 'disposalUnit', '工时'],
    ['event-types.tsv', '0103', 'themes', 'citymgnt'],
    ['event-types.tsv', '0103', 'categoryCode', '13'],
    ['themes.tsv', 'party', 'defaultIndicator', 'party.none'],
    ['themes.tsv', 'party', 'defaultIndicator', 'quality.gdp_growth'],
    ['themes.tsv', 'party', 'pointLayers', 'party-service-station;castle'],
    ['facilities.tsv', 'hospital', 'glyph', '医院'],
    ['measures.tsv', 'orders.issued', 'feed', 'no-feed'],
    ['measures.tsv', 'orders.issued', 'feed', ''],
    ['measures.tsv', 'orders.signed_ontime', 'partOf', 'orders.isued'],
    ['measures.tsv', 'orders.issued', 'partOf', 'orders.signed_ontime'],
    ['measures.tsv', 'case.reported', 'caseCount', 'report'],
    ['indicators.tsv', 'overview.reported_today', 'numerator', 'case.report'],
    ['indicators.tsv', 'overview.reported_today', 'theme', 'total'],
    ['indicators.tsv', 'overview.reported_today', 'department', 'centre'],
    ['indicators.tsv', 'overview.reported_today', 'yellow', '三'],
    ['indicators.tsv', 'overview.feed_online_rate', 'denominator', ''],
    ['indicators.tsv', 'overview.feed_online_rate', 'finestLevel', 'town'],
    ['stages.tsv', '2', 'condition', 'alerts.active_green>=1'],
    ['calendar.tsv', '2026-10-10', 'kind', '调休'],
    ['regions.tsv', '2', 'parent', '999'],
    ['regions.tsv', '102', 'parent', '103'],
    ['regions.tsv', '102', 'code', '320613001'],
    ['regions.tsv', '102', 'lng', '220.5'],
    ['regions.tsv', '12', 'validTo', '2020-07-32'],
    ['regions.tsv', '12', 'successor', '77'],
  ]
  it.each(cells)('%s row %s, %s = “%s”', (file, key, column, found) => {
    const copy = aCopy()
    const row = copy.set(file, key, column, found)
    const problems = problemsOf(copy).filter((p) => p.file === file && p.row === row)
    expect(problems.map((p) => p.column)).toContain(column)
    expect(problems.every((p) => p.expected !== '')).toBe(true)
  })

  it('composites whose weights do not sum to one', () => {
    const copy = aCopy().edit('composites.tsv', (text) =>
      text.replace('\t0.12\tminmax', '\t0.13\tminmax'),
    )
    expect(problemsOf(copy)).toMatchObject([
      { file: 'composites.tsv', column: 'weight', found: '1.01' },
    ])
  })

  it('city.json, by the path of the value', () => {
    const copy = aCopy().edit('city.json', (text) =>
      text.replace('Asia/Shanghai', 'Asia/Nantong').replace('"work-day"', '"工作日"'),
    )
    const places = problemsOf(copy).map((p) => [p.file, p.column])
    expect(places).toContainEqual(['city.json', 'zone'])
    expect(places).toContainEqual(['city.json', 'limits.verification.unit'])
  })

  it('city.json that is no JSON', () => {
    expect(problemsOf(aCopy().write('city.json', '{"id":'))).toMatchObject([{ file: 'city.json' }])
  })
})

describe('whoever mends a pack', () => {
  it('sees every problem at once, as sentences in Chinese', () => {
    const copy = aCopy()
    const first = copy.set('feeds.tsv', 'hotline-cases', 'department', 'nobody')
    copy.set('event-types.tsv', '0103', 'severity', '5')
    copy.set('measures.tsv', 'orders.signed_ontime', 'partOf', 'orders.isued')
    const fault = faultOf(copy)
    expect(fault.code).toBe('pack-invalid')
    expect(fault.problems).toHaveLength(3)
    expect(fault.message).toContain('有 3 处错误')
    expect(fault.message).toContain(`feeds.tsv 第 ${first} 行 「department」：现为“nobody”`)
  })

  it('is told of a missing file, a missing column and a line with too few cells', () => {
    const copy = aCopy().remove('departments.tsv')
    copy.edit('targets.tsv', (text) => text.replace('\tyear\t', '\tjahr\t'))
    copy.edit('lights.tsv', (text) => text.replace('\tDOMAIN\n', '\n'))
    expect(problemsOf(copy)).toEqual([
      expect.objectContaining({ file: 'departments.tsv', row: 0 }),
      expect.objectContaining({ file: 'targets.tsv', row: 1, column: 'year' }),
      expect.objectContaining({ file: 'lights.tsv', row: 2 }),
    ])
  })

  it('is not sent after rows that are right because another row is wrong', () => {
    const copy = aCopy()
    copy.set('regions.tsv', '2', 'level', 'county')
    copy.set('measures.tsv', 'case.open_severity_1', 'unit', '')
    expect(problemsOf(copy).map(({ file, column }) => `${file} ${column}`)).toEqual([
      'regions.tsv level',
      'measures.tsv unit',
    ])
  })

  it('hears of outlines that belong to no region', () => {
    const copy = aCopy(true).edit('boundaries.topo.json', (text) =>
      text.replace('"code":"320681"', '"code":"320699"'),
    )
    expect(problemsOf(copy)).toMatchObject([{ file: 'boundaries.topo.json', found: '320699' }])
  })
})
