import type { AuditChain } from '../audit/chain.ts'
import type { Audited } from '../audit/audit-row.ts'
import type { Database } from '../db/open.ts'
import {
  changeAccount,
  createAccount,
  disableAccount,
  enableAccount,
  endAccountSessions,
  setUp,
  unlockAccount,
} from './changes/accounts.ts'
import type { AccountChange, ChangeAnswer } from './changes/change.ts'
import { createKey, pairDevice, revokeDevice, revokeKey, seen } from './changes/devices-and-keys.ts'
import { changePassword, confirmTotp, resetPassword, resetTotp } from './changes/factors.ts'
import { grant } from './changes/grant.ts'
import type { Changed, ChangeParts, Known } from './changes/parts.ts'
import { revokeSession, signIn, signInFailed, signOut } from './changes/sessions.ts'

/** Changes accounts, where the log is written (账号变更). */
export type AccountKeeper = (by: Audited, change: AccountChange, now: number) => ChangeAnswer

/**
 * Each change with its audit row in one transaction, which a refusal leaves without a trace. What the
 * verbs refuse comes as `DomainError`.
 */
export function accountKeeper(
  { db, sqlite }: Database,
  audit: AuditChain,
  known: Known,
): AccountKeeper {
  return sqlite.transaction((by: Audited, change: AccountChange, now: number): ChangeAnswer => {
    const done = changed({ db, now, by, known }, change)
    if (done.audit !== null) {
      const asker = { ...by, ...done.asker }
      audit.write(now, { asker, action: change.verb, detail: done.audit })
    }
    return { id: done.id ?? null, lockedUntil: done.lockedUntil ?? null }
  }).immediate
}

function changed(parts: ChangeParts, change: AccountChange): Changed {
  switch (change.verb) {
    case 'set-up':
      return setUp(parts, change)
    case 'create-account':
      return createAccount(parts, change)
    case 'change-account':
      return changeAccount(parts, change)
    case 'grant':
      return grant(parts, change)
    case 'disable-account':
      return disableAccount(parts, change)
    case 'enable-account':
      return enableAccount(parts, change)
    case 'unlock-account':
      return unlockAccount(parts, change)
    case 'end-sessions':
      return endAccountSessions(parts, change)
    case 'reset-totp':
      return resetTotp(parts, change)
    case 'reset-password':
      return resetPassword(parts, change)
    case 'sign-in':
      return signIn(parts, change)
    case 'sign-in-failed':
      return signInFailed(parts, change)
    case 'change-password':
      return changePassword(parts, change)
    case 'confirm-totp':
      return confirmTotp(parts, change)
    case 'sign-out':
      return signOut(parts, change)
    case 'revoke-session':
      return revokeSession(parts, change)
    case 'pair-device':
      return pairDevice(parts, change)
    case 'revoke-device':
      return revokeDevice(parts, change)
    case 'create-key':
      return createKey(parts, change)
    case 'revoke-key':
      return revokeKey(parts, change)
    case 'seen':
      return seen(parts, change)
  }
}
