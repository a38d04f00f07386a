import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guard } from './guard.ts'

const app = Fastify()
beforeAll(async () => {
  guard(app, () => null)
  for (const url of ['/trpc/:path', '/api/v1/attachments', '/open311/v2/requests.json'] as const)
    await app.register(async (scope) => {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_r, body, done) => done(null, body))
      scope.all(url, () => ({ done: true }))
    })
})
afterAll(() => app.close())

const json = { 'content-type': 'application/json' }
const own = { ...json, 'x-shiyu': '1' }
const cookie = { cookie: 'shiyu-session=abc' }
const key = { authorization: 'Bearer a-source-key' }
const send = async (
  headers: Record<string, string>,
  { url = '/trpc/case.accept', payload = '{}' } = {},
) =>
  (
    await app.inject({
      method: 'POST',
      url,
      headers: { host: 'city.example', ...headers },
      payload,
    })
  ).statusCode

describe('a change is taken', () => {
  it.each<[string, Record<string, string>]>([
    ['from our own page', { ...own, ...cookie, 'sec-fetch-site': 'same-origin' }],
    ['from a browser that says nothing of sites', { ...own, ...cookie }],
    ['by its origin, where that is ours', { ...own, ...cookie, origin: 'https://city.example' }],
    ['with a key of another system and no cookie', { ...json, ...key }],
  ])('%s', async (_, headers) => expect(await send(headers)).toBe(200))

  it('with a file, where files are taken', async () => {
    const headers = { 'x-shiyu': '1', 'content-type': 'image/png', ...cookie }
    expect(await send(headers, { url: '/api/v1/attachments', payload: 'bytes' })).toBe(200)
  })

  it('as a form of a civic app, whose key is in the form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const url = '/open311/v2/requests.json'
    expect(await send(headers, { url, payload: 'api_key=abc' })).toBe(200)
  })
})

describe('a change is refused', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const cross = { 'sec-fetch-site': 'cross-site' }
  it.each<[string, number, Record<string, string>]>([
    ['by a form on another site, with 403', 403, { ...form, ...cookie, ...cross }],
    ['by a form on another site in an old browser, with 403', 403, { ...form, ...cookie }],
    ['by a form without any cookie, with 403', 403, form],
    ['by a form on the same site that found out the header, with 415', 415, { ...own, ...form }],
    ['by a text form, with 415', 415, { 'x-shiyu': '1', 'content-type': 'text/plain' }],
    ['by fetch of another site, header and all, with 403', 403, { ...own, ...cookie, ...cross }],
    [
      'from a neighbouring host, with 403',
      403,
      { ...own, ...cookie, 'sec-fetch-site': 'same-site' },
    ],
    [
      'by fetch of another origin, with 403',
      403,
      { ...own, ...cookie, origin: 'https://evil.example' },
    ],
    ['by a page without an origin, with 403', 403, { ...own, ...cookie, origin: 'null' }],
    [
      'with a key and a cookie from another site, with 403',
      403,
      { ...own, ...key, ...cookie, ...cross },
    ],
    [
      'with a key and a cookie but without our header, with 403',
      403,
      { ...json, ...key, ...cookie },
    ],
    ['without our header, with 403', 403, { ...json, ...cookie }],
  ])('%s', async (_, status, headers) => expect(await send(headers)).toBe(status))

  it('as a form where files are taken, with 415', async () => {
    const headers = { 'x-shiyu': '1', 'content-type': 'multipart/form-data; boundary=x' }
    expect(await send(headers, { url: '/api/v1/attachments' })).toBe(415)
  })

  it('as a form of a civic app that comes with a cookie of another site, with 403', async () => {
    const headers = { ...form, ...cookie, ...cross }
    expect(await send(headers, { url: '/open311/v2/requests.json' })).toBe(403)
  })

  it('in words that the client has', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/trpc/case.accept',
      headers: json,
      payload: '{}',
    })
    expect(answer.json()).toMatchObject({
      error: {
        code: -32003,
        message: 'forbidden',
        data: { fault: { code: 'forbidden', params: { why: 'header' } } },
      },
    })
  })
})

describe('data', () => {
  const get = async (headers: Record<string, string>, url = '/trpc/case.list') =>
    (await app.inject({ method: 'GET', url, headers })).statusCode

  it('are not drawn into the page of another site', async () => {
    expect(await get({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403)
    expect(await get({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' })).toBe(403)
  })
  it('may be linked to, and asked for by our pages and by programs', async () => {
    expect(await get({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toBe(200)
    expect(await get({ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' })).toBe(200)
    expect(await get({})).toBe(200)
  })
  it('are kept in no cache', async () => {
    const answer = await app.inject({ method: 'GET', url: '/trpc/case.list' })
    expect(answer.headers['cache-control']).toBe('no-store')
  })
})
