import { describe, expect, it } from 'vitest'
import { accountCity, refusalOf } from '../../test/account-city.ts'
import { recoverAccount } from './recover-account.ts'

describe('who has lost everything', () => {
  it('is let in again from the machine’s console, to choose a password and enrol anew', async () => {
    const city = accountCity()
    await city.begun()
    city.database.sqlite.exec(
      "UPDATE account SET totp_secret = 'lost', disabled_at = 1, locked_until = 9e15",
    )
    const password = await recoverAccount(city, ' Anquan', city.clock.time)
    const asker = city.who(await city.signsIn('anquan', password ?? ''))
    expect(asker.roles).toEqual([])
    expect(city.accounts.accountOf(asker)).toMatchObject({ duty: 'change-password', totp: false })
    const rows = city.audited().filter(({ asker }) => asker === 'system')
    expect(rows.map(({ action }) => action)).toEqual([
      ...['reset-password', 'reset-totp', 'unlock-account', 'enable-account'],
    ])
    expect(await refusalOf(city.signsIn('xitong'))).toBe('forbidden locked')
  })

  it('has to be somebody', async () => {
    const city = accountCity()
    for (const name of ['nobody', '', '; DROP TABLE account'])
      expect(await refusalOf(recoverAccount(city, name, city.clock.time))).toBe('not-found account')
  })
})
