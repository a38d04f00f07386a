import type { AdministratorRole, Asker, PersonRole } from '../shared/access/asker.ts'
import { accountKeeper } from '../server/accounts/account-keeper.ts'
import { makeAccounts } from '../server/accounts/accounts.ts'
import { makePasswords } from '../server/accounts/passwords.ts'
import { makeSeal } from '../server/accounts/seal.ts'
import { knownKey, openChain } from '../server/audit/chain.ts'
import { openDatabase } from '../server/db/open.ts'

/** Ten o'clock of a Monday, the hour of the first sign-ins. */
const monday = Date.UTC(2026, 10, 23, 2)
/** Argon2id as cheap as it goes: what is tested here is not how slow it is. */
const cheap = { algorithm: 2, memoryCost: 8, timeCost: 1, parallelism: 1 }

export const aBrowser = { address: '10.1.2.3', agent: 'Chromium', cookie: null as string | null }
export const aPassword = (name: string): string => `Rainy-Harbour-${name.length}`

/** A city that has accounts: a real file in memory, its keeper, and a clock that the test moves. */
export function accountCity(passwords = makePasswords({ options: cheap })) {
  const clock = { time: monday, now: () => clock.time }
  const database = openDatabase(':memory:')
  const audit = openChain(database.sqlite, monday)
  const keep = accountKeeper(database, audit, {
    cityRegion: 1,
    hasRegion: (id) => id <= 9,
    hasDepartment: (id) => id === 'sanitation',
    hasSource: (key) => key === 'grid' || key === 'iot',
  })
  const accounts = makeAccounts({
    database,
    now: clock.now,
    passwords,
    seal: makeSeal(knownKey),
    change: async (by, change) => keep(by, change, clock.now()),
  })
  const { signIn, own, administration } = accounts
  const system: Asker = { ...someone, id: 'first', roles: ['system-admin'] }
  const security: Asker = { ...someone, id: 'second', roles: ['security-admin'] }

  const city = {
    ...{ database, clock, accounts, keep, signIn, own, administration, system, security },
    pass: (ms: number) => (clock.time += ms),
    /** An account with a role and a password of its own choice; its number. */
    async person(name: string, roles: PersonRole[] = ['duty-officer'], regions = [1]) {
      const { id, password } = await administration.create(system, { name, displayName: name })
      const departments = roles.includes('department-handler') ? ['sanitation'] : []
      if (roles.length > 0)
        await administration.change(security, { verb: 'grant', id, roles, regions, departments })
      const first = await city.signsIn(name, password ?? '')
      const asker = city.who(first)
      await own.changePassword(asker, password ?? '', aPassword(name), aBrowser)
      return id
    },
    /** The cookie of a sign-in without a second factor. */
    async signsIn(name: string, password = aPassword(name), cookie: string | null = null) {
      const said = await signIn.withPassword({ name, password }, { ...aBrowser, cookie })
      if (said.needs !== null) throw new Error('a code is wanted')
      return said.token
    },
    /** Who a cookie is. */
    who(token: string): Asker {
      const asker = accounts.ofCookie(token)
      if (asker === null) throw new Error('nobody')
      return asker
    },
    /** The first three, as the link of the first start makes them. */
    async begun() {
      const token = administration.offerSetup() ?? ''
      const people = firstPeople()
      await administration.setUp({ token, people }, aBrowser)
      return { token, people }
    },
    audited: () =>
      database.sqlite
        .prepare<[], { asker: string; action: string; detail: string }>(
          'SELECT asker, action, detail FROM audit ORDER BY number',
        )
        .all(),
  }
  return city
}

const someone: Omit<Asker, 'id' | 'roles'> = {
  ...{ kind: 'person', name: '管理员', regions: [1], departments: [], sources: [] },
  ...{ session: null, from: '10.0.0.1' },
}

const person = (role: AdministratorRole, name: string) => ({
  ...{ role, name, displayName: name, password: aPassword(name) },
})
export const firstPeople = () => [
  person('system-admin', 'xitong'),
  person('security-admin', 'anquan'),
  person('auditor', 'shenji'),
]

/** What a refusal said: its code and why. */
export async function refusalOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work)
  } catch (error) {
    const { code, params } = error as { code: string; params: Record<string, unknown> }
    return [code, params.why ?? params.field ?? params.what].filter(Boolean).join(' ')
  }
  return 'allowed'
}
