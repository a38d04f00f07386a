import { Validator } from '@seriousme/openapi-schema-validator'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoLeader, sourceAsker } from '../../../shared/access/asker.ts'
import { makeTestCity, noon, simulatedFacts } from '../../../test/demo-city.ts'
import { cityReference } from '../../queries/city-facts.ts'
import { healthOf } from '../../queries/health.ts'
import { exportsRoute, type ExportRouteParts } from '../exports-route.ts'
import { factsRoute } from '../facts-route.ts'
import { observationsRoute } from '../observations-route.ts'
import type { Services } from '../services.ts'
import { catalogAnswer, seriesAnswer } from './indicator-schemas.ts'
import { indicatorsRoute } from './indicators-route.ts'
import { faultAnswer, healthAnswer, operations, verdictsAnswer } from './openapi-operations.ts'

const city = makeTestCity()
const { view } = city
const services = {
  view,
  reference: cityReference(view, 'seed/nantong', true),
  take: async (_asker, facts) => city.take(facts),
  askerOf: ({ bearer }) =>
    bearer === null ? demoLeader(1) : bearer === 'key' ? sourceAsker('k', ['*']) : null,
  health: () => healthOf(view, true, null),
} as Partial<Services> as Services

const app = Fastify()
const routes: string[] = []
app.addHook('onRoute', ({ method, url }) => {
  for (const one of [method].flat()) {
    const path = url.replace(/:(\w+)/g, '{$1}')
    if (one !== 'HEAD' && one !== 'OPTIONS') routes.push(`${one.toLowerCase()} ${path}`)
  }
})

beforeAll(async () => {
  city.take(simulatedFacts(city.pack, 6))
  await app.register(async (scope) => factsRoute(scope, services))
  await app.register(async (scope) =>
    observationsRoute(scope, services, {
      packFolder: 'seed/nantong',
      now: () => noon,
      history: () => {
        throw new Error('not asked here')
      },
      reject: () => {},
    }),
  )
  await app.register(async (scope) => indicatorsRoute(scope, services))
  await app.register(async (scope) => exportsRoute(scope, services, {} as ExportRouteParts))
  await app.ready()
})
afterAll(async () => {
  await app.close()
  city.close()
})

const get = (url: string, key?: string) =>
  app.inject({ url, ...(key ? { headers: { authorization: `Bearer ${key}` } } : {}) })
const series = (id: string, query: string) => get(`/api/v1/indicators/${id}/series?${query}`)
const asked = 'region=320600&from=2026-11-03&to=2026-11-05&grain=day'

describe('the interface for other systems', () => {
  it('lists the catalogue, whole or of one theme', async () => {
    const all = catalogAnswer.strict().parse((await get('/api/v1/indicators')).json())
    expect(all.indicators).toHaveLength(city.pack.indicators.length)
    const theme = catalogAnswer.parse((await get('/api/v1/indicators?theme=hotline')).json())
    expect(theme.indicators.every((i) => i.theme === 'hotline')).toBe(true)
  })

  it('answers a trend with region codes, period keys and ISO instants', async () => {
    const answer = seriesAnswer.parse((await series('overview.accepted_today', asked)).json())
    expect(answer).toMatchObject({ region: '320600', regionName: '南通市', grain: 'day' })
    expect(answer.rows.map((row) => row.period)).toEqual(['2026-11-03', '2026-11-04'])
    expect(answer.rows.every((row) => row.value !== null && row.asOf !== null)).toBe(true)
  })

  it('gives the same trend as CSV, header and null cells as promised', async () => {
    const empty = await series(
      'overview.close_ontime_rate',
      'region=320600&from=2025-01-01&to=2025-01-03&format=csv',
    )
    expect(empty.body).toBe(
      'period,region,value,numerator,denominator,status,asOf,completeness\r\n' +
        '2025-01-01,320600,,,,unknown,,0\r\n2025-01-02,320600,,,,unknown,,0\r\n',
    )
    const csv = await series('overview.close_ontime_rate', `${asked}&format=csv`)
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
    const { rows } = seriesAnswer.parse((await series('overview.close_ontime_rate', asked)).json())
    const lines = csv.body.trim().split('\r\n').slice(1)
    expect(lines).toEqual(
      rows.map((r) =>
        [
          ...[r.period, r.region, r.value, r.numerator, r.denominator],
          ...[r.status, r.asOf, r.completeness],
        ].join(','),
      ),
    )
    expect(Number(csv.headers['x-position'])).toBe(view.position)
  })

  it('gives nothing of what is sensitive that the screen would not show', async () => {
    const id = 'law.cc_active_total'
    const town = view.epoch.tree.childrenOf(2)[0]?.code ?? ''
    for (const region of ['320600', '320613', town]) {
      const query = `region=${region}&from=2026-08-01&to=2026-11-05&grain=month`
      const { rows } = seriesAnswer.parse((await series(id, query)).json())
      for (const row of rows) {
        expect(row.denominator).toBeNull()
        if (region === town) expect(row.value).toBeNull()
      }
    }
  })

  it('answers as of a position with what was known then', async () => {
    const before = (await series('overview.accepted_today', asked)).json()
    const report = { source: 'hotline', case: 'later', eventType: '0102', region: '320613008' }
    const occurredAt = noon - 86_400_000
    city.take([
      { ...report, type: 'case-reported', key: 'later-1', occurredAt },
      { ...report, type: 'case-accepted', key: 'later-2', occurredAt: occurredAt + 1 },
    ])
    const now = (await series('overview.accepted_today', asked)).json()
    expect(now.rows[1].value).toBe(before.rows[1].value + 1)
    const then = await series('overview.accepted_today', `${asked}&at=${before.position}`)
    expect(then.json()).toMatchObject({ position: before.position, rows: before.rows })
  })

  it.each([
    ['overview.accepted_today', 'from=2026-11-03&to=2026-11-05', 400, '缺少 region'],
    ['overview.accepted_today', 'region=320600&from=2026-02-30&to=2026-11-05', 400, 'from 应为'],
    ['overview.accepted_today', 'region=320600&from=2026-11-05&to=2026-11-03', 400, '应早于'],
    ['overview.accepted_today', `${asked}&grain2=day`, 400, '只认得参数'],
    ['overview.accepted_today', asked.replace('grain=day', 'grain=hour'), 400, 'grain 应为'],
    ['overview.accepted_today', asked.replace('320600', '999999'), 404, '没有代码为 999999'],
    ['nobody.knows', asked, 404, '没有指标 nobody.knows'],
    ['overview.accepted_today', asked.replace('2026-11-03', '2016-11-03'), 400, '最多 1200 个'],
  ])('says what is wrong, where and what to do: %s %s', async (id, query, status, words) => {
    const answer = await series(id, query)
    expect(answer.statusCode).toBe(status)
    const { error } = faultAnswer.parse(answer.json())
    expect(error.message).toContain(words)
    expect(error.message).not.toMatch(/undefined|Invalid|expected/)
  })

  it('lets a source key report and not read, and nobody unknown', async () => {
    for (const key of ['key', 'guessed']) {
      expect((await get('/api/v1/indicators', key)).statusCode).toBe(401)
      const url = `/api/v1/indicators/overview.accepted_today/series?${asked}`
      const { error } = faultAnswer.parse((await get(url, key)).json())
      expect(error.message).toContain('只能上报')
    }
  })
})

describe('the document of the interface', () => {
  it('is valid OpenAPI 3.1 and describes every route there is, and no other', async () => {
    const document = (await get('/api/v1/openapi.json')).json()
    const result = await new Validator().validate(document)
    expect(result.errors).toBeUndefined()
    expect([result.valid, document.openapi]).toEqual([true, '3.1.0'])
    const described = operations.map(({ method, path }) => `${method} ${path}`)
    expect([...described, 'get /api/v1/openapi.json'].sort()).toEqual([...new Set(routes)].sort())
    expect(Object.keys(document.paths).sort()).toEqual(
      [...new Set(operations.map(({ path }) => path))].sort(),
    )
  })

  it('names the parameters with what they default to and which are needed', async () => {
    const document = (await get('/api/v1/openapi.json')).json()
    const { parameters } = document.paths['/api/v1/indicators/{id}/series'].get
    const required = parameters.filter((p: { required: boolean }) => p.required)
    expect(required.map((p: { name: string }) => p.name)).toEqual(['id', 'region', 'from', 'to'])
    const grain = parameters.find((p: { name: string }) => p.name === 'grain')
    expect(grain.schema).toMatchObject({ default: 'day' })
  })

  it('describes what health and facts really answer', async () => {
    healthAnswer.strict().parse((await get('/healthz')).json())
    const facts = await app.inject({
      method: 'POST',
      url: '/api/v1/facts',
      headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
      payload: [
        { type: 'case-accepted', key: 'x', source: 'hotline', occurredAt: noon - 1000, case: 'x' },
        {},
      ],
    })
    const answer = verdictsAnswer.strict().parse(facts.json())
    expect(answer.verdicts.map((v) => v.verdict)).toEqual(['accepted', 'rejected'])
  })
})
