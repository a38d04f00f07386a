import Fastify from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import { makeTestCity, nantongPack } from '../../test/demo-city.ts'
import { sourceAsker } from '../../shared/access/asker.ts'
import { workbook, type Typed } from '../ingest/tables/workbooks.ts'
import type { SheetReport } from '../ingest/sheets/take-table.ts'
import type { RejectedRow } from '../ingest/ports.ts'
import { reportedBefore } from '../queries/report-history.ts'
import { observationsRoute } from './observations-route.ts'
import type { Services } from './services.ts'

const month = {
  from: Date.parse('2026-10-01T00:00:00+08:00'),
  to: Date.parse('2026-11-01T00:00:00+08:00'),
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

const opened: { close(): void }[] = []
afterEach(() => opened.splice(0).forEach((one) => one.close()))

function aServer() {
  const city = makeTestCity(nantongPack())
  opened.push(city)
  const letters: RejectedRow[] = []
  const services = {
    view: city.view,
    take: (_asker: unknown, facts: readonly unknown[]) => Promise.resolve(city.take(facts)),
    askerOf: ({ bearer }: { bearer: string | null }) =>
      bearer === 'key-of-source' ? sourceAsker('key', ['*']) : null,
  } as unknown as Services
  const app = Fastify()
  observationsRoute(app, services, {
    packFolder: 'seed/nantong',
    now: city.clock.now,
    history: () => reportedBefore(city.database, city.view.epoch.tree),
    reject: (rows) => void letters.push(...rows),
  })
  const post = async (
    query: string,
    body: Uint8Array | string,
    type = 'application/json',
    key = 'key-of-source',
  ) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1/observations${query}`,
      headers: { 'content-type': type, authorization: `Bearer ${key}` },
      payload: Buffer.from(body),
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  const sheet = async (bytes: Uint8Array | string, query = '?mapping=jobs-year&file=a.csv') =>
    (await post(query, bytes, 'text/csv')).body as SheetReport
  const jobsIn = (region: number, at?: number) => {
    const { reader, catalog } = city.view.standing(at)
    const measure = catalog.measure('jobs.new')
    return reader.flow(measure, region, month.from, month.to).value
  }
  return { city, post, sheet, letters, jobsIn, app }
}

const csv = (change: (values: (number | string)[]) => void = () => {}): string => {
  const values: (number | string)[] = districts.map((_, i) => 900 + i)
  change(values)
  return ['2026年', '地区,10月', ...districts.map((name, i) => `${name},${values[i]}`)].join('\n')
}

describe('a department’s table', () => {
  test('goes in with a report, and its numbers are on the screen', async () => {
    const { sheet, jobsIn } = aServer()
    const report = await sheet(csv())
    expect(report).toMatchObject({
      mapping: 'jobs-year',
      feed: 'employment-month',
      periods: ['2026年10月'],
      figures: { read: 10, changed: 10, refused: 0 },
      facts: { accepted: 1, duplicate: 0, rejected: 0 },
      covered: ['2026-10'],
      counts: { errors: 0, warnings: 0, notes: 0 },
    })
    expect(jobsIn(1)).toBe(9045)
    expect(jobsIn(2)).toBe(900)
  })

  test('twice is once: the second time appends nothing', async () => {
    const { city, sheet } = aServer()
    await sheet(csv())
    const head = city.log.headPosition()
    const again = await sheet(csv())
    expect(city.log.headPosition()).toBe(head)
    expect(again).toMatchObject({ figures: { changed: 0, unchanged: 10 }, facts: { accepted: 0 } })
  })

  test('corrected replaces what it corrects and keeps what was known', async () => {
    const { city, sheet, jobsIn } = aServer()
    await sheet(csv())
    const before = city.view.position
    city.clock.time += 3_600_000
    const report = await sheet(csv((values) => (values[0] = 950)))
    expect(report).toMatchObject({ figures: { changed: 1, revised: 1, unchanged: 9 } })
    expect(report.issues).toMatchObject([{ code: 'revision', row: 3, column: 'B', found: '950' }])
    expect(report.issues[0]?.expected).toContain('900')
    expect(jobsIn(2)).toBe(950)
    expect(jobsIn(1)).toBe(9095)
    expect(jobsIn(2, before)).toBe(900)
    expect(jobsIn(1, before)).toBe(9045)
  })

  test('a correction that is taken back counts again, and an empty cell takes nothing back', async () => {
    const { sheet, jobsIn } = aServer()
    await sheet(csv())
    await sheet(csv((values) => (values[0] = 950)))
    await sheet(csv())
    expect(jobsIn(2)).toBe(900)
    await sheet(csv((values) => (values[0] = 950)))
    expect(jobsIn(2)).toBe(950)
    await sheet(csv((values) => (values[0] = '')))
    expect(jobsIn(2)).toBe(950)
  })

  test('with bad rows leaves the good ones in and the bad ones as dead letters without the row', async () => {
    const { sheet, letters, jobsIn } = aServer()
    const report = await sheet(`${csv((values) => (values[1] = -4))}\n火星区,12`)
    expect(report.counts.errors).toBe(2)
    expect(jobsIn(2)).toBe(900)
    expect(letters.map(({ reason, raw }) => `${reason} ${raw}`).sort()).toEqual([
      'negative-count -4',
      'unknown-region 火星区',
    ])
  })

  test('as a workbook is read on a thread of its own', async () => {
    const { post, jobsIn } = aServer()
    const rows: Typed[][] = [
      ['2026年'],
      ['地区', '10月'],
      ...districts.map((name, i): Typed[] => [name, 900 + i]),
    ]
    const bytes = await workbook(rows, '新增就业')
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    const { status, body } = await post('?mapping=jobs-year', bytes, type)
    expect([status, (body as SheetReport).figures.changed]).toEqual([200, 10])
    expect(jobsIn(1)).toBe(9045)
  })

  test('without a mapping, with an unknown one, or damaged, is refused in words', async () => {
    const { post } = aServer()
    const none = await post('', csv(), 'text/csv')
    expect(none.status).toBe(400)
    expect(none.body.error.message).toContain('jobs-year')
    expect((await post('?mapping=../city', csv(), 'text/csv')).status).toBe(404)
    const zip = await post('?mapping=jobs-year', Buffer.from('PK\u0003\u0004 no archive'))
    expect([zip.status, zip.body.error.code]).toEqual([400, 'bad-request'])
  })
})

describe('observations as JSON', () => {
  const item = (more: object = {}) => ({
    feed: 'employment-month',
    period: '2026-10',
    regions: ['320613', '通州区'],
    values: { 'jobs.new': [900, 901] },
    ...more,
  })

  test('are answered item by item, by code or name, by label or by span', async () => {
    const { post, jobsIn } = aServer()
    const { status, body } = await post(
      '',
      JSON.stringify([
        item(),
        item({ period: undefined, ...month, values: { 'jobs.new': [902, null] } }),
        { feed: 1 },
      ]),
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({ accepted: 2, duplicate: 0, rejected: 1 })
    expect(body.verdicts.map((v: { verdict: string }) => v.verdict)).toEqual([
      'accepted',
      'accepted',
      'rejected',
    ])
    expect(jobsIn(2)).toBe(902)
    expect(jobsIn(3)).toBe(901)
  })

  test('twice is once', async () => {
    const { city, post } = aServer()
    const first = await post('', JSON.stringify(item()))
    const head = city.log.headPosition()
    const again = await post('', JSON.stringify(item()))
    expect(first.body).toMatchObject({ accepted: 1 })
    expect(again.body).toMatchObject({ accepted: 0, duplicate: 1 })
    expect(city.log.headPosition()).toBe(head)
  })

  test('a bad value costs itself and is named; a bad item costs no other', async () => {
    const { post, jobsIn } = aServer()
    const { body } = await post(
      '',
      JSON.stringify([
        item({ values: { 'jobs.new': [900, -1] } }),
        item({ period: '2026-12' }),
        item({ period: '2026年' }),
        item({ values: { 'jobs.newest': [1, 2] } }),
        item({ feed: 'nobody' }),
      ]),
    )
    const codes = body.verdicts.map(
      (v: { verdict: string; reasons: { code: string; field?: string }[] }) => [
        v.verdict,
        ...v.reasons.map(({ code, field }) => `${code} ${field}`),
      ],
    )
    expect(codes).toEqual([
      ['accepted', 'negative-count values.jobs.new.1'],
      ['rejected', 'future-period values.jobs.new.0'],
      ['rejected', 'unknown-period period'],
      ['rejected', 'unknown-measure values.jobs.newest.0'],
      ['rejected', 'unknown-feed feed'],
    ])
    expect(jobsIn(2)).toBe(900)
  })

  test('need a source’s key', async () => {
    const { post } = aServer()
    expect((await post('', JSON.stringify(item()), 'application/json', 'wrong')).status).toBe(401)
  })
})
