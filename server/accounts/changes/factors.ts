import { eq } from 'drizzle-orm'
import { account } from '../../db/tables.ts'
import type { ChangeOf } from './change.ts'
import { accountOf, endSessions, notOwn, refused, type ChangeParts, type Changed } from './parts.ts'
import { beginSession } from './sessions.ts'

/** A password given by an administrator (重置密码): to be changed at once; every session ends. */
export function resetPassword(
  parts: ChangeParts,
  { id, passwordHash }: ChangeOf<'reset-password'>,
): Changed {
  const { name, passwordHash: before } = accountOf(parts, id)
  notOwn(parts, id)
  if (before === null) throw refused('conflict', { what: 'single-sign-on' })
  const set = { passwordHash, mustChange: true }
  parts.db.update(account).set(set).where(eq(account.id, id)).run()
  endSessions(parts, id)
  return { audit: { id, name } }
}

/** A password of one's own choice (修改密码): this browser gets a new session, every other ends. */
export function changePassword(
  parts: ChangeParts,
  { id, passwordHash, session }: ChangeOf<'change-password'>,
): Changed {
  const { name } = accountOf(parts, id)
  const set = { passwordHash, mustChange: false }
  parts.db.update(account).set(set).where(eq(account.id, id)).run()
  endSessions(parts, id)
  beginSession(parts, id, session)
  return { audit: { id, name } }
}

/**
 * A second factor that a code has confirmed (启用动态口令): this browser gets a new session, every other
 * ends. Raises `conflict` where there is one already.
 */
export function confirmTotp(
  parts: ChangeParts,
  { id, secret, step, session }: ChangeOf<'confirm-totp'>,
): Changed {
  const { name, totpSecret } = accountOf(parts, id)
  if (totpSecret !== null) throw refused('conflict', { what: 'totp' })
  const set = { totpSecret: secret, totpFrom: parts.now, totpStep: step }
  parts.db.update(account).set(set).where(eq(account.id, id)).run()
  endSessions(parts, id)
  beginSession(parts, id, session)
  return { audit: { id, name } }
}

/** Takes a lost second factor away (重置动态口令); an administrator must enrol a new one. */
export function resetTotp(parts: ChangeParts, { id }: { id: number }): Changed {
  const { name } = accountOf(parts, id)
  notOwn(parts, id)
  const set = { totpSecret: null, totpFrom: null, totpStep: 0 }
  parts.db.update(account).set(set).where(eq(account.id, id)).run()
  endSessions(parts, id)
  return { audit: { id, name } }
}
