import { afterEach, describe, expect, it } from 'vitest'
import { demoPerson } from '../../../shared/access/asker.ts'
import { noon } from '../../../test/demo-city.ts'
import { keyOfSource, open311City } from '../../../test/open311-city.ts'
import { open311Client } from '../../../test/open311-client.ts'
import { loadCityPack } from '../../city/load-city-pack.ts'
import { caseQueue } from '../../queries/case-queue.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const city of opened.splice(0)) await city.close()
})

async function aCity(given?: Parameters<typeof open311City>[0]) {
  const city = await open311City(given)
  opened.push(city)
  return city
}

const minuteMs = 60_000
const dayMs = 86_400_000
const officer = demoPerson('duty-officer', 1)
/** A point of 文峰街道. */
const inTown = { lat: '31.976587', long: '120.921172' }
const litter = { api_key: 'demo', service_code: '0102', ...inTown, description: '文峰路垃圾未清运' }

const without = (fields: Record<string, string>, ...names: string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

const reported = (number: string, more: object = {}) => ({
  ...{ type: 'case-reported', key: `${number}/1`, source: 'hotline', case: number },
  ...{ occurredAt: noon - 60 * minuteMs, eventType: '0102', region: '320613008', ...more },
})
const then = (number: string, type: string, at: number, more: object = {}) => ({
  ...{ type, key: `${number}/${type}`, source: 'hotline', case: number, occurredAt: at },
  ...more,
})

describe.each(['json', 'xml'] as const)('a client of the specification, in %s', (format) => {
  it('discovers where to ask, in which formats, and that it is a test', async () => {
    const { endpoint } = await aCity()
    const { endpoints, keyService } = await open311Client(endpoint, format).discovery()
    expect(endpoints).toEqual([
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        ...{ url: endpoint, type: 'test', formats: ['text/xml', 'application/json'] },
      },
    ])
    expect(keyService).toContain('api_key=demo')
  })

  it('finds the services of the city, none of them sensitive, each with its definition', async () => {
    const { endpoint, pack } = await aCity()
    const client = open311Client(endpoint, format)
    const services = await client.services({ jurisdiction_id: 'nantong' })
    expect(services.map(({ code }) => code)).toEqual(
      pack.eventTypes.filter(({ sensitive }) => !sensitive).map(({ code }) => code),
    )
    expect(services.find(({ code }) => code === '0102')).toMatchObject({
      ...{ name: '暴露垃圾', group: '市容环境', type: 'realtime', metadata: false },
      keywords: expect.arrayContaining(['市容环境']),
      description: expect.stringContaining('办理时限 4 工作时'),
    })
    expect(await client.definition('0102')).toEqual({ code: '0102', attributes: [] })
    const secret = await client.refused('services/0909.FORMAT')
    expect([secret.status, secret.errors[0]?.code]).toEqual([404, 404])
    expect(await client.refused('services/nonsense.FORMAT')).toMatchObject({ status: 404 })
  })

  it('reports, is given a number at once, and reads it back', async () => {
    const city = await aCity()
    const client = open311Client(city.endpoint, format)
    const { id, notice } = await client.report({ ...litter, jurisdiction_id: '320600' })
    expect(notice).toContain('未保存')
    expect(notice).toContain('are not stored')
    const found = await client.request(id)
    expect(found).toMatchObject({
      ...{ id, status: 'open', statusNotes: '已收到，待受理', serviceCode: '0102' },
      ...{ serviceName: '暴露垃圾', description: '文峰路垃圾未清运', agency: null, expected: null },
      requested: { text: '2026-11-05T12:00:00+08:00' },
      ...{ lat: 31.9766, long: 120.9212, zipcode: null, mediaUrl: null, extended: null },
    })
    expect(found.address).toMatch(/文峰街道, 崇川区, 南通市$/)
    expect(found.addressId).toMatch(/^320613008/)
    expect(await client.requests({ service_request_id: id })).toEqual([found])
    expect(await client.requests()).toEqual([found])
    const { rows } = caseQueue(city.view, { region: 1, filter: 'intake' }, officer)
    expect(rows.map(({ caseId, source, title }) => [String(caseId), source, title])).toEqual([
      [id, 'app', '文峰路垃圾未清运'],
    ])
  })

  it('sees open and closed, who is responsible, until when, and why it was closed', async () => {
    const city = await aCity()
    const at = noon - 50 * minuteMs
    city.take([
      ...['A', 'B', 'C', 'D', 'E'].map((n) => reported(n)),
      ...['B', 'C'].map((n) => then(n, 'case-accepted', at)),
      ...['B', 'C'].map((n) => then(n, 'case-registered', at + 1)),
      ...['B', 'C'].map((n) => then(n, 'case-dispatched', at + 2, { department: 'sanitation' })),
      ...[
        then('C', 'case-resolved', at + minuteMs),
        then('C', 'case-closed', at + 5 * minuteMs),
        then('C', 'case-rated', at + 9 * minuteMs, { rating: 'satisfied' }),
        then('D', 'case-declined', at, { reason: '不属本市' }),
        then('E', 'case-merged', at, { into: 'A' }),
      ],
    ])
    const client = open311Client(city.endpoint, format)
    const all = await client.requests()
    const said = all.map(({ status, statusNotes }) => `${status} ${statusNotes}`)
    expect(said.toSorted()).toEqual(
      [
        'closed 不予受理',
        'closed 与另一诉求合并办理',
        'closed 已结案，已评价',
        'open 已收到，待受理',
        'open 已派遣，待部门签收',
      ].toSorted(),
    )
    const open = await client.requests({ status: 'open' })
    const closed = await client.requests({ status: 'closed' })
    expect([open.length, closed.length]).toEqual([2, 3])
    expect([...open, ...closed].map(({ id }) => id).toSorted()).toEqual(
      all.map(({ id }) => id).toSorted(),
    )
    expect(await client.requests({ status: 'open,closed' })).toEqual(all)
    const sent = open.find(({ agency }) => agency !== null)
    expect(sent?.agency).toBe(city.pack.departments.find(({ id }) => id === 'sanitation')?.name)
    expect(sent?.expected?.ms).toBeGreaterThan(noon)
    const rated = closed.find(({ statusNotes }) => statusNotes === '已结案，已评价')
    expect(rated?.updated.ms).toBe(at + 5 * minuteMs)
  })

  it('reads errors as the specification writes them, several at once', async () => {
    const { endpoint } = await aCity()
    const { refused } = open311Client(endpoint, format)
    const none = await refused('requests.FORMAT', { api_key: 'demo' })
    expect([none.status, none.errors.map(({ code }) => code)]).toEqual([400, [400, 400]])
    expect(none.errors.map(({ description }) => description).join()).toContain('service_code')
    expect(await refused('requests.FORMAT', { ...litter, api_key: 'wrong' })).toMatchObject({
      ...{ status: 403, errors: [{ code: 403, description: expect.stringContaining('api_key') }] },
    })
    for (const path of ['services', 'requests', 'services/0102', 'requests/1'])
      expect(await refused(`${path}.FORMAT?jurisdiction_id=sfgov.org`)).toMatchObject({
        ...{
          status: 404,
          errors: [{ code: 404, description: expect.stringContaining('jurisdiction_id') }],
        },
      })
    expect(await refused('requests/999.FORMAT')).toMatchObject({ status: 404 })
    expect(await refused('tokens/1.FORMAT')).toMatchObject({ status: 404 })
  })
})

describe('what anybody may read', () => {
  it('is no sensitive case, by list, filter or number, nor one that became sensitive', async () => {
    const city = await aCity()
    city.take([
      reported('S', { eventType: '0909', text: { title: '某医院与患者家属的纠纷' } }),
      reported('L'),
      reported('T'),
      then('T', 'case-retyped', noon - minuteMs, { eventType: '0909' }),
    ])
    const client = open311Client(city.endpoint, 'json')
    const ids = city.database.sqlite.prepare('SELECT case_id FROM case_state').pluck().all()
    expect(ids).toHaveLength(3)
    const found = await client.requests({ service_request_id: ids.join() })
    expect(found).toEqual(await client.requests())
    expect(found).toHaveLength(1)
    expect(await client.refused('requests.FORMAT?service_code=0909')).toMatchObject({ status: 404 })
    const codes = await Promise.all(
      ids.map((id) => fetch(`${city.endpoint}/requests/${id}.json`).then(({ status }) => status)),
    )
    expect(codes.toSorted()).toEqual([200, 404, 404])
  })

  it('is no text of other channels and a point that names no door', async () => {
    const city = await aCity()
    const point = [120.921172, 31.976587]
    city.take([reported('L', { point, text: { title: '某户扰民', description: '在 3 号楼' } })])
    const [found] = await open311Client(city.endpoint, 'json').requests({ extensions: 'true' })
    expect([found?.description, found?.lat, found?.long]).toEqual([null, 31.977, 120.921])
    expect(found?.extended).toEqual({ stage: 'reported', severity: 4, channel: 'hotline' })
  })

  it('comes in pages, newest first, that hold every case once', async () => {
    const city = await aCity()
    city.take(
      Array.from({ length: 25 }, (_, n) =>
        // Five at a time in the same instant.
        reported(`N${n}`, {
          occurredAt: noon - dayMs + Math.floor(n / 5) * minuteMs,
          eventType: n % 2 === 0 ? '0102' : '0110',
        }),
      ),
    )
    const { requests } = open311Client(city.endpoint, 'json')
    const all = await requests()
    expect(all).toHaveLength(25)
    expect(all.map(({ requested }) => requested.ms)).toEqual(
      all.map(({ requested }) => requested.ms).toSorted((a, b) => b - a),
    )
    const pages = []
    for (const page of ['1', '2', '3', '4'])
      pages.push(...(await requests({ page, page_size: '7' })))
    expect(pages).toEqual(all)
    expect(await requests({ page: '1000000', page_size: '1000' })).toEqual([])
    const litterOnly = await requests({ service_code: '0102' })
    expect(litterOnly).toEqual(all.filter(({ serviceCode }) => serviceCode === '0102'))
    expect(await requests({ service_code: '0102,0110' })).toEqual(all)
  })

  it('is asked for by date, both ends included, 90 days at most', async () => {
    const city = await aCity()
    const at = (days: number) => noon - days * dayMs
    city.take([1, 89, 91, 170].map((d) => reported(`D${d}`, { occurredAt: at(d) + 500 })))
    const { requests, refused } = open311Client(city.endpoint, 'json')
    const days = async (args?: Record<string, string>) =>
      (await requests(args)).map(({ requested }) => Math.round((noon - requested.ms) / dayMs))
    const w3 = (ms: number) => new Date(ms).toISOString().replace('.000', '')
    expect(await days()).toEqual([1, 89])
    expect(await days({ start_date: w3(at(91)), end_date: w3(at(89)) })).toEqual([89, 91])
    // From 92 days ago, 90 days on: up to the day before yesterday.
    expect(await days({ start_date: w3(at(92)) })).toEqual([89, 91])
    expect(await days({ end_date: w3(at(90)) })).toEqual([91, 170])
    expect(await days({ start_date: '', end_date: '' })).toEqual([1, 89])
    // A + that nobody encoded is a space when it arrives.
    const local = new Date(at(1) + 8 * 3_600_000).toISOString().slice(0, 19)
    expect(await requests({ start_date: `${local} 08:00` })).toHaveLength(1)
    const wrong = [
      `start_date=${w3(at(91))}&end_date=${w3(noon)}`,
      `start_date=${w3(noon)}&end_date=${w3(at(1))}`,
      ...['2026-11-05', '2026-11-05T00:00:00', '2026-02-30T00:00:00Z', 'yesterday', '1e12'].map(
        (date) => `start_date=${date}`,
      ),
    ]
    for (const query of wrong)
      expect([query, (await refused(`requests.FORMAT?${query}`)).status]).toEqual([query, 400])
  })

  it('refuses pages and filters that make no sense, and ignores what it does not know', async () => {
    const city = await aCity()
    const { requests, refused } = open311Client(city.endpoint, 'json')
    for (const query of [
      ...['page_size=0', 'page_size=1000000000', 'page_size=-1', 'page_size=1e3', 'page_size=ten'],
      ...['page=0', 'page=99999999999', 'status=lost', 'page_size=1001'],
      `service_request_id=${Array.from({ length: 1001 }, (_, n) => n + 1).join()}`,
    ])
      expect([query, (await refused(`requests.FORMAT?${query}`)).status]).toEqual([query, 400])
    expect(await requests({ __proto__x: '1', constructor: '2', colour: 'red' })).toEqual([])
    expect(await requests({ service_request_id: 'abc,0,-1,1.5,99999999999999999999' })).toEqual([])
  })

  it('need not be fetched again while nothing changed', async () => {
    const { endpoint } = await aCity()
    const { etag } = open311Client(endpoint, 'xml')
    for (const path of ['services', 'discovery', 'services/0102']) {
      const first = await etag(path)
      expect(first).toMatchObject({ status: 200, etag: expect.any(String) })
      expect(await etag(path, first.etag ?? '')).toMatchObject({ status: 304 })
      expect(await etag(path, 'W/"other"')).toMatchObject({ status: 200 })
    }
  })
})

describe('a report by a civic app', () => {
  it('keeps nothing of who reports, anywhere, and masks the text', async () => {
    const city = await aCity()
    const { report, request } = open311Client(city.endpoint, 'json')
    const person = {
      ...{ first_name: 'Quentin', last_name: 'Abendrot', email: 'quentin@example.org' },
      ...{ phone: '13912345678', device_id: 'tt222111-device', account_id: 'acct-987654' },
      'attribute[secret]': 'attribute-value',
    }
    const description = '垃圾满溢，请回电 13912345678，车 苏F12345'
    const { id } = await report({ ...litter, ...person, description })
    expect((await request(id)).description).toBe('垃圾满溢，请回电 [电话]，车 [车牌]')
    const stored = ['log', 'fact_text', 'rejected', 'case_state', 'audit']
      .map((table) => JSON.stringify(city.database.sqlite.prepare(`SELECT * FROM ${table}`).all()))
      .join()
    for (const value of [...Object.values(person), '苏F12345']) expect(stored).not.toContain(value)
    expect(JSON.stringify(city.taken)).not.toContain('Quentin')
  })

  it('sent twice within ten minutes is one, also at once; later it is another', async () => {
    const city = await aCity()
    const { report } = open311Client(city.endpoint, 'xml')
    const [one, same] = await Promise.all([report(litter), report(litter)])
    expect(same.id).toBe(one.id)
    // Over the end of a ten minutes' spell.
    city.clock.time = noon + 9 * minuteMs
    expect((await report({ ...litter, device_id: 'another' })).id).toBe(one.id)
    city.clock.time = noon + 10 * minuteMs
    const later = await report(litter)
    expect(later.id).not.toBe(one.id)
    city.clock.time = noon + 19 * minuteMs
    expect((await report(litter)).id).toBe(later.id)
    expect((await report({ ...litter, description: '另一处' })).id).not.toBe(later.id)
    expect((await report({ ...litter, lat: '31.98' })).id).not.toBe(later.id)
    expect(city.taken).toHaveLength(4)
  })

  it('needs a key: demo in the demo, else that of a source', async () => {
    const city = await aCity({ demo: false })
    const { refused, report, discovery } = open311Client(city.endpoint, 'json')
    expect((await discovery()).endpoints[0]?.type).toBe('production')
    const keyless = without(litter, 'api_key')
    for (const fields of [litter, keyless, { ...litter, api_key: '' }])
      expect(await refused('requests.FORMAT', fields)).toMatchObject({ status: 403 })
    expect(city.taken).toEqual([])
    const bearer = await report(keyless, { authorization: `Bearer ${keyOfSource}` })
    const named = await report({ ...keyless, api_key: keyOfSource, description: '另一处' })
    expect(named.id).not.toBe(bearer.id)
  })

  it('is placed by point, code or the region that its address names, and nowhere else', async () => {
    const city = await aCity()
    const { report, request, refused } = open311Client(city.endpoint, 'json')
    const placeless = without(litter, 'lat', 'long')
    const placed = async (place: Record<string, string>) => {
      const { addressId, lat, description } = await request(
        (await report({ ...placeless, ...place })).id,
      )
      return [addressId, lat, description]
    }
    const said = litter.description
    expect(await placed({ address_id: '320613008' })).toEqual(['320613008', null, said])
    const address = '南通市崇川区文峰街道人民中路12号'
    expect(await placed({ address_string: address })).toEqual([
      ...['320613008', null, `${said}\n地点：${address}`],
    ])
    expect((await placed({ address_string: '某个地方' }))[0]).toBe('320600')
    for (const place of [
      ...[{ lat: '39.9', long: '116.4' }, { lat: '0', long: '0' }, { lat: '31.97' }],
      ...[
        { lat: 'abc', long: '120.9' },
        { lat: '31.97', long: '1e2' },
        { lat: '91', long: '0' },
      ],
      ...[{ address_id: '999999' }, { address_string: '   ' }],
    ] as Record<string, string>[])
      expect(await refused('requests.FORMAT', { ...placeless, ...place })).toMatchObject({
        status: 400,
      })
  })

  it('belongs to the nearest label in a city that draws no borders, of any zone', async () => {
    const folder = 'seed/boston'
    const city = await aCity({ pack: loadCityPack(folder), folder })
    const { report, request, refused, services } = open311Client(city.endpoint, 'xml')
    const code = 'Missed Trash/Recycling/Yard Waste/Bulk Item'
    expect((await services()).map((service) => service.code)).toContain(code)
    const fields = { api_key: 'demo', service_code: code, description: 'Bags left out' }
    const { id } = await report({ ...fields, lat: '42.3601', long: '-71.0589' })
    const found = await request(id)
    expect([found.serviceCode, found.lat]).toEqual([code, 42.3601])
    expect(found.address).toMatch(/, 波士顿 Boston$/)
    expect(found.requested.text).toBe('2026-11-04T23:00:00-05:00')
    const far = { ...fields, lat: '40.71', long: '-74.0' }
    expect(await refused('requests.FORMAT', far)).toMatchObject({ status: 400 })
  })

  it('may hold whatever characters a text holds, and no others, in both formats', async () => {
    const city = await aCity()
    const written = `<b>&amp; "垃圾" 'x' ]]> \u{1F5D1}\r\n第二行\u0000\u0007\u0008\ud800 done\uFFFF`
    const kept = `<b>&amp; "垃圾" 'x' ]]> \u{1F5D1}\n第二行`
    // A lone surrogate cannot be sent as UTF-8 at all.
    const sent = written.replace('\ud800', '')
    const { report, request } = open311Client(city.endpoint, 'xml')
    const { id } = await report({ ...litter, description: sent, title: '<title> & "q"' })
    for (const format of ['xml', 'json'] as const)
      expect((await open311Client(city.endpoint, format).request(id)).description).toBe(
        `${kept} done`,
      )
    expect((await request(id)).description).toContain('\n')
    // Other channels' text may hold what XML cannot; it does not go out, and breaks nothing.
    city.take([reported('X', { text: { title: 'a\u0001b' } })])
    expect(await open311Client(city.endpoint, 'xml').requests()).toHaveLength(2)
  })

  it('is refused in words where it cannot be taken, and nothing is stored', async () => {
    const city = await aCity()
    const { refused } = open311Client(city.endpoint, 'xml')
    const cases: [number, Record<string, string> | string][] = [
      [400, { ...litter, description: 'x'.repeat(4_001) }],
      [400, { ...litter, description: 'x'.repeat(3_990), address_string: 'y'.repeat(100) }],
      [400, { ...litter, title: 'x'.repeat(101) }],
      [413, { ...litter, description: 'x'.repeat(200_000) }],
      [404, { ...litter, service_code: '0909' }],
      [404, { ...litter, service_code: '__proto__' }],
      [404, { ...litter, jurisdiction_id: 'sfgov.org' }],
      [400, { api_key: 'demo', service_code: '0102' }],
      [400, `${new URLSearchParams(litter).toString()}&title=%CE%C4%B7%E5`],
      [403, ''],
    ]
    for (const [status, fields] of cases) {
      const { errors, ...got } = await refused('requests.FORMAT', fields)
      expect([got.status, errors[0]?.code]).toEqual([status, status])
    }
    for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain'])
      expect(await refused('requests.FORMAT', '{}', { 'content-type': type })).toMatchObject({
        status: 400,
      })
    expect(city.taken).toEqual([])
    expect(city.database.sqlite.prepare('SELECT count(*) FROM rejected').pluck().get()).toBe(0)
  })

  it('takes strange names of attributes and fields for nothing', async () => {
    const city = await aCity()
    const { report, request } = open311Client(city.endpoint, 'json')
    const { id } = await report(
      `${new URLSearchParams(litter).toString()}&attribute[__proto__]=x&attribute[a][]=1&__proto__=y&constructor=z&media_url=http://10.0.0.1/a.jpg`,
    )
    expect(await request(id)).toMatchObject({ description: litter.description, mediaUrl: null })
    expect(JSON.stringify(city.taken)).not.toContain('10.0.0.1')
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  it('comes again when the disk refuses, breaks in words, and keeps the pace of its key', async () => {
    const { DomainError } = await import('../../../shared/errors.ts')
    const full = await aCity({
      take: () => Promise.reject(new DomainError({ code: 'log-unavailable' })),
    })
    const { refused } = open311Client(full.endpoint, 'xml')
    expect(await refused('requests.FORMAT', litter)).toMatchObject({ status: 503 })
    const broken = await aCity({ take: () => Promise.reject(new Error('secret detail')) })
    const answer = await open311Client(broken.endpoint, 'json').refused('requests.FORMAT', litter)
    expect(answer.status).toBe(500)
    expect(JSON.stringify(answer)).not.toContain('secret')
    const slow = await aCity({ factsPerMinute: 1 })
    const client = open311Client(slow.endpoint, 'json')
    await client.report(litter)
    expect(await client.refused('requests.FORMAT', litter)).toMatchObject({ status: 429 })
  })
})
