import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '../../shared/time/civil.ts'
import { accountCity, refusalOf } from '../../test/account-city.ts'

const wall = (code: string, name = '指挥大厅东屏') => ({ code, name, regions: [1] })

describe('a wall', () => {
  it('is paired by the code that it shows, and then reads boards until it is revoked', async () => {
    const { administration, system, accounts, pass } = accountCity()
    const { code, secret } = administration.beginPairing()
    expect(administration.waitPairing(secret)).toBeNull()
    const typed = ` ${code.toLowerCase().replace('-', '')} `
    const { id } = await administration.pair(system, wall(typed))
    const token = administration.waitPairing(secret) ?? ''
    const asker = accounts.ofCookie(token)
    expect(asker).toMatchObject({
      ...{ kind: 'device', roles: ['wall'], regions: [1], sources: [], session: `device-${id}` },
    })
    // No time-out ends it.
    pass(1_000 * 24 * hourMs)
    expect(asker && accounts.stillValid(asker)).toBe(true)
    await administration.change(system, { verb: 'revoke-device', id })
    expect(asker && accounts.stillValid(asker)).toBe(false)
    expect(accounts.ofCookie(token)).toBeNull()
    expect(administration.devices()).toEqual([])
  })

  it('has a code for ten minutes', async () => {
    const { administration, system, pass } = accountCity()
    const { code, secret } = administration.beginPairing()
    pass(10 * minuteMs)
    expect(await refusalOf(administration.pair(system, wall(code)))).toBe('not-found pairing')
    expect(await refusalOf(() => administration.waitPairing(secret))).toBe('not-found pairing')
  })

  it('a code pairs one wall, once', async () => {
    const { administration, system } = accountCity()
    const { code } = administration.beginPairing()
    const told = await Promise.all(
      [1, 2].map(() => refusalOf(administration.pair(system, wall(code)))),
    )
    expect(told).toEqual(['allowed', 'not-found pairing'])
    expect(administration.devices()).toHaveLength(1)
  })

  it('a code that could not be kept can be tried again', async () => {
    const { administration, system } = accountCity()
    const { code } = administration.beginPairing()
    const nowhere = { ...wall(code), regions: [99] }
    expect(await refusalOf(administration.pair(system, nowhere))).toBe('bad-request regions')
    expect(await refusalOf(administration.pair(system, wall(code)))).toBe('allowed')
  })

  it('codes cannot be guessed: ten wrong ones and one must wait', async () => {
    const { administration, system, security, pass } = accountCity()
    const { code } = administration.beginPairing()
    const guess = (who = system, typed = 'AAAA-AAAA') =>
      refusalOf(administration.pair(who, wall(typed)))
    for (let n = 0; n < 10; n++) expect(await guess()).toBe('not-found pairing')
    expect(await guess(system, code)).toBe('too-many')
    expect(await guess(security, code)).toBe('allowed')
    pass(10 * minuteMs)
    const fresh = administration.beginPairing()
    expect(await guess(system, fresh.code)).toBe('allowed')
  })

  it('no more than a hundred wait at a time, and no two with one code', () => {
    const { administration, pass } = accountCity()
    const offers = Array.from({ length: 100 }, () => administration.beginPairing())
    expect(new Set(offers.map(({ code }) => code)).size).toBe(100)
    expect(() => administration.beginPairing()).toThrow('too-many')
    pass(10 * minuteMs)
    expect(() => administration.beginPairing()).not.toThrow()
  })

  it('its secret is not its cookie', async () => {
    const { administration, system, accounts } = accountCity()
    const { code, secret } = administration.beginPairing()
    await administration.pair(system, wall(code))
    expect(accounts.ofCookie(secret)).toBeNull()
  })

  it('that signs out is paired no longer', async () => {
    const { administration, system, accounts, own } = accountCity()
    const { code, secret } = administration.beginPairing()
    await administration.pair(system, wall(code))
    const asker = accounts.ofCookie(administration.waitPairing(secret) ?? '')
    if (asker) await own.signOut(asker)
    expect(administration.devices()).toEqual([])
  })
})

describe('a source’s key', () => {
  const given = { name: '网格平台', sources: ['grid'], factsPerMinute: 600 }

  it('speaks for its channels, is shown once, and ends when it is revoked', async () => {
    const { administration, system, accounts, database } = accountCity()
    const { id, key } = await administration.createKey(system, given)
    const asker = accounts.ofKey(key)
    expect(asker).toMatchObject({
      ...{ kind: 'source', roles: ['integrator'], regions: [], sources: ['grid'] },
      session: `key-${id}`,
    })
    expect(asker && accounts.factsPerMinute(asker)).toBe(600)
    expect(JSON.stringify(administration.keys())).not.toContain(key)
    expect(database.sqlite.serialize().includes(Buffer.from(key))).toBe(false)
    await administration.change(system, { verb: 'revoke-key', id })
    expect(accounts.ofKey(key)).toBeNull()
    expect(asker && accounts.stillValid(asker)).toBe(false)
  })

  it('is no cookie, and a cookie is no key', async () => {
    const city = accountCity()
    const { key } = await city.administration.createKey(city.system, given)
    await city.person('wang')
    const token = await city.signsIn('wang')
    expect(city.accounts.ofCookie(key)).toBeNull()
    expect(city.accounts.ofKey(token)).toBeNull()
  })

  it('is for channels that the city has', async () => {
    const { administration, system } = accountCity()
    const made = administration.createKey(system, { ...given, sources: ['grid', 'nobody'] })
    expect(await refusalOf(made)).toBe('bad-request sources')
  })
})
