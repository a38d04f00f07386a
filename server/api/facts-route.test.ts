import Fastify from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { sourceAsker, systemAsker } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import { makeTestCity, noon } from '../../test/demo-city.ts'
import { bodyLimits } from '../ingest/http.ts'
import { factsRoute } from './facts-route.ts'
import type { Services } from './services.ts'

const opened: { close(): unknown }[] = []
afterEach(() => opened.splice(0).forEach((one) => void one.close()))

function aServer(
  given: {
    factsPerMinute?: number
    ownRate?: (asker: { id: string }) => number | null
    take?: Services['take']
  } = {},
) {
  const city = makeTestCity()
  const app = Fastify()
  opened.push(city, app)
  const services = {
    view: city.view,
    take: given.take ?? (async (_asker: unknown, facts: readonly unknown[]) => city.take(facts)),
    askerOf: ({ bearer }: { bearer: string | null }) =>
      bearer === null ? systemAsker(1) : sourceAsker(bearer, ['*']),
  } as unknown as Services
  factsRoute(app, services, { factsPerMinute: given.factsPerMinute, ownRate: given.ownRate })
  const post = async (payload: unknown, key = 'a') => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/facts',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    })
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
  }
  return { city, post }
}

const reported = (more: object = {}) => ({
  ...{ type: 'case-reported', key: 'k1', source: 'hotline', case: 'A1' },
  ...{ occurredAt: noon - 60_000, eventType: '0102', region: '320613', ...more },
})

describe('what a report of facts is answered with', () => {
  it('200 as soon as one fact stands, each with its verdict', async () => {
    const { post } = aServer()
    const { status, body } = await post([reported(), { type: 'nonsense' }])
    expect([status, body.accepted, body.rejected, body.conflict]).toEqual([200, 1, 1, 0])
    const again = await post([reported()])
    expect([again.status, again.body.verdicts[0].verdict]).toEqual([200, 'duplicate'])
  })

  it('409 for a key that already says something else, with what it is in conflict with', async () => {
    const { city, post } = aServer()
    await post([reported()])
    const head = city.log.headPosition()
    const { status, body } = await post(reported({ severity: 1 }))
    expect([status, body.error.code, body.conflict]).toEqual([409, 'conflict', 1])
    expect(body.error.message).toContain('请用新的 key')
    expect(body.verdicts[0]).toMatchObject({ verdict: 'conflict', position: expect.any(Number) })
    expect(city.log.headPosition()).toBe(head)
    const mixed = await post([reported({ severity: 1 }), reported({ key: 'k2', case: 'A2' })])
    expect([mixed.status, mixed.body.accepted, mixed.body.conflict]).toEqual([200, 1, 1])
  })

  it('422 where nothing could be taken, with what is wrong with each', async () => {
    const { post } = aServer()
    const { status, body } = await post([reported({ source: 'nobody' }), {}])
    expect([status, body.error.code, body.rejected]).toEqual([422, 'unprocessable', 2])
    expect(body.verdicts[0].reasons[0].code).toBe('unknown-source')
    const mixed = await (async () => {
      await post(reported())
      return post([reported({ severity: 1 }), {}])
    })()
    expect([mixed.status, mixed.body.conflict, mixed.body.rejected]).toEqual([422, 1, 1])
  })

  it('413 for a body too large, before it is read, and for too many facts', async () => {
    const { post } = aServer()
    const large = await post('x'.repeat(bodyLimits.bytes + 1))
    expect([large.status, large.body.error.code]).toEqual([413, 'too-large'])
    expect(large.body.error.message).toContain('16 MiB')
    const many = await post(Array.from({ length: bodyLimits.facts + 1 }, () => 0))
    expect([many.status, many.body.error.message]).toEqual([413, expect.stringContaining('请分批')])
  })

  it('a key may have a rate of its own', async () => {
    const ownRate = ({ id }: { id: string }) => (id === 'slow' ? 1 : null)
    const { post } = aServer({ factsPerMinute: 3, ownRate })
    const told = []
    for (const key of ['slow', 'slow', 'a', 'a'])
      told.push((await post([reported({ key: `${key}${told.length}` })], key)).status)
    expect(told).toEqual([200, 429, 200, 200])
  })

  it('429 for a key beyond its rate, and for no other, with when to come again', async () => {
    const { post } = aServer({ factsPerMinute: 3 })
    const facts = [1, 2, 3, 4].map((n) => reported({ key: `k${n}`, case: `A${n}` }))
    expect((await post(facts)).status).toBe(200)
    const { status, headers, body } = await post(facts)
    expect([status, body.error.code]).toEqual([429, 'too-many'])
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(body.error.message).toContain('用相同的 key 重发')
    expect((await post(facts, 'b')).status).toBe(200)
  })

  it('507 when the disk refuses, 400 for what cannot be read, 401 for an unknown key', async () => {
    const full = aServer({
      take: () => Promise.reject(new DomainError({ code: 'log-unavailable' })),
    })
    const { status, body } = await full.post([reported()])
    expect([status, body.error.message]).toEqual([507, expect.stringContaining('磁盘写不进')])
    const { post } = aServer()
    expect((await post('[{')).status).toBe(400)
    expect((await post('')).status).toBe(400)
    const app = Fastify()
    opened.push(app)
    factsRoute(app, { askerOf: () => null } as unknown as Services)
    const nobody = await app.inject({ method: 'POST', url: '/api/v1/facts', payload: [] })
    expect(nobody.statusCode).toBe(401)
  })
})
