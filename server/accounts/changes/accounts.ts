import { and, eq, isNull, ne } from 'drizzle-orm'
import { administratorRoles } from '../../../shared/access/asker.ts'
import { account } from '../../db/tables.ts'
import type { ChangeOf } from './change.ts'
import { accountOf, endSessions, notOwn, refused, type ChangeParts, type Changed } from './parts.ts'

const fresh = { mustChange: true, totpStep: 0, failures: 0 } as const

/** The first three people (首次设置), one for each administrator's role, into a city without accounts. */
export function setUp(parts: ChangeParts, { people }: ChangeOf<'set-up'>): Changed {
  const { db, now, known } = parts
  if (db.select().from(account).limit(1).get()) throw refused('conflict', { what: 'setup' })
  const roles = new Set(people.map(({ role }) => role))
  const names = new Set(people.map(({ name }) => name))
  const whole = administratorRoles.every((role) => roles.has(role))
  if (!whole || people.length !== administratorRoles.length || names.size !== people.length) {
    throw refused('bad-request', { field: 'people', what: '三个管理员须是三个不同的人' })
  }
  for (const { role, ...person } of people) {
    const granted = { roles: [role], regions: [known.cityRegion], departments: [] }
    // They chose their passwords themselves.
    db.insert(account)
      .values({ ...fresh, mustChange: false, ...person, ...granted, createdAt: now })
      .run()
  }
  return { audit: { people: people.map(({ role, name }) => ({ role, name })) } }
}

/** A new account (新建账号), without any role. Raises `conflict` for a name or subject that is taken. */
export function createAccount(
  { db, now }: ChangeParts,
  { name, displayName, passwordHash, subject }: ChangeOf<'create-account'>,
): Changed {
  const taken = (what: 'name' | 'subject', value: string | null) =>
    value !== null && db.select().from(account).where(eq(account[what], value)).get() !== undefined
  if (taken('name', name)) throw refused('conflict', { what: 'account-name', name })
  if (taken('subject', subject)) throw refused('conflict', { what: 'account-subject' })
  const granted = { roles: [], regions: [], departments: [] }
  const mustChange = passwordHash !== null
  const { id } = db
    .insert(account)
    .values({
      ...fresh,
      ...granted,
      name,
      displayName,
      passwordHash,
      subject,
      mustChange,
      createdAt: now,
    }) // prettier-ignore
    .returning({ id: account.id })
    .get()
  return { audit: { id, name, displayName, single: subject !== null }, id }
}

/** What an account is called on screen (修改账号). */
export function changeAccount(
  parts: ChangeParts,
  { id, displayName }: ChangeOf<'change-account'>,
): Changed {
  const { name, displayName: before } = accountOf(parts, id)
  parts.db.update(account).set({ displayName }).where(eq(account.id, id)).run()
  return { audit: { id, name, displayName, before } }
}

/**
 * Disables an account (停用) and ends its sessions. Raises `forbidden` for one's own, and `conflict` for
 * the last account that can grant.
 */
export function disableAccount(parts: ChangeParts, { id }: { id: number }): Changed {
  const { name } = accountOf(parts, id)
  notOwn(parts, id)
  keepsOneGrantor(parts, id)
  parts.db.update(account).set({ disabledAt: parts.now }).where(eq(account.id, id)).run()
  endSessions(parts, id)
  return { audit: { id, name } }
}

/** Lets a disabled account sign in again (启用). */
export function enableAccount(parts: ChangeParts, { id }: { id: number }): Changed {
  const { name } = accountOf(parts, id)
  parts.db.update(account).set({ disabledAt: null }).where(eq(account.id, id)).run()
  return { audit: { id, name } }
}

/** Ends a lock before its time (解锁). */
export function unlockAccount(parts: ChangeParts, { id }: { id: number }): Changed {
  const { name } = accountOf(parts, id)
  parts.db.update(account).set({ lockedUntil: null, failures: 0 }).where(eq(account.id, id)).run()
  return { audit: { id, name } }
}

/** Ends an account's sessions (下线) and leaves it as it is. */
export function endAccountSessions(parts: ChangeParts, { id }: { id: number }): Changed {
  const { name } = accountOf(parts, id)
  return { audit: { id, name, ended: endSessions(parts, id) } }
}

/** Raises `conflict` unless an enabled account beside `id` can grant (至少一名安全管理员). */
export function keepsOneGrantor({ db }: ChangeParts, id: number): void {
  const others = db
    .select()
    .from(account)
    .where(and(ne(account.id, id), isNull(account.disabledAt)))
    .all()
  const grants = ({ roles }: { roles: readonly string[] }) => roles.includes('security-admin')
  const own = db.select().from(account).where(eq(account.id, id)).get()
  if (own && grants(own) && !others.some(grants)) {
    throw refused('conflict', { what: 'last-grantor' })
  }
}
