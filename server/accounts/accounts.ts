import type { Asker } from '../../shared/access/asker.ts'
import type { WhoAnswer } from '../../shared/access/session-answers.ts'
import type { Audited } from '../audit/audit-row.ts'
import type { Database } from '../db/open.ts'
import { accountBook } from './account-book.ts'
import { makeAdministration, type Administration } from './administration.ts'
import type { AccountChange, ChangeAnswer } from './changes/change.ts'
import { credentials, dutyOf, type Credentials } from './credentials.ts'
import { makeOwnAccount, type OwnAccount } from './own-account.ts'
import { makePasswords, type Passwords } from './passwords.ts'
import { nobody } from './ports.ts'
import type { Seal } from './seal.ts'
import { makeSignIn, type SignIn } from './sign-in.ts'

/** Accounts, sessions, walls and keys (账号) where people are answered; changed where the log is written. */
export interface Accounts extends Credentials {
  signIn: SignIn
  own: OwnAccount
  administration: Administration
  /** Whether anybody has an account. */
  any(): boolean
  /** What one's own account says; null for who has none. */
  accountOf(asker: Asker): WhoAnswer['account']
}

export interface AccountsOptions {
  /** A connection that reads. */
  database: Pick<Database, 'db'>
  now(): number
  change(by: Audited, change: AccountChange): Promise<ChangeAnswer>
  seal: Seal
  passwords?: Passwords
  /** Hears that a last-seen time could not be kept. */
  failed?(error: unknown): void
}

export function makeAccounts({
  database,
  now,
  change,
  seal,
  passwords = makePasswords(),
  failed = () => {},
}: AccountsOptions): Accounts {
  const book = accountBook(database)
  const known = credentials(book, now, (what, id) => {
    change(nobody({ address: '' }), { verb: 'seen', what, id }).catch(failed)
  })
  const ports = { book, now, passwords, credentials: known, seal, change }
  const signIn = makeSignIn(ports)
  return {
    ...known,
    signIn,
    own: makeOwnAccount(ports, signIn),
    administration: makeAdministration(ports),
    any: book.hasAccounts,
    accountOf(asker) {
      const found = known.sessionOf(asker)
      if (!found) return null
      const { account, session } = found
      return {
        ...{ name: account.name, duty: dutyOf(account), totp: account.totpSecret !== null },
        ...{ password: account.passwordHash !== null, endsAt: session.endsAt },
      }
    },
  }
}
