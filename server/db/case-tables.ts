import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { caseCounts } from '../../shared/cases/counts.ts'

/** The folded state of each case, for lists, the map and the scheduler. */
export const caseState = sqliteTable(
  'case_state',
  {
    caseId: integer('case_id').primaryKey(),
    source: text().notNull(),
    number: text().notNull(),
    type: text().notNull(),
    severity: integer().notNull(),
    region: integer(),
    lng: real(),
    lat: real(),
    department: text(),
    stage: text().notNull(),
    open: integer().notNull(),
    reportedAt: integer('reported_at').notNull(),
    disposalDeadline: integer('disposal_deadline'),
    closingDeadline: integer('closing_deadline'),
    resolvedAt: integer('resolved_at'),
    closedAt: integer('closed_at'),
    overdue: integer().notNull(),
    light: text(),
    title: text(),
    /** When the scheduler must look at it next; null = never. */
    timerAt: integer('timer_at'),
    /** Last position that changed it. */
    position: integer().notNull(),
  },
  // case_state_open: stream and map; case_state_timer: the scheduler; case_state_reported: lists, of
  // some types too.
  (t) => [
    index('case_state_open').on(t.open, t.severity, t.reportedAt),
    index('case_state_timer').on(t.timerAt),
    index('case_state_reported').on(t.reportedAt, t.type),
  ],
)

/**
 * The cases that wait for somebody (待办): open ones, and ended ones whose supervision still stands. One
 * small row each, gone with the case, so that a queue of a million-case city reads only what is open.
 */
export const caseQueue = sqliteTable(
  'case_queue',
  {
    caseId: integer('case_id').primaryKey(),
    /** Whose turn it is: `intake`, `dispatch`, `handling`, `verify`; `over` = ended. */
    queue: text().notNull(),
    /** What comes first: the running deadline; of a case not accepted yet, its report; none = last. */
    sortAt: integer('sort_at').notNull(),
    /** When the running clock runs out, UTC ms; null where none runs. */
    dueAt: integer('due_at'),
    region: integer(),
    department: text(),
    type: text().notNull(),
    reportedAt: integer('reported_at').notNull(),
    lng: real(),
    lat: real(),
    /** 1 = under supervision (督办); 1 = an extension was asked for and not answered. */
    supervised: integer().notNull(),
    extensionAsked: integer('extension_asked').notNull(),
  },
  // case_queue_type: what looks like the same. Queues read all rows once and follow them in memory.
  (t) => [index('case_queue_type').on(t.type, t.reportedAt)],
)

/** Which case went into which (合并), by the name of the one it went into. */
export const caseMerge = sqliteTable(
  'case_merge',
  {
    caseId: integer('case_id').primaryKey(),
    source: text().notNull(),
    number: text().notNull(),
  },
  // case_merge_into: what came into a case.
  (t) => [index('case_merge_into').on(t.source, t.number)],
)

/** Which facts refer to which file (附件引用): a file that none refers to may go. */
export const attachmentUse = sqliteTable(
  'attachment_use',
  {
    hash: text().notNull(),
    position: integer().notNull(),
    caseId: integer('case_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.hash, t.position] })],
)

/**
 * The append-only differences of what cases count as hand-offs (转办计数差): one row per case, hand-off and
 * refold. A rate of a pair is a sum over it, and the list behind it the hand-offs whose sum is not zero.
 */
export const handOffCount = sqliteTable(
  'hand_off_count',
  {
    id: integer().primaryKey(),
    /** Last position of the commit that wrote it. */
    position: integer().notNull(),
    caseId: integer('case_id').notNull(),
    /** When it was handed over, UTC ms: what all its counts are filed under. */
    at: integer().notNull(),
    sender: text().notNull(),
    receiver: text().notNull(),
    /** `channel` or `department`. */
    kind: text().notNull(),
    /** Finest known region; the city itself where the case is not placed. */
    region: integer().notNull(),
    type: text().notNull(),
    handed: integer().notNull(),
    ended: integer().notNull(),
    misrouted: integer().notNull(),
    late: integer().notNull(),
    minutes: integer().notNull(),
  },
  // hand_off_count_at: a window; _case: the hand-offs of one.
  (t) => [index('hand_off_count_at').on(t.at), index('hand_off_count_case').on(t.caseId)],
)

const countColumns = Object.fromEntries(
  caseCounts.map((count) => [count, integer(count).notNull().default(0)]),
) as Record<(typeof caseCounts)[number], ReturnType<typeof integer>>

/**
 * The append-only differences of `contributions` (案件计数差): one row per case, quarter-hour and
 * refold. Any figure is a sum over it; as of a position, over the rows up to that position; and the
 * list behind a figure is the cases whose sum is not zero.
 */
export const caseContribution = sqliteTable(
  'case_contribution',
  {
    id: integer().primaryKey(),
    /** Last position of the commit that wrote it. */
    position: integer().notNull(),
    caseId: integer('case_id').notNull(),
    /** Quarter-hour of the countedAt instant: floor(UTC ms / 900000). */
    slot: integer().notNull(),
    /** Local-day ordinal in the pack's zone. */
    day: integer().notNull(),
    /** Finest known region; the city itself where the case is not placed. */
    region: integer().notNull(),
    department: text(),
    type: text().notNull(),
    source: text().notNull(),
    severity: integer().notNull(),
    ...countColumns,
  },
  // _day: windows and as-of; _region: communities and grids; _position: following the log.
  (t) => [
    index('case_contribution_day').on(t.day, t.position),
    index('case_contribution_region').on(t.region, t.day),
    index('case_contribution_position').on(t.position),
  ],
)

/**
 * What each commit changed in how things stand (在办量变化): per case the net of its balances, whatever
 * the day. A case that comes and goes within one commit leaves nothing, so a past position is near.
 */
export const balanceChange = sqliteTable(
  'balance_change',
  {
    id: integer().primaryKey(),
    position: integer().notNull(),
    region: integer().notNull(),
    type: text().notNull(),
    source: text().notNull(),
    severity: integer().notNull(),
    open: integer().notNull(),
    overdueOpen: integer().notNull(),
    supervisedOpen: integer().notNull(),
  },
  // balance_change_position: what changed after a past position.
  (t) => [index('balance_change_position').on(t.position)],
)
