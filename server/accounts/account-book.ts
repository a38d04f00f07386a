import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { Database } from '../db/open.ts'
import { account, accountSession, device, sourceKey } from '../db/tables.ts'
import { sessionLimits } from './limits.ts'

export type AccountKept = typeof account.$inferSelect
export type SessionKept = typeof accountSession.$inferSelect
export type DeviceKept = typeof device.$inferSelect
export type KeyKept = typeof sourceKey.$inferSelect
export type AccountBook = ReturnType<typeof accountBook>

/** Sessions that have not ended by themselves at an instant. */
export const stands = (now: number) =>
  and(gt(accountSession.endsAt, now), gt(accountSession.seenAt, now - sessionLimits.idleMs))

/** Accounts, sessions, devices and keys as they are kept (账号读取). */
export function accountBook({ db }: Pick<Database, 'db'>) {
  const one = sql.placeholder('one')
  const byId = db.select().from(account).where(eq(account.id, one)).prepare()
  const byName = db.select().from(account).where(eq(account.name, one)).prepare()
  const bySubject = db.select().from(account).where(eq(account.subject, one)).prepare()
  const sessionById = db.select().from(accountSession).where(eq(accountSession.id, one)).prepare()
  const sessionByHash = db
    .select()
    .from(accountSession)
    .where(eq(accountSession.tokenHash, one))
    .prepare()
  const deviceById = db.select().from(device).where(eq(device.id, one)).prepare()
  const deviceByHash = db.select().from(device).where(eq(device.tokenHash, one)).prepare()
  const keyById = db.select().from(sourceKey).where(eq(sourceKey.id, one)).prepare()
  const keyByHash = db.select().from(sourceKey).where(eq(sourceKey.keyHash, one)).prepare()
  return {
    accounts: (): AccountKept[] => db.select().from(account).orderBy(asc(account.name)).all(),
    byId: (id: number) => byId.get({ one: id }),
    byName: (name: string) => byName.get({ one: name }),
    bySubject: (subject: string) => bySubject.get({ one: subject }),
    hasAccounts: (): boolean => db.select().from(account).limit(1).get() !== undefined,
    /** All sessions that stand at an instant, the last used first. */
    sessions: (now: number): SessionKept[] =>
      db
        .select()
        .from(accountSession)
        .where(stands(now))
        .orderBy(desc(accountSession.seenAt))
        .all(),
    sessionById: (id: string) => sessionById.get({ one: id }),
    sessionByHash: (hash: string) => sessionByHash.get({ one: hash }),
    devices: (): DeviceKept[] => db.select().from(device).orderBy(asc(device.name)).all(),
    deviceById: (id: number) => deviceById.get({ one: id }),
    deviceByHash: (hash: string) => deviceByHash.get({ one: hash }),
    keys: (): KeyKept[] => db.select().from(sourceKey).orderBy(asc(sourceKey.name)).all(),
    keyById: (id: number) => keyById.get({ one: id }),
    keyByHash: (hash: string) => keyByHash.get({ one: hash }),
  }
}
