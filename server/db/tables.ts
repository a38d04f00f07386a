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

export * from './account-tables.ts'
export * from './case-tables.ts'
export * from './audit-tables.ts'

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

/**
 * Public warnings (公共预警), one row per message, never changed: which one stands is read from the
 * messages that refer to it. `message` is JSON of what the fact says.
 */
export const warning = sqliteTable(
  'warning',
  {
    position: integer().primaryKey(),
    sender: text().notNull(),
    identifier: text().notNull(),
    sentAt: integer('sent_at').notNull(),
    /** `issued`, `updated` or `cancelled`. */
    kind: text().notNull(),
    status: text().notNull(),
    /** The latest end of its contents, UTC ms; null = it has none. */
    untilAt: integer('until_at'),
    message: text().notNull(),
  },
  // warning_name: what a reference means; warning_until: what is still in force.
  (t) => [
    uniqueIndex('warning_name').on(t.sender, t.identifier, t.sentAt),
    index('warning_until').on(t.untilAt),
  ],
)

/** Which message names which earlier one (references); the named one may come later, or never. */
export const warningReference = sqliteTable(
  'warning_reference',
  {
    position: integer().notNull(),
    ordinal: integer().notNull(),
    sender: text().notNull(),
    identifier: text().notNull(),
    sentAt: integer('sent_at').notNull(),
  },
  // warning_reference_name: who names a message.
  (t) => [
    primaryKey({ columns: [t.position, t.ordinal] }),
    index('warning_reference_name').on(t.sender, t.identifier, t.sentAt),
  ],
)

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
export const rejected = sqliteTable(
  'rejected',
  {
    id: integer().primaryKey(),
    receivedAt: integer('received_at').notNull(),
    /** Who it says it is from; empty where it names nobody the city knows. */
    source: text().notNull(),
    reason: text().notNull(),
    detail: text().notNull(),
    raw: text().notNull(),
  },
  // rejected_source: the oldest of a source, and all of one reason.
  (t) => [index('rejected_source').on(t.source, t.reason)],
)

/** Dead letters that made room for newer ones (已清), by source: how many, and when last. */
export const rejectedGone = sqliteTable('rejected_gone', {
  source: text().primaryKey(),
  gone: integer().notNull(),
  lastAt: integer('last_at').notNull(),
})

/** What people did with dead letters (死信处置): one row per fact; the last says how a letter stands. */
export const deadLetterStep = sqliteTable(
  'dead_letter_step',
  {
    position: integer().primaryKey(),
    letter: integer().notNull(),
    /** `taken`, `refused` again, or `dropped`. */
    outcome: text().notNull(),
    at: integer().notNull(),
    by: text().notNull(),
    /** The (source, key) that was replayed; null where there was none. */
    source: text(),
    key: text(),
    /** JSON list of `{code, message, field?}`. */
    reasons: text().notNull(),
    edited: integer().notNull(),
  },
  // dead_letter_letter: what was done with one, and whether it is settled.
  (t) => [index('dead_letter_letter').on(t.letter, t.outcome)],
)

/** How far each projection has read, and single facts about the file (pack id, schema version). */
export const checkpoint = sqliteTable('checkpoint', {
  projection: text().primaryKey(),
  position: integer().notNull(),
})
export const meta = sqliteTable('meta', { key: text().primaryKey(), value: text().notNull() })

/** 批注, one row per fact: of one id the last counts, and none where that was withdrawn. */
export const annotation = sqliteTable(
  'annotation',
  {
    position: integer().primaryKey(),
    id: text().notNull(),
    /** The body of `annotation-added` as JSON; null = withdrawn. Title and note lie in `fact_text`. */
    content: text(),
    recordedAt: integer('recorded_at').notNull(),
  },
  // annotation_id: how one stands.
  (t) => [index('annotation_id').on(t.id)],
)

/** Mappings of work orders kept by people (导入映射), every saving a row; of one id the last counts. */
export const importMapping = sqliteTable('import_mapping', {
  position: integer().primaryKey(),
  id: text().notNull(),
  /** The mapping as JSON. */
  mapping: text().notNull(),
  savedAt: integer('saved_at').notNull(),
})

/** What people keep (已存): questions and reports, one row per fact; of one id the last counts. */
export const kept = sqliteTable(
  'kept',
  {
    position: integer().primaryKey(),
    /** `question` or `report`. */
    kind: text().notNull(),
    id: text().notNull(),
    /** The body of the fact as JSON; null = removed. */
    content: text(),
    recordedAt: integer('recorded_at').notNull(),
  },
  // kept_id: how one stands.
  (t) => [index('kept_id').on(t.kind, t.id)],
)

/** What people set of a wall (墙面变更), one row per fact; folded when read. */
export const wallChange = sqliteTable(
  'wall_change',
  {
    position: integer().primaryKey(),
    wall: text().notNull(),
    type: text().notNull(),
    /** When it was recorded, UTC ms: what the playlist runs from. */
    recordedAt: integer('recorded_at').notNull(),
    /** The body of the fact as JSON. */
    body: text().notNull(),
  },
  // wall_change_wall: one wall from its first fact on.
  (t) => [index('wall_change_wall').on(t.wall, t.position)],
)

/** Stages of the city (城市运行等级), one row per change. */
export const operatingStage = sqliteTable('operating_stage', {
  position: integer().primaryKey(),
  at: integer().notNull(),
  stage: integer().notNull(),
  condition: text().notNull(),
})

/** Files of reports (已生成), one row per period. */
export const reportFile = sqliteTable(
  'report_file',
  {
    position: integer().primaryKey(),
    report: text().notNull(),
    period: text().notNull(),
    file: text().notNull(),
    hash: text().notNull(),
    at: integer().notNull(),
  },
  // report_file_period: whether a period has its file.
  (t) => [uniqueIndex('report_file_period').on(t.report, t.period)],
)
