import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import cookie from '@fastify/cookie'
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aPassword, accountCity, firstPeople } from '../../../test/account-city.ts'
import { orderCity } from '../../../test/order-city.ts'
import { askerOf } from '../../app/request-asker.ts'
import { hashOf } from '../../accounts/tokens.ts'
import { browserOf, credentialsOf, sessionCookie } from '../credentials.ts'
import { appRouter } from '../router.ts'
import type { Services } from '../services.ts'

let city: ReturnType<typeof orderCity>
beforeEach(() => void (city = orderCity()))
afterEach(() => city.close())

/** A city with accounts, as a browser meets it. */
function aServer() {
  const accounting = accountCity()
  const { accounts } = accounting
  const { pack } = city.view.epoch
  const find = askerOf({ accounts, pack, demo: false, sourceKey: 'of-the-environment' })
  const services = { view: city.view, accounts } as Partial<Services> as Services
  const app = Fastify()
  app.register(cookie)
  app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      createContext: ({ req, res }: { req: FastifyRequest; res: FastifyReply }) => ({
        services,
        asker: find(credentialsOf(req)),
        browser: browserOf(req, res),
      }),
    },
  })
  const given = (token?: string): Record<string, string> =>
    token === undefined ? {} : { [sessionCookie]: token }
  const ask = async (path: string, token?: string) => {
    const answer = await app.inject({ url: `/trpc/${path}`, cookies: given(token) })
    return { status: answer.statusCode, ...answer.json() }
  }
  const tell = async (path: string, payload: object = {}, token?: string) => {
    const url = `/trpc/${path}`
    const answer = await app.inject({ method: 'POST', url, payload, cookies: given(token) })
    const set = answer.cookies.find(({ name }) => name === sessionCookie)
    return { status: answer.statusCode, set, ...answer.json() }
  }
  const signIn = async (name: string, before?: string) => {
    const answer = await tell('session.signIn', { name, password: aPassword(name) }, before)
    return { ...answer, token: (answer.set?.value as string | undefined) ?? '' }
  }
  return { ...accounting, ask, tell, signIn }
}

describe('signing in over the interface', () => {
  it('sets a cookie that no script reads, over TLS alone and for this site alone', async () => {
    const { person, signIn, ask } = aServer()
    await person('wang', ['leader'])
    const { set, token, result } = await signIn('wang')
    expect(set).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' })
    expect(set).not.toHaveProperty('maxAge')
    expect(result.data).toMatchObject({
      ...{ needs: null, session: { demo: false, setup: false } },
    })
    expect(JSON.stringify(result)).not.toContain(token)
    const who = await ask('session.who', token)
    expect(who.result.data.asker).toMatchObject({
      ...{ kind: 'person', roleName: '领导', choices: [] },
      account: { name: 'wang', duty: null, totp: false, password: true },
    })
  })

  it('gives another cookie than the one that came with the request, and ends that one', async () => {
    const { person, signIn, ask } = aServer()
    await person('wang', ['leader'])
    await person('zhang', ['leader'])
    const { token: planted } = await signIn('zhang')
    const { token } = await signIn('wang', planted)
    expect(token).not.toBe(planted)
    expect((await ask('session.who', planted)).result.data.asker).toBeNull()
    expect((await ask('session.who', token)).result.data.asker.name).toBe('wang')
  })

  it('a failure sets nothing, and says no more than that', async () => {
    const { person, tell } = aServer()
    await person('wang')
    for (const name of ['wang', 'nobody']) {
      const { status, set, error } = await tell('session.signIn', { name, password: 'x' })
      expect([status, set, error.data.fault]).toEqual([
        ...[401, undefined],
        { code: 'unauthorised', params: { why: 'password' } },
      ])
    }
  })

  it('signing out takes the cookie away and ends what it stood for', async () => {
    const { person, signIn, tell, ask } = aServer()
    await person('wang')
    const { token } = await signIn('wang')
    const { set } = await tell('session.signOut', {}, token)
    expect(set).toMatchObject({ value: '', httpOnly: true, secure: true })
    expect((await ask('session.who', token)).result.data.asker).toBeNull()
    expect((await ask('session.mine', token)).status).toBe(401)
  })

  it('nobody is told that there is a city to set up, until it has been', async () => {
    const { ask, tell, administration } = aServer()
    expect((await ask('session.who')).result.data).toEqual({
      ...{ asker: null, demo: false, setup: true, signOn: false },
    })
    const token = administration.offerSetup()
    expect((await tell('setup.complete', { token, people: firstPeople() })).status).toBe(200)
    expect((await ask('session.who')).result.data.setup).toBe(false)
    expect((await tell('setup.complete', { token, people: firstPeople() })).status).toBe(401)
  })

  it('a wall that has been paired has a cookie that stays', async () => {
    const { tell, ask, administration, system } = aServer()
    const { result } = await tell('device.begin')
    const { secret, code } = result.data
    expect((await tell('device.wait', { secret })).set).toBeUndefined()
    await administration.pair(system, { code, name: '东屏', regions: [1] })
    const { set } = await tell('device.wait', { secret })
    expect(set).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict' })
    expect(set?.maxAge).toBeGreaterThan(365 * 86_400)
    const who = await ask('session.who', set?.value as string)
    expect(who.result.data.asker).toMatchObject({ kind: 'device', roles: ['wall'], account: null })
  })
})

describe('what a request may set', () => {
  it.each([
    ['session.signIn', { name: 'wang', password: 'x', roles: ['leader'] }],
    ['session.changePassword', { old: 'a', next: 'b', id: 2 }],
    ['account.create', { name: 'li', displayName: '李', roles: ['leader'] }],
    ['account.create', { name: 'li', displayName: '李', passwordHash: 'x' }],
    ['account.change', { id: 1, displayName: '李', disabledAt: null }],
    ['account.change', { id: 1, displayName: '李', regions: [1] }],
    ['account.grant', { id: 1, roles: ['system'], regions: [1], departments: [] }],
    ['account.grant', { id: 1, roles: ['wall'], regions: [1], departments: [] }],
    ['account.grant', { id: 1, roles: [], regions: [1], departments: [], sources: ['*'] }],
    ['account.disable', { id: 1, verb: 'enable-account' }],
    ['account.disable', { id: '1 OR 1=1' }],
    ['device.pair', { code: 'x', name: 'x', regions: [1], roles: ['leader'] }],
    ['key.create', { name: 'x', sources: ['grid'], factsPerMinute: null, key: 'mine' }],
  ])('%s takes nothing beside its fields: %o', async (path, payload) => {
    const city = aServer()
    const tokens = await everyAdministrator(city)
    for (const token of tokens) {
      const { status } = await city.tell(path, payload, token)
      expect([400, 403]).toContain(status)
    }
    const answers = await Promise.all(tokens.map((token) => city.tell(path, payload, token)))
    expect(answers.map(({ status }) => status)).toContain(400)
    expect(city.administration.accounts()).toHaveLength(3)
  })

  it('who is not the administrator for it is refused, and who has not signed in unknown', async () => {
    const city = aServer()
    const [, security] = await everyAdministrator(city)
    const create = { name: 'li', displayName: '李' }
    expect((await city.tell('account.create', create)).status).toBe(401)
    expect((await city.tell('account.create', create, security)).status).toBe(403)
    expect(city.administration.accounts()).toHaveLength(3)
  })
})

/** The three, signed in with their second factor; system, security, auditor. */
async function everyAdministrator(city: ReturnType<typeof aServer>) {
  await city.begun()
  // What they sign in with is tested elsewhere.
  city.database.sqlite.exec("UPDATE account SET totp_secret = 'JBSWY3DPEHPK3PXP', totp_from = 0")
  const names = ['xitong', 'anquan', 'shenji']
  const { keep, clock, accounts } = city
  return names.map((name) => {
    const id = city.administration.accounts().find((one) => one.name === name)?.id ?? 0
    const by = { id: 'unknown', name: '', roles: [], from: null }
    const token = `cookie-of-${name}`
    const session = { id: `s-${name}`, tokenHash: hashOf(token), address: '', agent: '' }
    keep(by, { verb: 'sign-in', id, step: 1, session, before: null }, clock.time)
    expect(accounts.ofCookie(token)?.roles).toHaveLength(1)
    return token
  })
}
