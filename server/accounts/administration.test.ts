import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  administratorRoles,
  isAdministrator,
  mayHoldTogether,
  personRoles,
} from '../../shared/access/asker.ts'
import { hourMs } from '../../shared/time/civil.ts'
import {
  aBrowser,
  accountCity,
  aPassword,
  firstPeople,
  refusalOf,
} from '../../test/account-city.ts'

describe('the first start', () => {
  it('its link makes the three administrators, once', async () => {
    const city = accountCity()
    expect(city.accounts.any()).toBe(false)
    const { token } = await city.begun()
    expect(city.administration.accounts().map(({ name, roles }) => [name, roles])).toEqual([
      ['anquan', ['security-admin']],
      ['shenji', ['auditor']],
      ['xitong', ['system-admin']],
    ])
    const again = city.administration.setUp({ token, people: firstPeople() }, aBrowser)
    expect(await refusalOf(again)).toBe('unauthorised setup-link')
    expect(city.administration.offerSetup()).toBeNull()
  })

  it('two who use the link at once do not both succeed', async () => {
    const city = accountCity()
    const token = city.administration.offerSetup() ?? ''
    const told = await Promise.all(
      [1, 2].map(() =>
        refusalOf(city.administration.setUp({ token, people: firstPeople() }, aBrowser)),
      ),
    )
    expect(told.filter((one) => one === 'allowed')).toHaveLength(1)
    expect(city.administration.accounts()).toHaveLength(3)
  })

  it('its link is void after an hour, for another token, and once there is a newer one', async () => {
    const city = accountCity()
    const setUp = (token: string) =>
      refusalOf(city.administration.setUp({ token, people: firstPeople() }, aBrowser))
    const older = city.administration.offerSetup() ?? ''
    const token = city.administration.offerSetup() ?? ''
    expect(await setUp(older)).toBe('unauthorised setup-link')
    expect(await setUp('')).toBe('unauthorised setup-link')
    city.pass(hourMs)
    expect(await setUp(token)).toBe('unauthorised setup-link')
    expect(city.accounts.any()).toBe(false)
  })

  it('takes three people for three roles, with passwords that hold', async () => {
    const city = accountCity()
    const token = city.administration.offerSetup() ?? ''
    const [system, security, auditor] = firstPeople() as [Person, Person, Person]
    type Person = ReturnType<typeof firstPeople>[number]
    for (const [people, told] of [
      [[system, security, { ...auditor, role: 'system-admin' as const }], 'bad-request people'],
      [[system, security, { ...auditor, name: 'xitong' }], 'bad-request people'],
      [[system, security, { ...auditor, password: 'Admin-12345' }], 'bad-request password'],
      [[system, security, auditor], 'allowed'],
    ] as const)
      expect(await refusalOf(city.administration.setUp({ token, people: [...people] }, aBrowser))).toBe(told) // prettier-ignore
  })
})

describe('the three administrators', () => {
  it('nobody holds two of them, nor one with another role, whatever is granted in what order', async () => {
    const city = accountCity()
    await city.begun()
    const id = await city.person('wang')
    const grants = fc.array(fc.uniqueArray(fc.constantFrom(...personRoles)), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(grants, async (list) => {
        for (const roles of list) {
          const departments = roles.includes('department-handler') ? ['sanitation'] : []
          const order = { verb: 'grant' as const, id, regions: [1], departments }
          const told = await refusalOf(
            city.administration.change(city.security, { ...order, roles: [...roles] }),
          )
          const fits = roles.length < 2 || !roles.some((role) => isAdministrator({ roles: [role] }))
          expect(told).toBe(fits ? 'allowed' : 'bad-request roles')
          for (const { roles: held } of city.administration.accounts()) {
            const administrators = held.filter((role) => isAdministrator({ roles: [role] }))
            expect(administrators.length === 0 || held.length === 1).toBe(true)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  it('each stands alone', () => {
    for (const one of administratorRoles) {
      expect(mayHoldTogether([one, one])).toBe(true)
      for (const other of personRoles) expect(mayHoldTogether([one, other])).toBe(one === other)
    }
    expect(mayHoldTogether(['leader', 'analyst'])).toBe(true)
  })

  it('nobody grants to themselves, disables themselves or takes their own factor away', async () => {
    const city = accountCity()
    await city.begun()
    const byName = Object.fromEntries(city.administration.accounts().map((a) => [a.name, a.id]))
    const self = (name: string) => ({ ...city.security, id: `account-${byName[name]}` })
    const id = byName.anquan ?? 0
    const { change, resetPassword } = city.administration
    const grant = { verb: 'grant', id, roles: [], regions: [1], departments: [] } as const
    for (const told of [
      change(self('anquan'), { ...grant, roles: [], regions: [1], departments: [] }),
      change(self('anquan'), { verb: 'disable-account', id }),
      change(self('anquan'), { verb: 'reset-totp', id }),
      resetPassword(self('anquan'), id),
    ])
      expect(await refusalOf(told)).toBe('forbidden own')
  })

  it('the last account that can grant is neither disabled nor granted anything else', async () => {
    const city = accountCity()
    await city.begun()
    const id = city.administration.accounts().find(({ name }) => name === 'anquan')?.id ?? 0
    const { change } = city.administration
    const disable = { verb: 'disable-account', id } as const
    const grant = { verb: 'grant', id, roles: [], regions: [1], departments: [] }
    const asLeader = { ...grant, verb: 'grant' as const, roles: ['leader' as const] }
    expect(await refusalOf(change(city.system, disable))).toBe('conflict last-grantor')
    expect(await refusalOf(change(city.security, asLeader))).toBe('conflict last-grantor')
    const second = await city.person('second', ['security-admin'])
    await change(city.system, { verb: 'disable-account', id: second })
    expect(await refusalOf(change(city.system, disable))).toBe('conflict last-grantor')
    await change(city.system, { verb: 'enable-account', id: second })
    expect(await refusalOf(change(city.system, disable))).toBe('allowed')
  })
})

describe('accounts', () => {
  it('a new one has no role and no region, and its password is told once', async () => {
    const { administration, system, database } = accountCity()
    const { password } = await administration.create(system, { name: 'li', displayName: '李' })
    expect(administration.accounts()).toMatchObject([
      { name: 'li', roles: [], regions: [], mustChange: true, totp: false },
    ])
    expect(JSON.stringify(administration.accounts())).not.toContain('argon2')
    expect(database.sqlite.serialize().includes(Buffer.from(password ?? '-'))).toBe(false)
  })

  it('no two have one name, in whatever case', async () => {
    const { administration, system } = accountCity()
    await administration.create(system, { name: 'li', displayName: '李' })
    const again = administration.create(system, { name: 'li', displayName: '另一人' })
    expect(await refusalOf(again)).toBe('conflict account-name')
  })

  it('a disabled one cannot sign in, and is told so only with its password', async () => {
    const city = accountCity()
    const id = await city.person('wang')
    await city.administration.change(city.system, { verb: 'disable-account', id })
    expect(await refusalOf(city.signsIn('wang'))).toBe('forbidden disabled')
    expect(await refusalOf(city.signsIn('wang', 'Wrong-1234'))).toBe('unauthorised password')
    await city.administration.change(city.system, { verb: 'enable-account', id })
    expect(await refusalOf(city.signsIn('wang'))).toBe('allowed')
  })

  it('a grant names regions and departments that the city has', async () => {
    const city = accountCity()
    const id = await city.person('wang')
    const grant = (
      roles: (typeof personRoles)[number][],
      regions: number[],
      departments: string[],
    ) =>
      refusalOf(
        city.administration.change(city.security, {
          verb: 'grant',
          id,
          roles,
          regions,
          departments,
        }),
      )
    expect(await grant(['leader'], [10], [])).toBe('bad-request regions')
    expect(await grant(['department-handler'], [1], [])).toBe('bad-request departments')
    expect(await grant(['department-handler'], [1], ['nobody'])).toBe('bad-request departments')
    expect(await grant(['leader'], [1], ['sanitation'])).toBe('bad-request departments')
    expect(await grant(['department-handler', 'analyst'], [2, 3], ['sanitation'])).toBe('allowed')
  })

  it('single sign-on is for those whom an account names, and never for administrators', async () => {
    const city = accountCity()
    const single = { name: 'li', displayName: '李', subject: 'https://id.city|42' }
    const { id, password } = await city.administration.create(city.system, single)
    expect(password).toBeNull()
    const signIn = (subject: string) => city.signIn.withSubject(subject, aBrowser)
    expect(await refusalOf(signIn('https://id.city|43'))).toBe('forbidden no-account')
    expect(city.who(await signIn(single.subject))).toMatchObject({ id: `account-${id}`, roles: [] })
    expect(await refusalOf(city.signsIn('li', aPassword('li')))).toBe('unauthorised password')
    await city.administration.change(city.security, {
      ...{ verb: 'grant', id, roles: ['auditor'], regions: [1], departments: [] },
    })
    expect(await refusalOf(signIn(single.subject))).toBe('forbidden administrator')
  })

  it('every change has its audit row, and a refused one neither row nor trace', async () => {
    const city = accountCity()
    await city.begun()
    const id = await city.person('wang')
    const before = city.audited().length
    const bad = { verb: 'grant', id, roles: ['leader', 'auditor'], regions: [1], departments: [] }
    await refusalOf(city.administration.change(city.security, { ...bad, verb: 'grant', roles: ['leader', 'auditor'] })) // prettier-ignore
    expect(city.audited()).toHaveLength(before)
    await city.administration.change(city.system, { verb: 'disable-account', id })
    const [row] = city.audited().slice(-1)
    expect(row).toMatchObject({ asker: 'first', action: 'disable-account' })
    expect(JSON.parse(row?.detail ?? '')).toEqual({ id, name: 'wang' })
    const words = city.audited().map(({ detail }) => detail).join('\n') // prettier-ignore
    expect(words).not.toMatch(/argon2|Harbour/)
  })
})
