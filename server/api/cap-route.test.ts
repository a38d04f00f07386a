import Fastify from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import { aCap } from '../../test/builders/cap.ts'
import { warningCity } from '../../test/warning-city.ts'
import { sourceAsker } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import { capPerMinute, capRoute } from './cap-route.ts'
import type { Services } from './services.ts'

const opened: { close(): void }[] = []
afterEach(() => opened.splice(0).forEach((one) => one.close()))

function aServer(append?: () => never) {
  const city = warningCity()
  opened.push(city)
  const services = {
    askerOf: ({ bearer }: { bearer: string | null }) =>
      bearer === 'all'
        ? sourceAsker('key', ['*'])
        : bearer === 'hotline'
          ? sourceAsker('hotline', ['hotline'])
          : null,
  } as unknown as Services
  const app = Fastify()
  capRoute(app, services, { ...city.parts, now: city.clock.now, ...(append && { append }) })
  const post = async (
    body: string | Uint8Array,
    { key = 'all', type = 'application/cap+xml' } = {},
  ) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/cap',
      headers: { 'content-type': type, authorization: `Bearer ${key}` },
      payload: Buffer.from(body),
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  return { city, post }
}

describe('a source that sends a CAP message', () => {
  test('hears 200 once it is on disk, and again for the same one', async () => {
    const { city, post } = aServer()
    const first = await post(aCap())
    expect(first).toMatchObject({ status: 200, body: { verdict: 'accepted', shown: true } })
    expect(await post(aCap(), { type: 'application/xml' })).toMatchObject({
      ...{ status: 200, body: { verdict: 'duplicate', position: first.body.position } },
    })
    expect(city.list().total).toBe(1)
  })

  test('hears 409 for another text under the same name, 422 with every reason, 400 for no CAP', async () => {
    const { post } = aServer()
    await post(aCap())
    expect(await post(aCap({ info: { event: '暴雨' } }))).toMatchObject({
      ...{ status: 409, body: { error: { code: 'conflict', params: { position: 2 } } } },
    })
    expect(await post(aCap({ scope: '-' }))).toMatchObject({
      status: 422,
      body: {
        error: { code: 'unprocessable' },
        reasons: [{ code: 'missing-field', field: 'alert.scope' }],
      },
    })
    expect(await post('预警')).toMatchObject({
      status: 400,
      body: { error: { message: '不是 XML：开头不是 <；应为一份 CAP 1.2 的 XML。' } },
    })
  })

  test('hears 413 for sixteen megabytes, before they are parsed', async () => {
    const { post } = aServer()
    expect(await post(Buffer.alloc(16 * 1024 * 1024, ' '))).toMatchObject({
      status: 413,
      body: { error: { message: '一份 CAP 不超过 1 MiB；请去掉内嵌的附件后重发。' } },
    })
  })

  test('hears 401 without a key, 403 with a key of another channel', async () => {
    const { city, post } = aServer()
    expect(await post(aCap(), { key: 'nobody' })).toMatchObject({ status: 401 })
    expect(await post(aCap(), { key: 'hotline' })).toMatchObject({
      status: 403,
      body: { error: { message: '此来源密钥不能报公共预警（来源 cap）。' } },
    })
    expect(city.list({ state: 'all' }).total).toBe(0)
  })

  test('hears 429 when it sends too many, 507 when the disk refuses', async () => {
    const { post } = aServer()
    for (let i = 0; i < capPerMinute; i += 1) await post('')
    expect(await post(aCap())).toMatchObject({ status: 429 })
    const full = aServer(() => {
      throw new DomainError({ code: 'log-unavailable', params: {} })
    })
    expect(await full.post(aCap())).toMatchObject({
      status: 507,
      body: { error: { message: '磁盘写不进，这份 CAP 没有收；请稍后原样重发。' } },
    })
  })

  test('is read by its header’s charset where the document says nothing', async () => {
    const { city, post } = aServer()
    const bare = aCap({ info: { event: 'é' } }).replace(' encoding="UTF-8"', '')
    const latin = Buffer.from(bare.replace(/[一-龥。]/g, '?'), 'latin1')
    await post(latin, { type: 'application/cap+xml; charset=iso-8859-1' })
    expect(city.list().rows[0]?.parts[0]?.event).toBe('é')
  })
})
