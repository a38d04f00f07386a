import { eq } from 'drizzle-orm'
import { DomainError, type ErrorCode } from '../../../shared/errors.ts'
import type { Audited } from '../../audit/audit-row.ts'
import type { Database } from '../../db/open.ts'
import { account, accountSession } from '../../db/tables.ts'
import type { AccountKept } from '../account-book.ts'

/** What the city knows, to check a grant against (授权范围). */
export interface Known {
  cityRegion: number
  hasRegion(id: number): boolean
  hasDepartment(id: string): boolean
  hasSource(key: string): boolean
}

/** What a change is made with: the open transaction's connection, the time, and who makes it. */
export interface ChangeParts {
  db: Database['db']
  now: number
  by: Audited
  known: Known
}

/** What is audited of a change, and what it answers. */
export interface Changed {
  /** Null = nothing of it is audited. */
  audit: Record<string, unknown> | null
  /** Whose deed it is where nobody had signed in yet. */
  asker?: { id: string; name: string }
  id?: number
  lockedUntil?: number | null
}

export const refused = (code: ErrorCode, params: Record<string, string | number> = {}) =>
  new DomainError({ code, params })

/** The id that an account's owner has as an asker. */
export const askerIdOf = (id: number): string => `account-${id}`

/** An account by its number. Raises `not-found`. */
export function accountOf({ db }: ChangeParts, id: number): AccountKept {
  const found = db.select().from(account).where(eq(account.id, id)).get()
  if (!found) throw refused('not-found', { what: 'account', id })
  return found
}

/** Ends every session of an account (全部下线): its rights are no longer what they were. */
export const endSessions = ({ db }: ChangeParts, id: number): number =>
  db.delete(accountSession).where(eq(accountSession.account, id)).run().changes

/** Raises `forbidden` for a change of one's own account that only another may make. */
export function notOwn({ by }: ChangeParts, id: number): void {
  if (by.id === askerIdOf(id)) throw refused('forbidden', { why: 'own' })
}
