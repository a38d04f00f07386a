import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../server/app/config.ts'
import { startServer, type CityServer } from '../../server/app/server.ts'
import { startProvider, type TestProvider } from '../oidc-provider.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'abuse-accounts-'))
const password = 'Ding-Yan-2026!'
let server: CityServer
let provider: TestProvider
let origin: string

/** A browser: keeps cookies, sends what our pages send. */
class Visitor {
  readonly jar = new Map<string, string>()
  said: string[] = []

  async go(path: string): Promise<Response> {
    const answer = await fetch(`${origin}${path}`, { headers: this.headers(), redirect: 'manual' })
    return this.keep(answer)
  }
  async change(
    path: string,
    input: object = {},
  ): Promise<{ status: number; body: Record<string, never> }> {
    const answer = await fetch(`${origin}/trpc/${path}`, {
      method: 'POST',
      headers: { ...this.headers(), 'content-type': 'application/json', 'x-shiyu': '1' },
      body: JSON.stringify(input),
    })
    this.keep(answer)
    return { status: answer.status, body: (await answer.json()) as Record<string, never> }
  }
  async ask(path: string): Promise<{ status: number; data: Record<string, unknown> | null }> {
    const answer = await this.go(`/trpc/${path}`)
    const body = (await answer.json()) as { result?: { data: Record<string, unknown> } }
    return { status: answer.status, data: body.result?.data ?? null }
  }
  /** Whom the city takes the browser for. */
  async who(): Promise<{ name: string; roles: string[] } | null> {
    return (await this.ask('session.who')).data?.asker as { name: string; roles: string[] } | null
  }

  private headers(): Record<string, string> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    return { ...(cookie && { cookie }), 'sec-fetch-site': 'same-origin' }
  }
  private keep(answer: Response): Response {
    for (const cookie of answer.headers.getSetCookie()) {
      this.said.push(cookie)
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s)
      if (value === '') this.jar.delete(name)
      else this.jar.set(name, value)
    }
    return answer
  }
}

const faultOf = (body: Record<string, never>) =>
  (body as { error?: { data?: { fault?: { code: string; params: Record<string, unknown> } } } })
    .error?.data?.fault

const secrets = new Map<string, string>()
/** The code of an authenticator, of a step that has not been used yet. */
const codes = new Map<string, number>()
function codeOf(name: string): string {
  const last = codes.get(name) ?? 0
  const step = Math.max(Math.floor(Date.now() / 30_000), last + 1)
  codes.set(name, step)
  const totp = new TOTP({ secret: Secret.fromBase32(secrets.get(name) ?? '') })
  return totp.generate({ timestamp: step * 30_000 })
}
/** An administrator at the desk, the second factor made. */
async function administrator(name: string): Promise<Visitor> {
  const visitor = new Visitor()
  const { status } = await visitor.change('session.signIn', { name, password })
  expect(status).toBe(200)
  const begun = await visitor.change('session.totpBegin')
  secrets.set(
    name,
    (begun.body as unknown as { result: { data: { secret: string } } }).result.data.secret,
  )
  expect((await visitor.change('session.totpConfirm', { code: codeOf(name) })).status).toBe(200)
  return visitor
}

let system: Visitor
let security: Visitor
/** Accounts of the city: with a password, and of the single sign-on. */
const ids: Record<string, number> = {}
const firstPassword: Record<string, string> = {}

async function account(name: string, subject?: string): Promise<void> {
  const { body } = await system.change('account.create', {
    name,
    displayName: name,
    ...(subject && { subject }),
  })
  const { id, password: first } = (
    body as unknown as { result: { data: { id: number; password: string | null } } }
  ).result.data
  ids[name] = id
  if (first !== null) firstPassword[name] = first
  const grant = { id, roles: ['leader'], regions: [1], departments: [] }
  expect((await security.change('account.grant', grant)).status).toBe(200)
}

beforeAll(async () => {
  const free = createServer()
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve))
  const { port } = free.address() as AddressInfo
  await new Promise((resolve) => free.close(resolve))
  origin = `http://127.0.0.1:${port}`
  provider = await startProvider(`${origin}/session/oidc/callback`)
  server = await startServer(
    readConfig({
      ...{
        DATA_DIR: dataDir,
        PORT: String(port),
        DEMO: '0',
        LOG_LEVEL: 'silent',
        PUBLIC_URL: origin,
      },
      ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: provider.clientId },
      OIDC_CLIENT_SECRET: provider.clientSecret,
    }),
  )
  const token = new URL(server.setupUrl ?? '').searchParams.get('token')
  const person = (role: string, name: string) => ({ role, name, displayName: name, password })
  const people = [
    person('system-admin', 'xitong'),
    person('security-admin', 'anquan'),
    person('auditor', 'shenji'),
  ]
  expect((await new Visitor().change('setup.complete', { token, people })).status).toBe(200)
  system = await administrator('xitong')
  security = await administrator('anquan')
  await account('zhaoliu')
  await account('sunqi')
  await account('lisi', 'u-17')
})
afterAll(async () => {
  await server?.stop()
  await provider?.stop()
  rmSync(dataDir, { recursive: true })
})

/** Signed in with the first password, and that changed. */
async function atDesk(name: string): Promise<Visitor> {
  const visitor = new Visitor()
  const first = firstPassword[name] ?? password
  expect((await visitor.change('session.signIn', { name, password: first })).status).toBe(200)
  if (name in firstPassword) {
    expect(
      (await visitor.change('session.changePassword', { old: first, next: password })).status,
    ).toBe(200)
    delete firstPassword[name]
  }
  return visitor
}

describe('a session', () => {
  it('is never the one that was planted before (session fixation): another cookie, the planted one stays nobody', async () => {
    const planted = 'A'.repeat(43)
    const visitor = new Visitor()
    visitor.jar.set('shiyu-session', planted)
    expect(await visitor.who()).toBeNull()
    await visitor.change('session.signIn', { name: 'zhaoliu', password: firstPassword.zhaoliu })
    expect(visitor.jar.get('shiyu-session')).not.toBe(planted)
    const thief = new Visitor()
    thief.jar.set('shiyu-session', planted)
    expect(await thief.who()).toBeNull()
  })

  it('is another one after the password was changed: the former cookie is nobody', async () => {
    const visitor = new Visitor()
    await visitor.change('session.signIn', { name: 'zhaoliu', password: firstPassword.zhaoliu })
    const before = visitor.jar.get('shiyu-session') ?? ''
    await visitor.change('session.changePassword', { old: firstPassword.zhaoliu, next: password })
    delete firstPassword.zhaoliu
    expect(visitor.jar.get('shiyu-session')).not.toBe(before)
    const thief = new Visitor()
    thief.jar.set('shiyu-session', before)
    expect(await thief.who()).toBeNull()
    expect(await visitor.who()).toMatchObject({ roles: ['leader'] })
  })

  it('is for no script, for no other site and only over TLS', async () => {
    const visitor = await atDesk('zhaoliu')
    const cookie = visitor.said.find((said) => said.startsWith('shiyu-session='))
    for (const flag of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/'])
      expect(cookie).toContain(flag)
    expect(cookie).not.toMatch(/domain=/i)
  })

  it('ends when one signs out: the cookie is nobody', async () => {
    const visitor = await atDesk('zhaoliu')
    const thief = new Visitor()
    thief.jar.set('shiyu-session', visitor.jar.get('shiyu-session') ?? '')
    expect((await visitor.change('session.signOut')).status).toBe(200)
    expect(await thief.who()).toBeNull()
    expect((await thief.ask('case.list?input=%7B%22region%22%3A1%7D')).status).toBe(401)
  })
})

describe('nobody gives themselves more than they have (mass assignment)', () => {
  it.each<[string, object]>([
    ['session.signIn', { name: 'zhaoliu', password, roles: ['system'], regions: [1] }],
    ['session.changePassword', { old: password, next: 'Other-Pass-77', id: 1 }],
    ['account.create', { name: 'wangwu', displayName: '王五', roles: ['leader'], regions: [1] }],
    ['account.change', { id: 4, displayName: '赵六', roles: ['system-admin'] }],
    ['setup.complete', { token: 'x', people: [], force: true }],
  ])('%s with a field too many: 400, and nothing is done', async (path, input) => {
    const before = await system.ask('account.list')
    expect((await system.change(path, input)).status).toBe(400)
    expect(await system.ask('account.list')).toEqual(before)
  })

  it('nor do those who grant: to themselves 403, a second administration 4xx', async () => {
    const rows = (await security.ask('account.list')).data as unknown as {
      id: number
      name: string
    }[]
    const own = rows.find(({ name }) => name === 'anquan')?.id
    const roles = (given: string[], id = own) =>
      security.change('account.grant', { id, roles: given, regions: [1], departments: [] })
    for (const given of [
      ['system-admin', 'security-admin'],
      ['leader', 'security-admin'],
      ['auditor'],
    ]) {
      const { status } = await roles(given)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    }
    for (const given of [['system-admin', 'auditor'], ['leader', 'auditor'], ['system']]) {
      const { status } = await roles(given, ids.sunqi)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    }
    expect(
      (
        await system.change('account.grant', {
          id: ids.sunqi,
          roles: ['leader'],
          regions: [1],
          departments: [],
        })
      ).status,
    ).toBe(403)
  })

  it('nor by the link of the first start a second time: 4xx, and three administrators stay three', async () => {
    const person = (role: string, name: string) => ({ role, name, displayName: name, password })
    const people = [
      person('system-admin', 'a-a'),
      person('security-admin', 'b-b'),
      person('auditor', 'c-c'),
    ]
    const token = new URL(server.setupUrl ?? '').searchParams.get('token')
    const { status } = await new Visitor().change('setup.complete', { token, people })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  })
})

describe("the city's identity provider", () => {
  /** Where one ends up when the provider has led back. */
  async function through(visitor: Visitor, to: string, who: string): Promise<string> {
    const begun = await visitor.go(`/session/oidc?to=${encodeURIComponent(to)}`)
    expect(begun.status).toBe(302)
    const back = await provider.walk(begun.headers.get('location') ?? '', who)
    const { pathname, search } = new URL(back)
    return (await visitor.go(`${pathname}${search}`)).headers.get('location') ?? ''
  }

  it('vouches for an account: one is signed in, and goes on to where one wanted to', async () => {
    const visitor = new Visitor()
    expect(await through(visitor, '/cases?queue=all', 'u-17')).toBe('/cases?queue=all')
    expect(await visitor.who()).toMatchObject({ name: 'lisi', roles: ['leader'] })
    const cookie = visitor.said.find((said) => said.startsWith('shiyu-session='))
    expect(cookie).toMatch(/HttpOnly.*SameSite=Strict|SameSite=Strict.*HttpOnly/)
    expect(visitor.jar.has('shiyu-sign-on')).toBe(false)
  })

  it('vouches for somebody without an account: no session, and no account is made', async () => {
    const before = (await system.ask('account.list')).data
    const visitor = new Visitor()
    expect(await through(visitor, '/cases', 'stranger')).toBe('/login?fault=no-account')
    expect(visitor.jar.has('shiyu-session')).toBe(false)
    expect(JSON.stringify((await system.ask('account.list')).data)).not.toContain('stranger')
    expect(((await system.ask('account.list')).data as unknown as unknown[]).length).toBe(
      (before as unknown as unknown[]).length,
    )
  })

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/.//evil.example'])(
    'leads nobody on to %s: to the wall instead',
    async (to) => expect(await through(new Visitor(), to, 'u-17')).toBe('/wall'),
  )

  it("answers one browser's question: brought by another it is no session (login CSRF)", async () => {
    const thief = new Visitor()
    const begun = await thief.go('/session/oidc')
    const back = new URL(await provider.walk(begun.headers.get('location') ?? '', 'u-17'))
    const victim = new Visitor()
    const led = await victim.go(`${back.pathname}${back.search}`)
    expect(led.headers.get('location')).toBe('/login?fault=sign-on-flow')
    expect(victim.jar.has('shiyu-session')).toBe(false)
  })

  it('does not let in an account that was disabled', async () => {
    expect((await system.change('account.disable', { id: ids.lisi })).status).toBe(200)
    const visitor = new Visitor()
    expect(await through(visitor, '/cases', 'u-17')).toBe('/login?fault=disabled')
    expect(visitor.jar.has('shiyu-session')).toBe(false)
  })
})

describe('whoever tries passwords', () => {
  it('of one account: after five wrong ones the right one is refused as well, and says until when', async () => {
    const visitor = new Visitor()
    for (let i = 0; i < 5; i += 1)
      await visitor.change('session.signIn', { name: 'sunqi', password: `wrong-${i}` })
    const right = await visitor.change('session.signIn', {
      name: 'sunqi',
      password: firstPassword.sunqi,
    })
    expect(right.status).toBe(403)
    expect(faultOf(right.body)).toMatchObject({ code: 'forbidden', params: { why: 'locked' } })
    expect(visitor.jar.has('shiyu-session')).toBe(false)
  })

  it('of a name that nobody has: is told the very same, and so learns no names', async () => {
    const visitor = new Visitor()
    const tries = async (name: string) => {
      const said: unknown[] = []
      for (let i = 0; i < 6; i += 1) {
        const { status, body } = await visitor.change('session.signIn', {
          name,
          password: `wrong-${i}`,
        })
        const { code, params } = faultOf(body) ?? { code: '', params: {} }
        said.push({ status, code, why: params.why })
      }
      return said
    }
    await security.change('account.unlock', { id: ids.sunqi })
    expect(await tries('nobody-at-all')).toEqual(await tries('sunqi'))
  })

  it('of many accounts from one address: the bucket is used up with 429, others may still look', async () => {
    const visitor = new Visitor()
    const said = new Set<number>()
    for (let i = 0; i < 61; i += 1)
      said.add((await visitor.change('session.signIn', { name: '', password: '' })).status)
    expect(said).toContain(429)
    expect((await visitor.ask('session.who')).status).toBe(200)
    expect(await system.who()).toMatchObject({ roles: ['system-admin'] })
  })
})
