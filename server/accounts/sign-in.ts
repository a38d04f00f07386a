import { accountName, type SignInInput } from '../../shared/access/accounts.ts'
import { isAdministrator } from '../../shared/access/asker.ts'
import type { AccountKept } from './account-book.ts'
import { askerIdOf, refused } from './changes/parts.ts'
import { newSession, nobody, type AccountPorts, type Caller } from './ports.ts'
import { makeSerial } from './serially.ts'
import { makeStrangers } from './strangers.ts'
import { totpStep } from './totp.ts'
import { hashOf } from './tokens.ts'

/** What a right password comes to: a new cookie, or that a code is wanted as well. */
export type SignedIn = { needs: 'code' } | { needs: null; token: string }

/** How people sign in (登录). */
export interface SignIn {
  /**
   * By name, password and, where the account has one, the authenticator's code. Raises `unauthorised`
   * (`why`: password, code), `forbidden` (`why`: locked with `until`, disabled, totp-lost where the
   * data folder has other secrets than its second factors were sealed with) and `too-many`. A name that
   * nobody has is answered as one with a wrong password, and takes as long.
   */
  withPassword(given: SignInInput, caller: Caller): Promise<SignedIn>
  /** Whom the city's single sign-on has vouched for (统一认证). Administrators sign in here alone. */
  withSubject(subject: string, caller: Caller): Promise<string>
  /** Checks one's own password again; counts like a sign-in. Raises as `withPassword`. */
  again(account: AccountKept, password: string, caller: Pick<Caller, 'address'>): Promise<void>
}

export function makeSignIn({ book, now, passwords, seal, change }: AccountPorts): SignIn {
  const strangers = makeStrangers()
  const serially = makeSerial()
  const locked = (until: number) => refused('forbidden', { why: 'locked', until })

  /** Counts a failure and raises what the person is told. */
  async function failed(
    account: AccountKept | undefined,
    name: string,
    why: 'password' | 'code',
    caller: Pick<Caller, 'address'>,
  ): Promise<never> {
    const id = account?.id ?? null
    const { lockedUntil } = await change(nobody(caller), { verb: 'sign-in-failed', id })
    const until = account ? lockedUntil : strangers.failed(name, now())
    throw until !== null && until > now() ? locked(until) : refused('unauthorised', { why })
  }

  /** The account of a name and its right password; raises otherwise. */
  async function checked(
    name: string,
    password: string,
    caller: Pick<Caller, 'address'>,
  ): Promise<AccountKept> {
    const account = book.byName(name)
    const until = account ? account.lockedUntil : strangers.lockedUntil(name)
    if (until !== null && until > now()) throw locked(until)
    const right = await passwords.verify(account?.passwordHash ?? null, password)
    if (!account || !right) return failed(account, name, 'password', caller)
    return account
  }

  async function begin(id: number, step: number | null, caller: Caller): Promise<string> {
    const { token, session } = newSession(caller)
    const before = caller.cookie === null ? null : hashOf(caller.cookie)
    await change(nobody(caller), { verb: 'sign-in', id, step, session, before })
    return token
  }

  return {
    withPassword({ name: typed, password, code }, caller) {
      const parsed = accountName.safeParse(typed)
      const name = parsed.success ? parsed.data : typed
      return serially(name, async () => {
        const account = await checked(name, password, caller)
        if (account.disabledAt !== null) throw refused('forbidden', { why: 'disabled' })
        const { id, totpSecret } = account
        if (totpSecret === null)
          return { needs: null, token: await begin(account.id, null, caller) }
        if (code === undefined) return { needs: 'code' }
        const secret = seal.open(totpSecret, askerIdOf(id))
        if (secret === null) throw refused('forbidden', { why: 'totp-lost' })
        const step = totpStep(secret, code, now())
        if (step === null || step <= account.totpStep) return failed(account, name, 'code', caller)
        return { needs: null, token: await begin(account.id, step, caller) }
      })
    },
    async withSubject(subject, caller) {
      const account = book.bySubject(subject)
      if (!account) throw refused('forbidden', { why: 'no-account' })
      if (isAdministrator(account)) throw refused('forbidden', { why: 'administrator' })
      return begin(account.id, null, caller)
    },
    again: (account, password, caller) =>
      serially(account.name, async () => {
        await checked(account.name, password, caller)
      }),
  }
}
