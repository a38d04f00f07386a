import { sql } from 'drizzle-orm'
import {
  blob,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { caseCounts } from '../../shared/cases/counts.ts'

/** The log (事实日志): the only truth, with its text, commits and numbers; the read models below are rebuilt from it. */
export const log = sqliteTable(
  'log',
  {
    position: integer().primaryKey(),
    stream: text().notNull(),
    streamId: integer('stream_id').notNull(),
    type: text().notNull(),
    version: integer().notNull(),
    occurredAt: integer('occurred_at').notNull(),
    publishedAt: integer('published_at').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    source: text().notNull(),
    key: text().notNull(),
    pack: integer().notNull(),
    body: text().notNull(),
  },
  // log_key: idempotency; log_stream: refolding one case.
  (t) => [uniqueIndex('log_key').on(t.source, t.key), index('log_stream').on(t.stream, t.streamId)],
)

/** Free text of a fact (正文), masked, erasable without breaking the log. */
export const factText = sqliteTable('fact_text', {
  position: integer().primaryKey(),
  title: text(),
  description: text(),
})

/**
 * One row per committed batch: the positions that answers may be given as of. `publishedThrough` is
 * the latest publishedAt seen so far, which turns a time of day into a position.
 */
export const commits = sqliteTable(
  'commits',
  {
    position: integer().primaryKey(),
    recordedAt: integer('recorded_at').notNull(),
    publishedThrough: integer('published_through').notNull(),
  },
  // commits_published: from a time of day to a position.
  (t) => [index('commits_published').on(t.publishedThrough, t.position)],
)

/** (source, number) → our case id, given when a number is first mentioned. */
export const caseNumber = sqliteTable(
  'case_number',
  {
    caseId: integer('case_id').primaryKey(),
    source: text().notNull(),
    number: text().notNull(),
  },
  (t) => [uniqueIndex('case_number_number').on(t.source, t.number)],
)

/** Feed → the ordinal of its stream, given when it is first heard of. */
export const feedNumber = sqliteTable(
  'feed_number',
  {
    ordinal: integer().primaryKey(),
    feed: text().notNull(),
  },
  (t) => [uniqueIndex('feed_number_feed').on(t.feed)],
)

/** (indicator, region) → the ordinal of its stream of alerts, given with the first. */
export const alertNumber = sqliteTable(
  'alert_number',
  {
    ordinal: integer().primaryKey(),
    indicator: text().notNull(),
    region: integer().notNull(),
  },
  (t) => [uniqueIndex('alert_number_place').on(t.indicator, t.region)],
)

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
  // case_state_open: stream and map; case_state_timer: the scheduler; case_state_reported: lists.
  (t) => [
    index('case_state_open').on(t.open, t.severity, t.reportedAt),
    index('case_state_timer').on(t.timerAt),
    index('case_state_reported').on(t.reportedAt),
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
  // case_queue_sort, _turn, _supervised, _extension: what is late first comes first, of all and of a
  // filter; _type: what looks like the same.
  (t) => [
    index('case_queue_sort').on(t.sortAt, t.caseId),
    index('case_queue_turn').on(t.queue, t.sortAt, t.caseId),
    index('case_queue_supervised')
      .on(t.sortAt, t.caseId)
      .where(sql`supervised = 1`),
    index('case_queue_extension')
      .on(t.sortAt, t.caseId)
      .where(sql`extension_asked = 1`),
    index('case_queue_type').on(t.type, t.reportedAt),
  ],
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

/** Reported values (观测): per measure, period and report; int32 regions and float64 values (NaN = null). */
export const observation = sqliteTable(
  'observation',
  {
    measure: text().notNull(),
    from: integer('from_at').notNull(),
    to: integer('to_at').notNull(),
    grain: text().notNull(),
    position: integer().notNull(),
    /** When the report was published, UTC ms. */
    publishedAt: integer('published_at').notNull(),
    regions: blob({ mode: 'buffer' }).notNull(),
    values: blob('vals', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.measure, t.from, t.position] })],
)

/** Covered-through reports (覆盖), as intervals; `regions` is a JSON list or null = all. */
export const coverage = sqliteTable(
  'coverage',
  {
    position: integer().primaryKey(),
    feed: text().notNull(),
    regions: text(),
    from: integer('from_at').notNull(),
    until: integer('until_at').notNull(),
    publishedAt: integer('published_at').notNull(),
  },
  (t) => [index('coverage_feed').on(t.feed, t.until)],
)

/**
 * Alerts (预警) as they stood after each of their facts: one row per fact. `until` is the position of
 * the fact that replaced the row, so that a past position finds the row of then.
 */
export const alert = sqliteTable(
  'alert',
  {
    position: integer().primaryKey(),
    /** Position of the fact that raised it: the alert's own number. */
    alert: integer().notNull(),
    indicator: text().notNull(),
    region: integer().notNull(),
    level: text().notNull(),
    value: real(),
    /** The crossed line as JSON. */
    rule: text().notNull(),
    owner: text().notNull(),
    windowFrom: integer('window_from').notNull(),
    windowTo: integer('window_to').notNull(),
    windowLabel: text('window_label').notNull(),
    definitionVersion: integer('definition_version').notNull(),
    raisedAt: integer('raised_at').notNull(),
    /** Position and instant of the fact that gave it its level. */
    levelPosition: integer('level_position').notNull(),
    levelAt: integer('level_at').notNull(),
    acknowledgedAt: integer('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
    /** Where the note lies beside the log. */
    acknowledgedPosition: integer('acknowledged_position'),
    clearedAt: integer('cleared_at'),
    until: integer('until_position'),
  },
  // alert_version: the versions of one; alert_open: what is open now.
  (t) => [
    index('alert_version').on(t.alert, t.position),
    index('alert_open').on(t.until, t.clearedAt),
  ],
)

/** Thresholds set over the pack (阈值设定); `rule` is JSON of the fields that it replaces. */
export const thresholdSetting = sqliteTable('threshold_setting', {
  position: integer().primaryKey(),
  indicator: text().notNull(),
  effectiveFrom: integer('effective_from').notNull(),
  rule: text().notNull(),
})

/** Yearly targets set over the pack (目标设定); region null = the whole level. */
export const targetSetting = sqliteTable('target_setting', {
  position: integer().primaryKey(),
  indicator: text().notNull(),
  year: integer().notNull(),
  level: text().notNull(),
  region: integer(),
  target: real().notNull(),
  effectiveFrom: integer('effective_from').notNull(),
})

/** Versions of the pack that were ever in force. */
export const packVersion = sqliteTable('pack_version', {
  pack: integer().primaryKey(),
  id: text().notNull(),
  hash: text().notNull(),
  effectiveFrom: integer('effective_from').notNull(),
  position: integer().notNull(),
  /** The pack itself as JSON, so that an old version can still be asked. */
  content: text().notNull(),
})

/** What could not be taken in (死信), masked, with its reason. */
export const rejected = sqliteTable('rejected', {
  id: integer().primaryKey(),
  receivedAt: integer('received_at').notNull(),
  source: text().notNull(),
  reason: text().notNull(),
  detail: text().notNull(),
  raw: text().notNull(),
})

/** Who did what (审计), written with what it records. */
export const audit = sqliteTable(
  'audit',
  {
    id: integer().primaryKey(),
    at: integer().notNull(),
    asker: text().notNull(),
    action: text().notNull(),
    detail: text().notNull(),
    position: integer(),
  },
  // audit_position: who did what a fact says.
  (t) => [index('audit_position').on(t.position)],
)

/** How far each projection has read, and single facts about the file (pack id, schema version). */
export const checkpoint = sqliteTable('checkpoint', {
  projection: text().primaryKey(),
  position: integer().notNull(),
})
export const meta = sqliteTable('meta', { key: text().primaryKey(), value: text().notNull() })
