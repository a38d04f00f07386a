import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { PersonRole } from '../../shared/access/asker.ts'
import type { RegionId } from '../../shared/city/pack.ts'

/**
 * Accounts (账号): beside the log, not facts of it, since secrets must be deletable. A rebuild leaves
 * these tables alone; every change has its audit row.
 */
export const account = sqliteTable(
  'account',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** What one signs in with, lower case. */
    name: text().notNull(),
    displayName: text('display_name').notNull(),
    /** What was granted (授权). */
    roles: text({ mode: 'json' }).$type<PersonRole[]>().notNull(),
    regions: text({ mode: 'json' }).$type<RegionId[]>().notNull(),
    departments: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** Argon2id; null = the city's single sign-on keeps the password. */
    passwordHash: text('password_hash'),
    /** Who the single sign-on says it is; null = signs in with a password. */
    subject: text(),
    /** Whether the password was given by someone else. */
    mustChange: integer('must_change', { mode: 'boolean' }).notNull(),
    /** Sealed, once a code has confirmed it, and since when; null = no second factor. */
    totpSecret: text('totp_secret'),
    totpFrom: integer('totp_from'),
    /** The time step of the last code taken: no code counts twice. */
    totpStep: integer('totp_step').notNull(),
    failures: integer().notNull(),
    lockedUntil: integer('locked_until'),
    disabledAt: integer('disabled_at'),
    createdAt: integer('created_at').notNull(),
    signedInAt: integer('signed_in_at'),
  },
  (t) => [uniqueIndex('account_name').on(t.name), uniqueIndex('account_subject').on(t.subject)],
)

/** Who is signed in (登录会话), by the SHA-256 of the cookie; a row that ends is deleted. */
export const accountSession = sqliteTable(
  'account_session',
  {
    id: text().primaryKey(),
    tokenHash: text('token_hash').notNull(),
    account: integer().notNull(),
    startedAt: integer('started_at').notNull(),
    seenAt: integer('seen_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    address: text().notNull(),
    agent: text().notNull(),
  },
  // account_session_account: one's own, and those that a change of the account ends.
  (t) => [
    uniqueIndex('account_session_token').on(t.tokenHash),
    index('account_session_account').on(t.account),
  ],
)

/** Walls (大屏设备) that were paired, by the SHA-256 of their cookie; revoked ones are deleted. */
export const device = sqliteTable(
  'device',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    tokenHash: text('token_hash').notNull(),
    name: text().notNull(),
    regions: text({ mode: 'json' }).$type<RegionId[]>().notNull(),
    pairedAt: integer('paired_at').notNull(),
    pairedBy: text('paired_by').notNull(),
    seenAt: integer('seen_at'),
  },
  (t) => [uniqueIndex('device_token').on(t.tokenHash)],
)

/** Keys that sources report with (来源密钥), by their SHA-256; revoked ones are deleted. */
export const sourceKey = sqliteTable(
  'source_key',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    keyHash: text('key_hash').notNull(),
    name: text().notNull(),
    /** Report channels. */
    sources: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** Null = as the server's configuration says. */
    factsPerMinute: integer('facts_per_minute'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    seenAt: integer('seen_at'),
  },
  (t) => [uniqueIndex('source_key_hash').on(t.keyHash)],
)
