import { Secret, TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '../../shared/time/civil.ts'
import { aBrowser, accountCity, aPassword, refusalOf } from '../../test/account-city.ts'

async function signedIn() {
  const city = accountCity()
  const id = await city.person('wang')
  const token = await city.signsIn('wang')
  const who = () => city.accounts.ofCookie(token)
  /** A request with a hand on it. */
  const use = () => city.accounts.seen(city.who(token))
  return { ...city, id, token, asker: city.who(token), standing: who, use }
}

describe('a session ends by itself', () => {
  it('after half an hour without a hand on it', async () => {
    const { pass, standing, accounts, asker } = await signedIn()
    pass(30 * minuteMs - 1)
    expect(standing()).not.toBeNull()
    expect(accounts.stillValid(asker)).toBe(true)
    pass(1)
    expect(standing()).toBeNull()
    expect(accounts.stillValid(asker)).toBe(false)
  })

  it('is prolonged by use to the second, though that is written once a minute', async () => {
    const { pass, standing, use, database } = await signedIn()
    use()
    pass(59_000)
    use()
    pass(30 * minuteMs - 1)
    expect(standing()).not.toBeNull()
    const seen = database.sqlite.prepare('SELECT seen_at - started_at FROM account_session').pluck()
    expect(seen.all()).toContain(0)
    pass(1)
    expect(standing()).toBeNull()
  })

  it('asking whether it still stands prolongs nothing', async () => {
    const { pass, standing, accounts, asker } = await signedIn()
    for (let n = 0; n < 15; n++) {
      expect(accounts.stillValid(asker)).toBe(true)
      standing()
      pass(2 * minuteMs)
    }
    expect(accounts.stillValid(asker)).toBe(false)
  })

  it('after twelve hours whatever one does, and is swept away by the next sign-in', async () => {
    const { pass, standing, use, signsIn, database } = await signedIn()
    for (let n = 1; n < 72; n++) {
      pass(10 * minuteMs)
      use()
    }
    expect(standing()).not.toBeNull()
    pass(12 * hourMs - 71 * 10 * minuteMs)
    expect(standing()).toBeNull()
    await signsIn('wang')
    const many = database.sqlite.prepare('SELECT count(*) FROM account_session').pluck().get()
    expect(many).toBe(1)
  })
})

describe('one’s own sessions', () => {
  it('are listed with address and browser, this one marked, and others can be ended', async () => {
    const { own, asker, signIn, who, accounts } = await signedIn()
    const elsewhere = { address: '10.9.9.9', agent: 'x'.repeat(900), cookie: null }
    const said = await signIn.withPassword({ name: 'wang', password: aPassword('wang') }, elsewhere)
    const other = who(said.needs === null ? said.token : '')
    const listed = own.sessions(asker)
    expect(listed.filter(({ current }) => current).map(({ id }) => id)).toEqual([asker.session])
    const found = listed.find(({ id }) => id === other.session)
    expect(found).toMatchObject({ address: '10.9.9.9', agent: 'x'.repeat(200) })
    await own.revoke(asker, other.session ?? '')
    expect(accounts.stillValid(other)).toBe(false)
    expect(accounts.stillValid(asker)).toBe(true)
  })

  it('another’s session is not there', async () => {
    const city = await signedIn()
    await city.person('zhang')
    const zhang = city.who(await city.signsIn('zhang'))
    const told = await refusalOf(city.own.revoke(city.asker, zhang.session ?? ''))
    expect(told).toBe('not-found session')
    expect(city.accounts.stillValid(zhang)).toBe(true)
  })

  it('signing out ends it on the server, not only in the browser', async () => {
    const { own, asker, standing, accounts } = await signedIn()
    await own.signOut(asker)
    expect(standing()).toBeNull()
    expect(accounts.stillValid(asker)).toBe(false)
  })
})

describe('a change of rights', () => {
  it.each(['grant', 'disable', 'reset-password', 'reset-totp', 'end-sessions'])(
    '%s ends every session of the account at once',
    async (what) => {
      const { id, administration, security, system, standing, accounts, asker } = await signedIn()
      const roles = ['leader' as const]
      const done: Record<string, () => Promise<unknown>> = {
        grant: () =>
          administration.change(security, {
            ...{ verb: 'grant', id, roles, regions: [1], departments: [] },
          }),
        disable: () => administration.change(system, { verb: 'disable-account', id }),
        'reset-password': () => administration.resetPassword(system, id),
        'reset-totp': () => administration.change(security, { verb: 'reset-totp', id }),
        'end-sessions': () => administration.change(security, { verb: 'end-sessions', id }),
      }
      await done[what]?.()
      expect(standing()).toBeNull()
      expect(accounts.stillValid(asker)).toBe(false)
    },
  )

  it('another password gives this browser a new cookie, ends the old one and all others', async () => {
    const city = await signedIn()
    const other = await city.signsIn('wang')
    const next = 'Quiet-Harbour-7'
    const token = await city.own.changePassword(city.asker, aPassword('wang'), next, aBrowser)
    expect(token).not.toBe(city.token)
    expect(city.standing()).toBeNull()
    expect(city.accounts.ofCookie(other)).toBeNull()
    expect(city.who(token).id).toBe(city.asker.id)
    expect(await refusalOf(city.signsIn('wang'))).toBe('unauthorised password')
    expect(await refusalOf(city.signsIn('wang', next))).toBe('allowed')
  })

  it('refuses a weak password, the same one, and whoever does not know the old one', async () => {
    const { own, asker } = await signedIn()
    const change = (old: string, next: string) =>
      refusalOf(own.changePassword(asker, old, next, aBrowser))
    const old = aPassword('wang')
    expect(await change(old, 'Short-1')).toBe('bad-request password')
    expect(await change(old, 'alllowercase')).toBe('bad-request password')
    expect(await change(old, 'Wang-Harbour-12')).toBe('bad-request password')
    expect(await change(old, old)).toBe('bad-request password')
    expect(await change('Wrong-1234', 'Quiet-Harbour-7')).toBe('unauthorised password')
  })

  it('a second factor gives an administrator a new cookie, and the role with it', async () => {
    const city = accountCity()
    await city.begun()
    const token = await city.signsIn('anquan')
    const before = city.who(token)
    expect(before).toMatchObject({ roles: [], regions: [] })
    expect(city.accounts.accountOf(before)?.duty).toBe('enrol-totp')
    const { secret, uri } = city.own.totpBegin(before, '市域')
    expect(uri).toMatch(/^otpauth:\/\/totp\//)
    expect(await refusalOf(city.own.totpConfirm(before, '000000', aBrowser))).toBe(
      'unauthorised code',
    )
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: city.clock.time,
    })
    const after = await city.own.totpConfirm(before, code, aBrowser)
    expect(city.accounts.ofCookie(token)).toBeNull()
    expect(city.who(after)).toMatchObject({ roles: ['security-admin'], regions: [1] })
  })

  it('a password given by another lets one in to change it, and to nothing else', async () => {
    const city = accountCity()
    const { id, password } = await city.administration.create(city.system, {
      ...{ name: 'li', displayName: '李' },
    })
    await city.administration.change(city.security, {
      ...{ verb: 'grant', id, roles: ['leader'], regions: [1], departments: [] },
    })
    const asker = city.who(await city.signsIn('li', password ?? ''))
    expect(asker).toMatchObject({ roles: [], regions: [], departments: [] })
    expect(city.accounts.accountOf(asker)?.duty).toBe('change-password')
  })
})
