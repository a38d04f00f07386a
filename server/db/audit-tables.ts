import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Who did, saw or exported what (审计), in order and without a gap. Written once: triggers forbid to
 * change a row, and to delete one that no checkpoint has let go. Rows older than the chain have no `mac`.
 */
export const audit = sqliteTable(
  'audit',
  {
    number: integer().primaryKey(),
    /** UTC ms. */
    at: integer().notNull(),
    asker: text().notNull(),
    action: text().notNull(),
    detail: text().notNull(),
    /** The last fact that was written with it; null = none. */
    position: integer(),
    askerName: text('asker_name'),
    /** Role ids, by commas. */
    roles: text(),
    /** The remote address; null = the system itself. */
    address: text(),
    /** The mac of the row before, hex. */
    previous: text(),
    /** HMAC-SM3 over `previous` and this row, hex. */
    mac: text(),
  },
  // audit_position: who did what a fact says; audit_asker, audit_action: what a filter asks for.
  (t) => [
    index('audit_position').on(t.position),
    index('audit_asker').on(t.asker),
    index('audit_action').on(t.action),
  ],
)

/** Where the chain ends (链尾), one row, written with every audit row: what tells a cut-off end. */
export const auditHead = sqliteTable('audit_head', {
  id: integer().primaryKey(),
  number: integer().notNull(),
  mac: text().notNull(),
  /** Which key the chain is made with, by its fingerprint. */
  key: text().notNull(),
  /** HMAC-SM3 over the rest. */
  seal: text().notNull(),
})

/** Where the chain begins (链点): rows up to `number` need not be there, or cannot be verified. */
export const auditCheckpoint = sqliteTable('audit_checkpoint', {
  id: integer().primaryKey(),
  number: integer().notNull(),
  mac: text().notNull(),
  at: integer().notNull(),
  /** `retention`: rows before `before` left; `start` and `new-key`: rows up to here have no chain. */
  why: text().notNull(),
  before: integer('before_at').notNull(),
  seal: text().notNull(),
})
