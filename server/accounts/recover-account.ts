import { accountName } from '../../shared/access/accounts.ts'
import { auditedSystem } from '../audit/audit-row.ts'
import type { Database } from '../db/open.ts'
import { accountBook } from './account-book.ts'
import type { AccountKeeper } from './account-keeper.ts'
import { refused } from './changes/parts.ts'
import { makePasswords } from './passwords.ts'
import { newPassword } from './tokens.ts'

/**
 * Lets the owner of an account in again who has lost everything (账号恢复): unlocked, enabled, without its
 * second factor; answers its one-time password, null where single sign-on keeps it. Raises `not-found`.
 */
export async function recoverAccount(
  { database, keep }: { database: Database; keep: AccountKeeper },
  typed: string,
  now: number,
  passwords = makePasswords(),
): Promise<string | null> {
  const name = accountName.safeParse(typed)
  const found = name.success ? accountBook(database).byName(name.data) : undefined
  if (!found) throw refused('not-found', { what: 'account', remedy: `没有账号 ${typed}。` })
  const { id } = found
  const password = found.passwordHash === null ? null : newPassword()
  if (password !== null) {
    const passwordHash = await passwords.hash(password)
    keep(auditedSystem, { verb: 'reset-password', id, passwordHash }, now)
  }
  for (const verb of ['reset-totp', 'unlock-account', 'enable-account'] as const)
    keep(auditedSystem, { verb, id }, now)
  return password
}
