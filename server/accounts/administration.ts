import type {
  AccountRow,
  DeviceOffer,
  DeviceRow,
  FirstPassword,
  KeyRow,
  NewKey,
  SetupInput,
} from '../../shared/access/accounts.ts'
import type { Asker } from '../../shared/access/asker.ts'
import type { AccountChange, ChangeAnswer } from './changes/change.ts'
import { refused } from './changes/parts.ts'
import { audited, checkPassword } from './own-account.ts'
import { makePairing } from './pairing.ts'
import { nobody, type AccountPorts, type Caller } from './ports.ts'
import { makeSetup } from './setup.ts'
import { hashOf, newPassword, newToken } from './tokens.ts'

/** What administrators do (账号管理); who may is said by the table of permissions. */
export interface Administration {
  /** A token for the link of the first start; null once there are accounts. */
  offerSetup(): string | null
  /** Makes the first three (首次设置). Raises `unauthorised` for a token that does not stand. */
  setUp(given: SetupInput, caller: Pick<Caller, 'address'>): Promise<void>
  accounts(): AccountRow[]
  create(
    asker: Asker,
    given: { name: string; displayName: string; subject?: string },
  ): Promise<FirstPassword>
  resetPassword(asker: Asker, id: number): Promise<FirstPassword>
  /** Carries out a change that needs nothing more; raises what its verb raises. */
  change(asker: Asker, change: AccountChange): Promise<ChangeAnswer>
  /** A wall asks to be paired (配对). Raises `too-many`. */
  beginPairing(): DeviceOffer
  /** The cookie of a wall that has been paired; null = not yet. Raises `not-found`. */
  waitPairing(secret: string): string | null
  pair(
    asker: Asker,
    given: { code: string; name: string; regions: number[] },
  ): Promise<{ id: number }>
  devices(): DeviceRow[]
  createKey(
    asker: Asker,
    given: { name: string; sources: string[]; factsPerMinute: number | null },
  ): Promise<NewKey>
  keys(): KeyRow[]
}

export function makeAdministration(ports: AccountPorts): Administration {
  const { book, now, passwords, change } = ports
  const setup = makeSetup(now)
  const pairing = makePairing(now)
  const made = ({ id }: ChangeAnswer): number => {
    if (id === null) throw refused('unexpected')
    return id
  }

  return {
    offerSetup: () => (book.hasAccounts() ? null : setup.offer()),
    async setUp({ token, people }, caller) {
      if (!setup.fits(token)) throw refused('unauthorised', { why: 'setup-link' })
      for (const { password, name } of people) checkPassword(password, name)
      const hashed = await Promise.all(
        people.map(async ({ password, ...person }) => ({
          ...person,
          passwordHash: await passwords.hash(password),
        })),
      )
      await change(nobody(caller), { verb: 'set-up', people: hashed })
      setup.close()
    },
    accounts() {
      const many = new Map<number, number>()
      for (const { account } of book.sessions(now()))
        many.set(account, (many.get(account) ?? 0) + 1)
      return book.accounts().map((kept) => {
        const { id, name, displayName, roles, regions, departments, mustChange } = kept
        const { lockedUntil, disabledAt, createdAt, signedInAt } = kept
        return {
          ...{ id, name, displayName, roles, regions, departments, mustChange },
          ...{ single: kept.subject !== null, totp: kept.totpSecret !== null },
          lockedUntil: lockedUntil !== null && lockedUntil > now() ? lockedUntil : null,
          ...{ disabledAt, createdAt, signedInAt, sessions: many.get(id) ?? 0 },
        }
      })
    },
    async create(asker, { name, displayName, subject = null }) {
      const password = subject === null ? newPassword() : null
      const passwordHash = password === null ? null : await passwords.hash(password)
      const account = { name, displayName, passwordHash, subject }
      const answer = await change(audited(asker), { verb: 'create-account', ...account })
      return { id: made(answer), password }
    },
    async resetPassword(asker, id) {
      const password = newPassword()
      const passwordHash = await passwords.hash(password)
      await change(audited(asker), { verb: 'reset-password', id, passwordHash })
      return { id, password }
    },
    change: (asker, order) => change(audited(asker), order),
    beginPairing: pairing.begin,
    waitPairing: pairing.wait,
    pair: (asker, { code, name, regions }) =>
      pairing.pair(asker.id, code, async (tokenHash) => {
        const order = { verb: 'pair-device', name, regions, tokenHash } as const
        return { id: made(await change(audited(asker), order)) }
      }),
    devices: () => book.devices().map(({ tokenHash: _, ...row }) => row),
    async createKey(asker, { name, sources, factsPerMinute }) {
      const key = `shiyu-${newToken()}`
      const order = { name, sources, factsPerMinute, keyHash: hashOf(key) }
      return { id: made(await change(audited(asker), { verb: 'create-key', ...order })), key }
    },
    keys: () => book.keys().map(({ keyHash: _, ...row }) => row),
  }
}
