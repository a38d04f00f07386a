import { TOTP, Secret } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { minuteMs } from '../../shared/time/civil.ts'
import { aBrowser, accountCity, aPassword, refusalOf } from '../../test/account-city.ts'
import { makePasswords } from './passwords.ts'
import { hashOf } from './tokens.ts'

const codeAt = (secret: string, time: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: time })

async function withTotp() {
  const city = accountCity()
  await city.person('wang')
  const first = city.who(await city.signsIn('wang'))
  const { secret } = city.own.totpBegin(first, '市域')
  await city.own.totpConfirm(first, codeAt(secret, city.clock.time), aBrowser)
  const signIn = (code?: string) =>
    city.signIn.withPassword({ name: 'wang', password: aPassword('wang'), code }, aBrowser)
  return { ...city, secret, withCode: signIn }
}

describe('signing in', () => {
  it('with name and password one is who was granted', async () => {
    const city = accountCity()
    const id = await city.person('wang', ['department-handler'], [3])
    expect(city.who(await city.signsIn('wang'))).toMatchObject({
      ...{ kind: 'person', id: `account-${id}`, roles: ['department-handler'] },
      ...{ regions: [3], departments: ['sanitation'], sources: [] },
    })
  })

  it('takes the name in any case and width', async () => {
    const city = accountCity()
    await city.person('wang')
    const { signIn } = city
    const said = await signIn.withPassword(
      { name: ' ＷＡＮＧ ', password: aPassword('wang') },
      aBrowser,
    )
    expect(said.needs).toBeNull()
  })

  it('a wrong password and a name nobody has are told the same, and cost the same', async () => {
    const asked: (string | null)[] = []
    const cheap = makePasswords({
      options: { algorithm: 2, memoryCost: 8, timeCost: 1, parallelism: 1 },
    })
    const city = accountCity({
      ...cheap,
      verify: (kept, password) => {
        asked.push(kept === null ? null : 'kept')
        return cheap.verify(kept, password)
      },
    })
    await city.person('wang')
    asked.length = 0
    const told = [
      await refusalOf(city.signsIn('wang', 'Wrong-1234')),
      await refusalOf(city.signsIn('nobody', 'Wrong-1234')),
    ]
    expect(told).toEqual(['unauthorised password', 'unauthorised password'])
    expect(asked).toEqual(['kept', null])
  })

  it('leaves no password and no cookie in the file', async () => {
    const city = accountCity()
    await city.person('wang')
    const token = await city.signsIn('wang')
    const file = city.database.sqlite.serialize().toString('latin1')
    expect(file).not.toContain(aPassword('wang'))
    expect(file).not.toContain(token)
    expect(file).toContain(hashOf(token))
    expect(file).toContain('$argon2id$')
  })

  it('a cookie given before the sign-in is never the one after, and stands for nobody', async () => {
    const city = accountCity()
    await city.person('wang')
    await city.person('zhang')
    const planted = await city.signsIn('zhang')
    const after = await city.signsIn('wang', aPassword('wang'), planted)
    expect(after).not.toBe(planted)
    expect(city.accounts.ofCookie(planted)).toBeNull()
    const invented = await city.signsIn('wang', aPassword('wang'), 'invented-by-an-attacker')
    expect(invented).not.toBe('invented-by-an-attacker')
    expect(city.accounts.ofCookie('invented-by-an-attacker')).toBeNull()
  })

  it('is audited with its address, and a failure without what was typed as a name', async () => {
    const city = accountCity()
    const id = await city.person('wang')
    await refusalOf(city.signsIn('wang', 'Wrong-1234'))
    await refusalOf(city.signsIn('My-Password-1', 'x'))
    const rows = city.audited().filter(({ action }) => action.startsWith('sign-in'))
    expect(rows.map(({ asker, action }) => [asker, action]).slice(-2)).toEqual([
      [`account-${id}`, 'sign-in-failed'],
      ['unknown', 'sign-in-failed'],
    ])
    expect(JSON.stringify(rows).toLowerCase()).not.toContain('my-password-1')
  })
})

describe('the lock-out', () => {
  const wrong = (city: ReturnType<typeof accountCity>, name: string) =>
    refusalOf(city.signsIn(name, 'Wrong-1234'))

  it.each(['wang', 'nobody'])('the fifth failure locks %s for 15 minutes', async (name) => {
    const city = accountCity()
    await city.person('wang')
    for (let n = 1; n <= 4; n++) expect(await wrong(city, name)).toBe('unauthorised password')
    expect(await wrong(city, name)).toBe('forbidden locked')
    city.pass(15 * minuteMs - 1)
    expect(await refusalOf(city.signsIn(name))).toBe('forbidden locked')
    city.pass(1)
    expect(await refusalOf(city.signsIn(name))).toBe(
      name === 'wang' ? 'allowed' : 'unauthorised password',
    )
  })

  it('counts failures in a row: a success begins anew', async () => {
    const city = accountCity()
    await city.person('wang')
    for (let n = 1; n <= 4; n++) await wrong(city, 'wang')
    await city.signsIn('wang')
    for (let n = 1; n <= 4; n++) expect(await wrong(city, 'wang')).toBe('unauthorised password')
    expect(await refusalOf(city.signsIn('wang'))).toBe('allowed')
  })

  it('twenty guesses at once are no more than five', async () => {
    const city = accountCity()
    await city.person('wang')
    const told = await Promise.all(Array.from({ length: 20 }, () => wrong(city, 'wang')))
    expect(told.filter((one) => one.startsWith('unauthorised'))).toHaveLength(4)
    expect(new Set(told)).toEqual(
      new Set(['unauthorised password', 'forbidden locked', 'too-many']),
    )
  })

  it('ends when the security administrator unlocks', async () => {
    const city = accountCity()
    const id = await city.person('wang')
    for (let n = 1; n <= 5; n++) await wrong(city, 'wang')
    expect(city.administration.accounts()[0]).toMatchObject({ id, lockedUntil: expect.any(Number) })
    await city.administration.change(city.security, { verb: 'unlock-account', id })
    expect(await refusalOf(city.signsIn('wang'))).toBe('allowed')
  })

  it('holds for the code and for the old password as well', async () => {
    const city = await withTotp()
    const asker = city.who(await tokenOf(city.withCode(codeAt(city.secret, city.pass(30_000)))))
    for (let n = 1; n <= 4; n++)
      expect(await refusalOf(city.withCode('000000'))).toBe('unauthorised code')
    const again = city.own.changePassword(asker, 'Wrong-1234', 'Another-Harbour-9', aBrowser)
    expect(await refusalOf(again)).toBe('forbidden locked')
  })
})

const tokenOf = async (said: Promise<{ needs: 'code' } | { needs: null; token: string }>) => {
  const answer = await said
  if (answer.needs !== null) throw new Error('a code is wanted')
  return answer.token
}

describe('the second factor', () => {
  it('is asked for after the right password alone', async () => {
    const { withCode, signIn } = await withTotp()
    expect(await withCode()).toEqual({ needs: 'code' })
    const wrong = signIn.withPassword({ name: 'wang', password: 'Wrong-1234' }, aBrowser)
    expect(await refusalOf(wrong)).toBe('unauthorised password')
  })

  it.each([
    [-2, 'unauthorised code'],
    [-1, 'allowed'],
    [0, 'allowed'],
    [1, 'allowed'],
    [2, 'unauthorised code'],
  ])('a clock that is %s steps off: %s', async (steps, told) => {
    const { withCode, secret, pass } = await withTotp()
    const time = pass(300_000)
    expect(await refusalOf(withCode(codeAt(secret, time + steps * 30_000)))).toBe(told)
  })

  it('no code counts twice, nor one older than the last, not even at once', async () => {
    const { withCode, secret, pass } = await withTotp()
    const time = pass(300_000)
    const code = codeAt(secret, time)
    const told = await Promise.all([refusalOf(withCode(code)), refusalOf(withCode(code))])
    expect(told).toEqual(['allowed', 'unauthorised code'])
    expect(await refusalOf(withCode(codeAt(secret, time - 30_000)))).toBe('unauthorised code')
    expect(await refusalOf(withCode(codeAt(secret, pass(30_000))))).toBe('allowed')
  })

  it('the writer itself refuses a code that was taken', async () => {
    const { keep, secret, clock, database } = await withTotp()
    const step = database.sqlite.prepare('SELECT totp_step FROM account').pluck().get() as number
    const session = { id: 's', tokenHash: 'h', address: '', agent: '' }
    const by = { id: 'unknown', name: '', roles: [], from: null }
    const again = { verb: 'sign-in', id: 1, step, session, before: null } as const
    expect(secret).toBeTruthy()
    expect(await refusalOf(() => keep(by, again, clock.time))).toBe('unauthorised code')
    const without = { ...again, step: null }
    expect(await refusalOf(() => keep(by, without, clock.time))).toBe('unauthorised code')
  })

  it('lies sealed in the file, and opens for no other account', async () => {
    const { database, secret, withCode, pass } = await withTotp()
    expect(database.sqlite.serialize().includes(Buffer.from(secret))).toBe(false)
    database.sqlite.exec('UPDATE account SET id = 77')
    expect(await refusalOf(withCode(codeAt(secret, pass(60_000))))).toBe('forbidden totp-lost')
  })

  it('cannot be replaced by whoever holds the session', async () => {
    const { own, who, withCode, secret, pass } = await withTotp()
    const asker = who(await tokenOf(withCode(codeAt(secret, pass(60_000)))))
    expect(await refusalOf(() => own.totpBegin(asker, '市域'))).toBe('conflict totp')
  })
})

describe('a storm of sign-ins', () => {
  it('200 at once: two are hashed at a time, the rest wait or come again, and a timer ticks', async () => {
    const city = accountCity(makePasswords())
    await city.person('wang')
    let ticks = 0
    let worst = 0
    let last = performance.now()
    const timer = setInterval(() => {
      worst = Math.max(worst, performance.now() - last)
      last = performance.now()
      ticks += 1
    }, 5)
    const told = await Promise.all(
      Array.from({ length: 200 }, (_, n) => refusalOf(city.signsIn(`visitor-${n}`, 'Wrong-1234'))),
    )
    clearInterval(timer)
    expect(told.filter((one) => one === 'unauthorised password')).toHaveLength(66)
    expect(told.filter((one) => one === 'too-many')).toHaveLength(134)
    expect(ticks).toBeGreaterThan(20)
    expect(worst).toBeLessThan(1_000)
    expect(await refusalOf(city.signsIn('wang'))).toBe('allowed')
  })
})
