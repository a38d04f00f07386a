import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { demoLeader, type Asker } from '../../../shared/access/asker.ts'
import { appRouter } from '../router.ts'
import { guard } from './guard.ts'
import { networkOf } from './network.ts'
import { usualRates } from './rates.ts'

let app: FastifyInstance
afterEach(() => app.close())

const rates = [
  { name: 'sign-in', by: 'address', perMinute: 3, on: ['session.signIn'] },
  { name: 'search', by: 'asker', perMinute: 2, on: ['search.query'] },
] as const

/** Who asks is whoever the request says, as the sessions would find out. */
async function city() {
  app = Fastify({ trustProxy: true })
  const askers = (session: string): Asker => ({ ...demoLeader(1), session })
  guard(app, ({ headers }) => (headers.who ? askers(String(headers.who)) : null), {
    rates,
    unknownKeys: 4,
  })
  app.get('/trpc/:path', () => 'said')
  app.post('/api/v1/facts', (_request, reply) => reply.status(401).send())
  const ask = async (path: string, from: string, who = '') =>
    (
      await app.inject({
        ...{ method: 'GET', url: `/trpc/${path}` },
        headers: { 'x-forwarded-for': from, ...(who && { who }) },
      })
    ).statusCode
  return ask
}
const times = async (n: number, ask: () => Promise<number>) => {
  const said: number[] = []
  for (let i = 0; i < n; i += 1) said.push(await ask())
  return said
}

describe('whoever overdoes it', () => {
  it('tries passwords from one address three times a minute and no more, others sign in meanwhile', async () => {
    const ask = await city()
    expect(await times(4, () => ask('session.signIn', '10.0.0.1'))).toEqual([200, 200, 200, 429])
    expect(await ask('session.signIn', '10.0.0.2')).toBe(200)
  })

  it('is held up in that alone', async () => {
    const ask = await city()
    await times(4, () => ask('search.query', '10.0.0.1', 'a'))
    expect(await ask('search.query', '10.0.0.1', 'a')).toBe(429)
    expect(await ask('session.signIn', '10.0.0.1', 'a')).toBe(200)
    expect(await ask('case.list', '10.0.0.1', 'a')).toBe(200)
  })

  it('holds up no other session of the same address', async () => {
    const ask = await city()
    expect(await times(3, () => ask('search.query', '10.0.0.1', 'a'))).toEqual([200, 200, 429])
    expect(await ask('search.query', '10.0.0.1', 'b')).toBe(200)
  })

  it('does not find another bucket by writing the name otherwise', async () => {
    const ask = await city()
    await times(2, () => ask('search.query', '10.0.0.1', 'a'))
    expect(await ask('search%2Equery', '10.0.0.1', 'a')).toBe(429)
    expect(await ask('search.query?x=1', '10.0.0.1', 'a')).toBe(429)
  })

  it('is told when to come again', async () => {
    const ask = await city()
    await times(2, () => ask('search.query', '10.0.0.1', 'a'))
    const answer = await app.inject({
      url: '/trpc/search.query',
      headers: { 'x-forwarded-for': '10.0.0.1', who: 'a' },
    })
    expect(answer.statusCode).toBe(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(answer.json().error.data.fault.code).toBe('too-many')
  })

  it('tries keys from one address so often and no more', async () => {
    await city()
    const tryKey = async (from: string) =>
      (
        await app.inject({
          ...{ method: 'POST', url: '/api/v1/facts' },
          headers: { authorization: `Bearer guess`, 'x-forwarded-for': from },
        })
      ).statusCode
    expect(await times(5, () => tryKey('10.0.0.1'))).toEqual([401, 401, 401, 401, 429])
    expect(await tryKey('10.0.0.2')).toBe(401)
  })
})

it('every bucket is for something that there is', async () => {
  app = Fastify()
  const procedures = Object.keys(appRouter._def.procedures)
  const unknown = usualRates
    .flatMap(({ on }) => on)
    .filter((name) => !name.includes(' ') && !procedures.includes(name))
  expect(unknown).toEqual([])
})

it.each([
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:1:2::9', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s counts as %s', (ip, network) => {
  app = Fastify()
  expect(networkOf(ip)).toBe(network)
})
