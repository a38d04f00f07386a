import type { RegionId } from '../../shared/city/pack.ts'
import type { AlertRule } from '../../shared/events/alert-parts.ts'
import type { Database } from '../db/open.ts'

/** One version of an alert as it is stored (预警). */
export interface AlertRecord {
  alert: number
  position: number
  indicator: string
  region: RegionId
  level: 'yellow' | 'red'
  value: number | null
  rule: AlertRule
  owner: string
  windowFrom: number
  windowTo: number
  windowLabel: string
  raisedAt: number
  levelPosition: number
  levelAt: number
  acknowledgedAt: number | null
  acknowledgedBy: string | null
  note: string | null
  clearedAt: number | null
}

/** Alerts as they stand, or stood at a position. */
export interface AlertStates {
  /** All open now. */
  open(): AlertRecord[]
  /** The open alert of an indicator in a region; null = none. */
  openOf(indicator: string, region: RegionId): AlertRecord | null
  /** One alert as it stands now; null = there is none of that number. */
  byNumber(alert: number): AlertRecord | null
  /** Those raised by `position`, as they stood then; open ones only, or all. Newest first. */
  asOf(position: number, state: 'open' | 'all'): AlertRecord[]
  /** Position of the last fact of an indicator's alerts in a region; 0 = none. */
  version(indicator: string, region: RegionId): number
}

/** Most closed alerts that one read returns. */
const mostRead = 5_000

const columns = `a.alert, a.position, a.indicator, a.region, a.level, a.value, a.rule, a.owner,
  a.window_from AS windowFrom, a.window_to AS windowTo, a.window_label AS windowLabel,
  a.raised_at AS raisedAt, a.level_position AS levelPosition, a.level_at AS levelAt,
  a.acknowledged_at AS acknowledgedAt, a.acknowledged_by AS acknowledgedBy,
  t.description AS note, a.cleared_at AS clearedAt`
const source = 'alert a LEFT JOIN fact_text t ON t.position = a.acknowledged_position'

type Row = Omit<AlertRecord, 'rule'> & { rule: string }

/** A reader over one connection; its statements are prepared once. */
export function alertStates({ sqlite }: Pick<Database, 'sqlite'>): AlertStates {
  const current = `SELECT ${columns} FROM ${source} WHERE a.until_position IS NULL`
  const open = sqlite.prepare<[], Row>(`${current} AND a.cleared_at IS NULL`)
  const openOf = sqlite.prepare<[string, number], Row>(
    `${current} AND a.cleared_at IS NULL AND a.indicator = ? AND a.region = ?`,
  )
  const byNumber = sqlite.prepare<[number], Row>(`${current} AND a.alert = ?`)
  const then = `SELECT ${columns} FROM ${source}
     WHERE a.position <= @at AND (a.until_position IS NULL OR a.until_position > @at)`
  const openThen = sqlite.prepare<{ at: number }, Row>(
    `${then} AND a.cleared_at IS NULL ORDER BY a.alert DESC`,
  )
  const allThen = sqlite.prepare<{ at: number; most: number }, Row>(
    `${then} ORDER BY a.alert DESC LIMIT @most`,
  )
  const version = sqlite
    .prepare<[string, number], number | null>(
      `SELECT max(log.position) FROM alert_number n
       JOIN log ON log.stream = 'alert' AND log.stream_id = n.ordinal
       WHERE n.indicator = ? AND n.region = ?`,
    )
    .pluck()
  const read = (row: Row): AlertRecord => ({ ...row, rule: JSON.parse(row.rule) as AlertRule })
  const one = (row: Row | undefined): AlertRecord | null => (row === undefined ? null : read(row))
  return {
    open: () => open.all().map(read),
    openOf: (indicator, region) => one(openOf.get(indicator, region)),
    byNumber: (alert) => one(byNumber.get(alert)),
    asOf: (at, state) =>
      (state === 'open' ? openThen.all({ at }) : allThen.all({ at, most: mostRead })).map(read),
    version: (indicator, region) => version.get(indicator, region) ?? 0,
  }
}
