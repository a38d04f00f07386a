import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startProvider, type TestProvider } from '../../test/oidc-provider.ts'
import { signOnSettings, type SignOnSettings } from './settings.ts'
import { makeSignOn } from './sign-on.ts'

const redirectUri = 'http://127.0.0.1:9/session/oidc/callback'
let provider: TestProvider
let settings: SignOnSettings
const clock = { time: 0, now: () => clock.time }

beforeAll(async () => {
  provider = await startProvider(redirectUri, {
    'u-17': { preferred_username: 'zhang.san', email: 'a@city.example', email_verified: false },
  })
  const { issuer, clientId, clientSecret } = provider
  settings = { issuer, clientId, clientSecret, redirectUri, claim: 'sub' }
})
afterAll(() => provider.stop())

const signOn = (change: Partial<SignOnSettings> = {}) =>
  makeSignOn({ ...settings, ...change }, clock.now)
/** The query that the provider sends the browser back with. */
const walked = async (url: string, who = 'u-17') => {
  const back = new URL(await provider.walk(url, who))
  return `${back.pathname}${back.search}`
}
const why = (run: Promise<unknown>) =>
  run.then(
    () => 'signed in',
    (error: { params?: { why?: string } }) => error.params?.why ?? String(error),
  )

describe('whoever the city vouches for', () => {
  it('is known by the subject, and goes on to where they wanted to', async () => {
    const city = signOn()
    const { url, flow } = await city.begin('/cases?queue=all')
    const asked = new URL(url).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('state')).toBeTruthy()
    expect(asked.get('nonce')).toBeTruthy()
    expect(await city.finish(await walked(url), flow)).toEqual({
      subject: 'u-17',
      to: '/cases?queue=all',
    })
  })

  it('is known by another claim where the city says so', async () => {
    const city = signOn({ claim: 'preferred_username' })
    const { url, flow } = await city.begin('/wall')
    expect(await city.finish(await walked(url), flow)).toMatchObject({ subject: 'zhang.san' })
  })

  it('is nobody by an address that was never verified', async () => {
    const city = signOn({ claim: 'email' })
    const { url, flow } = await city.begin('/wall')
    expect(await why(city.finish(await walked(url), flow))).toBe('sign-on-claim')
  })
})

describe('an answer is refused', () => {
  it('in another browser than asked the question', async () => {
    const city = signOn()
    const [mine, other] = [await city.begin('/wall'), await city.begin('/wall')]
    const answer = await walked(mine.url)
    expect(await why(city.finish(answer, undefined))).toBe('sign-on-flow')
    expect(await why(city.finish(answer, 'guessed'))).toBe('sign-on-flow')
    expect(await why(city.finish(answer, other.flow))).toBe('sign-on-provider')
  })

  it('the second time', async () => {
    const city = signOn()
    const { url, flow } = await city.begin('/wall')
    const answer = await walked(url)
    await city.finish(answer, flow)
    expect(await why(city.finish(answer, flow))).toBe('sign-on-flow')
  })

  it('after ten minutes', async () => {
    const city = signOn()
    const { url, flow } = await city.begin('/wall')
    const answer = await walked(url)
    clock.time += 600_000
    expect(await why(city.finish(answer, flow))).toBe('sign-on-late')
  })

  it.each(['state', 'code', 'iss'])('with another %s', async (name) => {
    const city = signOn()
    const { url, flow } = await city.begin('/wall')
    const answer = new URL(await walked(url), redirectUri)
    answer.searchParams.set(name, 'http://127.0.0.1:1/other')
    expect(await why(city.finish(`${answer.pathname}${answer.search}`, flow))).toBe(
      'sign-on-provider',
    )
  })

  it('that says that the provider refused', async () => {
    const city = signOn()
    const { url, flow } = await city.begin('/wall')
    const state = new URL(url).searchParams.get('state') ?? ''
    const answer = `/session/oidc/callback?error=access_denied&state=${state}&iss=${encodeURIComponent(settings.issuer)}`
    expect(await why(city.finish(answer, flow))).toBe('sign-on-provider')
  })

  it('when our own secret is wrong', async () => {
    const city = signOn({ clientSecret: 'not-the-one' })
    const { url, flow } = await city.begin('/wall')
    expect(await why(city.finish(await walked(url), flow))).toBe('sign-on-provider')
  })
})

it('a provider that is not there is asked again the next time', async () => {
  const city = signOn({ issuer: 'http://127.0.0.1:1' })
  expect(await why(city.begin('/wall'))).toBe('sign-on-unreachable')
  expect(await why(city.begin('/wall'))).toBe('sign-on-unreachable')
})

describe('the settings', () => {
  const whole = {
    OIDC_ISSUER: 'https://id.city.example',
    OIDC_CLIENT_ID: 'a',
    OIDC_CLIENT_SECRET: 'b',
    OIDC_CLAIM: 'sub',
  }
  it('are whole or none', () => {
    expect(signOnSettings({ OIDC_CLAIM: 'sub' }, null)).toBeNull()
    expect(() => signOnSettings({ ...whole, OIDC_CLIENT_SECRET: undefined }, 'https://c')).toThrow(
      '一起',
    )
    expect(() => signOnSettings(whole, null)).toThrow('PUBLIC_URL')
    expect(signOnSettings(whole, 'https://shiyu.city.example')?.redirectUri).toBe(
      'https://shiyu.city.example/session/oidc/callback',
    )
  })
  it('refuse a provider by plain http elsewhere than on this machine', () => {
    expect(() =>
      signOnSettings({ ...whole, OIDC_ISSUER: 'http://id.city.example' }, 'https://c'),
    ).toThrow('https')
  })
})
