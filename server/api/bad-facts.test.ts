import Fastify from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { sourceAsker } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import { minuteMs } from '../../shared/time/civil.ts'
import { orderCity } from '../../test/order-city.ts'
import { factsRoute } from './facts-route.ts'
import type { Services } from './services.ts'

const opened: (() => unknown)[] = []
afterEach(() => opened.splice(0).forEach((close) => void close()))

function aServer(given: { factsPerMinute?: number; broken?: DomainError } = {}) {
  const city = orderCity()
  const app = Fastify()
  opened.push(() => app.close(), city.close)
  factsRoute(
    app,
    {
      view: city.view,
      askerOf: () => sourceAsker('key', ['*']),
      take: async (asker: Parameters<Services['take']>[0], facts: readonly unknown[]) => {
        if (given.broken) throw given.broken
        return city.ingest.takeNow(asker, facts, city.clock.time)
      },
    } as unknown as Services,
    { factsPerMinute: given.factsPerMinute },
  )
  const post = async (payload: unknown) => {
    const answer = await app.inject({
      ...{ method: 'POST', url: '/api/v1/facts' },
      headers: { 'content-type': 'application/json', authorization: 'Bearer key' },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    })
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
  }
  /** The verdict of one fact that should be told otherwise. */
  const verdictOf = async (more: object) => {
    const { status, body } = await post(reported(city.clock.time, more))
    const { verdict, reasons } = body.verdicts[0]
    return [
      status,
      verdict,
      ...reasons.map((one: { code: string; field?: string }) => [one.code, one.field]),
    ]
  }
  return { city, post, verdictOf }
}

const reported = (at: number, more: object = {}) => ({
  ...{ type: 'case-reported', key: 'k1', source: 'hotline', case: 'A1' },
  ...{ occurredAt: at, eventType: '0102', region: 'R4', ...more },
})
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

describe('a report that cannot be read', () => {
  it('is 400 where it nests too deep, found before it is parsed', async () => {
    const { post } = aServer()
    const error = {
      code: 'bad-request',
      params: { what: '嵌套超过 12 层；一条事实只有两三层。' },
      message: '嵌套超过 12 层；一条事实只有两三层。',
    }
    for (const body of [
      nested(13),
      nested(100_000),
      `[{"a":${'{"a":'.repeat(12)}1${'}'.repeat(13)}]`,
    ])
      expect(await post(body)).toMatchObject({ status: 400, body: { error } })
    expect(
      (await post(`[${JSON.stringify(reported(0)).replace('"R4"', '"[[[[[[[[[[[[[["')}]`)).status,
    ).toBe(422)
  })

  it('leaves every prototype as it was, and reads the rest of the fact', async () => {
    const { city, post } = aServer()
    const fact = JSON.stringify(reported(city.clock.time))
    const evil = `[${fact.replace('{', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},')}]`
    const { status, body } = await post(evil)
    expect([status, body.accepted, body.verdicts[0].reasons]).toEqual([200, 1, []])
    const hidden = await post(`[{"\\u005f_proto__":{"source":"hotline"},"type":"case-reported"}]`)
    expect([hidden.status, hidden.body.verdicts[0].verdict]).toEqual([422, 'rejected'])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('a fact at an impossible time', () => {
  it('is refused in 1970 and in 9999, and where it is no time at all', async () => {
    const { verdictOf } = aServer()
    const out = [422, 'rejected', ['out-of-range', 'occurredAt']]
    for (const occurredAt of [
      ...[0, '1970-01-01T00:00:00Z', '1999-12-31T23:59:59.999Z', 1_700_000_000],
      ...['9999-12-31T23:59:59+08:00', 253_402_300_799_000, Number.MAX_SAFE_INTEGER],
    ])
      expect([occurredAt, await verdictOf({ occurredAt })]).toEqual([occurredAt, out])
    for (const occurredAt of [
      '2026-11-05 10:00',
      '2026-02-30T00:00:00Z',
      1.5,
      null,
      '',
      '2026-11-05T10:00:00',
    ])
      expect([occurredAt, (await verdictOf({ occurredAt })).slice(0, 2)]).toEqual([
        occurredAt,
        [422, 'rejected'],
      ])
  })

  it('may be ten minutes ahead of our clock, and not a second more', async () => {
    const { city, verdictOf } = aServer()
    const ahead = (ms: number) => ({
      occurredAt: city.clock.time + ms,
      key: `k${ms}`,
      case: `A${ms}`,
    })
    expect(await verdictOf(ahead(10 * minuteMs - 1_000))).toEqual([200, 'accepted'])
    expect(await verdictOf(ahead(10 * minuteMs))).toEqual([200, 'accepted'])
    const early = [422, 'rejected', ['in-future', 'occurredAt']]
    expect(await verdictOf(ahead(10 * minuteMs + 1_000))).toEqual(early)
  })

  it('is kept as told where a case is closed before it was opened, with a note', async () => {
    const { city, post } = aServer()
    const at = city.clock.time
    const closed = { type: 'case-closed', key: 'k2', source: 'hotline', case: 'A1' }
    const { status, body } = await post([
      reported(at),
      { ...closed, occurredAt: at - 60 * minuteMs },
    ])
    expect([status, body.accepted]).toEqual([200, 2])
    expect(body.verdicts[1].reasons).toEqual([
      {
        ...{ code: 'closed-before-reported', field: 'occurredAt' },
        message: '结案早于上报，已照原样收下；请核对两者的时间，如有误请用新的 key 更正。',
      },
    ])
    const state = city.state(1)
    expect([state.stage, state.reportedAt, state.closedAt]).toEqual([
      'closed',
      at,
      at - 60 * minuteMs,
    ])
    const later = await post({ ...closed, key: 'k3', occurredAt: at - minuteMs })
    expect(later.body.verdicts[0].reasons[0].code).toBe('closed-before-reported')
  })
})

describe('a fact that says what the city does not know', () => {
  it('is refused by name where its kind is none, and lists those there are', async () => {
    const { verdictOf, post } = aServer()
    const unknown = [422, 'rejected', ['unknown-type', 'type']]
    for (const type of [
      'case-teleported',
      '',
      null,
      7,
      '__proto__',
      'constructor',
      'deadline-passed',
      'light-raised',
    ])
      expect([type, await verdictOf({ type })]).toEqual([type, unknown])
    const { body } = await post({ type: 'x'.repeat(10_000) })
    expect(body.verdicts[0].reasons[0].message.length).toBeLessThan(1_500)
    expect(body.verdicts[0].reasons[0].message).toContain('case-reported')
  })

  it('keeps an event type or region that is none in the source’s words, with a note', async () => {
    const { city, verdictOf } = aServer()
    expect(await verdictOf({ eventType: '外星人' })).toEqual([
      ...[200, 'accepted'],
      ['unknown-event-type', 'eventType'],
    ])
    const [, kept, note] = await verdictOf({ key: 'k2', case: 'A2', region: '320699' })
    expect([kept, note[0]]).toEqual(['accepted', 'unknown-region'])
    expect(city.state(1).type).toBe(city.pack.unknownType)
  })

  it('refuses a status, rating, severity or point that is none, and names the field', async () => {
    const { verdictOf } = aServer()
    for (const [more, field] of [
      [{ type: 'case-rated', rating: 'splendid' }, 'rating'],
      [{ severity: 5 }, 'severity'],
      [{ point: [181, 32] }, 'point.0'],
      [{ case: 'x'.repeat(81) }, 'case'],
      [{ key: '' }, 'key'],
    ] as const)
      expect(await verdictOf(more)).toEqual([422, 'rejected', ['invalid-field', field]])
  })
})

describe('what a whole report is answered with', () => {
  const bodyOf = async (
    given: Parameters<typeof aServer>[0],
    payload: (at: number) => unknown,
    twice = false,
  ) => {
    const { city, post } = aServer(given)
    if (twice) await post(reported(city.clock.time))
    const { status, body, headers } = await post(payload(city.clock.time))
    return { status, error: body.error, retry: headers['retry-after'] }
  }

  it('409, 413, 422, 429 and 507 each say what happened and what to do', async () => {
    expect(await bodyOf({}, (at) => reported(at, { severity: 1 }), true)).toEqual({
      status: 409,
      error: {
        code: 'conflict',
        params: { what: expect.any(String), facts: 1 },
        message: '同一来源的此 key 已有内容不同的事实，未收；若是更正，请用新的 key 报。',
      },
    })
    expect(await bodyOf({}, () => 'x'.repeat(16 * 1024 * 1024 + 1))).toEqual({
      status: 413,
      error: {
        ...{ code: 'too-large', params: { what: expect.any(String), most: 16_777_216 } },
        message: '请求体超过 16 MiB；请分批。',
      },
    })
    expect(await bodyOf({}, () => [{}])).toEqual({
      status: 422,
      error: {
        ...{ code: 'unprocessable', params: { what: expect.any(String), facts: 1 } },
        message: '没有一条能收；请按每条的 reasons 改正后用同一 key 重报。',
      },
    })
    const many = await bodyOf({ factsPerMinute: 1 }, (at) => reported(at, { key: 'k2' }), true)
    expect(many).toMatchObject({ status: 429, error: { code: 'too-many' } })
    expect(many.error.message).toContain('用相同的 key 重发')
    expect(Number(many.retry)).toBeGreaterThan(0)
    const broken = new DomainError({ code: 'log-unavailable', params: { reason: 'SQLITE_FULL' } })
    expect(await bodyOf({ broken }, (at) => reported(at))).toEqual({
      status: 507,
      error: {
        ...{ code: 'log-unavailable', params: { reason: 'SQLITE_FULL' } },
        message: '磁盘写不进，本批一条也没有收；请稍后用相同的 key 重发。',
      },
    })
  })
})
