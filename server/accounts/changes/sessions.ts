import { and, eq, lte, or } from 'drizzle-orm'
import { account, accountSession, device } from '../../db/tables.ts'
import { lockLimits, sessionLimits } from '../limits.ts'
import type { ChangeOf, NewSession } from './change.ts'
import { accountOf, askerIdOf, refused, type ChangeParts, type Changed } from './parts.ts'

/** Begins a session, and clears away those that have ended by themselves (清理过期会话). */
export function beginSession({ db, now }: ChangeParts, id: number, session: NewSession): void {
  const { idleMs, absoluteMs } = sessionLimits
  db.delete(accountSession)
    .where(or(lte(accountSession.endsAt, now), lte(accountSession.seenAt, now - idleMs)))
    .run()
  const times = { startedAt: now, seenAt: now, endsAt: now + absoluteMs }
  db.insert(accountSession)
    .values({ ...session, ...times, account: id })
    .run()
}

/**
 * Signs an account in (登录) whose password was right. Raises `forbidden` for a locked or disabled one and
 * `unauthorised` for a code that was taken before.
 */
export function signIn(
  parts: ChangeParts,
  { id, step, session, before }: ChangeOf<'sign-in'>,
): Changed {
  const { db, now } = parts
  const kept = accountOf(parts, id)
  if (kept.disabledAt !== null) throw refused('forbidden', { why: 'disabled' })
  const { lockedUntil } = kept
  if (lockedUntil !== null && lockedUntil > now) {
    throw refused('forbidden', { why: 'locked', until: lockedUntil })
  }
  if (step === null ? kept.totpSecret !== null : step <= kept.totpStep) {
    throw refused('unauthorised', { why: 'code' })
  }
  const totpStep = step ?? kept.totpStep
  db.update(account)
    .set({ failures: 0, lockedUntil: null, signedInAt: now, totpStep })
    .where(eq(account.id, id))
    .run()
  if (before !== null) db.delete(accountSession).where(eq(accountSession.tokenHash, before)).run()
  beginSession(parts, id, session)
  const asker = { id: askerIdOf(id), name: kept.displayName }
  return { audit: { name: kept.name, session: session.id }, asker, id }
}

/** Counts a failure to sign in (登录失败); the fifth in a row locks the account for a while. */
export function signInFailed(parts: ChangeParts, { id }: ChangeOf<'sign-in-failed'>): Changed {
  const { db, now } = parts
  // What was typed as a name is not kept: it may be a password.
  if (id === null) return { audit: { name: null }, asker: { id: 'unknown', name: '未知账号' } }
  const kept = accountOf(parts, id)
  const failures = kept.failures + 1
  const locks = failures >= lockLimits.failures
  const lockedUntil = locks ? now + lockLimits.lockedMs : kept.lockedUntil
  db.update(account)
    .set({ failures: locks ? 0 : failures, lockedUntil })
    .where(eq(account.id, id))
    .run()
  const asker = { id: askerIdOf(id), name: kept.displayName }
  return { audit: { name: kept.name, failures, locks }, asker, lockedUntil }
}

/** Ends the session that asks (退出登录); a wall that signs out gives its pairing back. */
export function signOut({ db }: ChangeParts, { session }: ChangeOf<'sign-out'>): Changed {
  const ended = session.startsWith('device-')
    ? db.delete(device).where(eq(device.id, Number(session.slice('device-'.length)))).run() // prettier-ignore
    : db.delete(accountSession).where(eq(accountSession.id, session)).run()
  return { audit: ended.changes > 0 ? { session } : null }
}

/** Ends one of an account's sessions (撤销会话). Raises `not-found` for one that is not its. */
export function revokeSession(
  { db }: ChangeParts,
  { id, session }: ChangeOf<'revoke-session'>,
): Changed {
  const { changes } = db
    .delete(accountSession)
    .where(and(eq(accountSession.id, session), eq(accountSession.account, id)))
    .run()
  if (changes === 0) throw refused('not-found', { what: 'session', id: session })
  return { audit: { session } }
}
