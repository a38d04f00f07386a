import type { Severity } from '../../../shared/city/pack.ts'
import type { AlertRule } from '../../../shared/events/alert-parts.ts'
import { dayMs, hourMs } from '../../../shared/time/civil.ts'
import { greater, sizeOf, type Call, type Change, type Inputs } from '../../../shared/wall/calls.ts'
import { endOf, stateOf } from '../../../shared/warnings/fold.ts'
import type { CityView } from '../city-view.ts'
import { warningsOf } from '../warning-list.ts'
import { callsOfCases } from './case-calls.ts'

/**
 * What is recorded counts for a wall from so much later on, so that a server that follows the log and
 * one that starts later see it at the same instant.
 */
export const settleMs = 500

const numerals: Record<Severity, string> = { 1: 'Ⅰ', 2: 'Ⅱ', 3: 'Ⅲ', 4: 'Ⅳ' }
/** Whoever reads yesterday's end needs what was still open then. */
const backMs = dayMs + hourMs

interface AlertVersion {
  alert: number
  at: number
  ended: number | null
  indicator: string
  region: number
  level: 'yellow' | 'red'
  rule: string
}

/** Reads what calls a wall (墙面输入) since the day before, over the view's connection. */
export function wallInputs(view: CityView): (now: number) => Inputs {
  const { sqlite } = view.database
  const cases = callsOfCases(view)
  const before = sqlite
    .prepare<[number], number>(
      'SELECT position FROM commits WHERE recorded_at < ? ORDER BY position DESC LIMIT 1',
    )
    .pluck()
  const versions = sqlite.prepare<[number], AlertVersion>(
    `SELECT a.alert, l.recorded_at AS at, e.recorded_at AS ended, a.indicator, a.region, a.level, a.rule
     FROM alert a JOIN log l ON l.position = a.position
     LEFT JOIN log e ON e.position = a.until_position
     WHERE a.acknowledged_at IS NULL AND a.cleared_at IS NULL
       AND (a.until_position IS NULL OR a.until_position > ?)
     ORDER BY a.position`,
  )
  const recordedAt = sqlite
    .prepare<[number], number>('SELECT recorded_at FROM log WHERE position = ?')
    .pluck()

  const last = sqlite.prepare<[], number | null>('SELECT max(position) FROM alert').pluck()
  let read: { key: string; changes: readonly Change[] } | null = null
  /** Read again when an alert moved, and once an hour. */
  const changes = (since: number): readonly Change[] => {
    const hour = Math.floor(since / hourMs)
    const key = `${last.get() ?? 0} ${hour} ${view.epoch.pack.hash}`
    if (read?.key !== key) read = { key, changes: readChanges(hour * hourMs) }
    return read.changes
  }
  const readChanges = (since: number): Change[] => {
    const found = new Map<string, Change>()
    const { pack, tree } = view.epoch
    for (const one of versions.all(before.get(since) ?? 0)) {
      const indicator = pack.indicators.find(({ id }) => id === one.indicator)
      const region = tree.find(one.region)
      if (indicator === undefined || region === undefined) continue
      const id = `alert-${one.alert}-${one.level}`
      found.set(id, {
        ...{ id, indicator: one.indicator, region: one.region, level: one.level },
        name: `${region.name} ${indicator.name}`,
        theme: indicator.theme,
        by: sizeOf(JSON.parse(one.rule) as AlertRule),
        from: found.get(id)?.from ?? one.at + settleMs,
        to: one.ended === null ? null : one.ended + settleMs,
      })
    }
    return [...found.values()].sort(greater)
  }

  const warnings = (since: number, now: number) =>
    warningsOf(view)
      .current(view.position, since)
      .flatMap(({ position, kind, message, ends }) => {
        const state = stateOf({ ...message, kind, ends }, now)
        if (kind === 'cancelled' || state === 'not-live') return []
        const known = (recordedAt.get(position) ?? message.sentAt) + settleMs
        const end = endOf({ status: message.status, ends })?.sentAt ?? Infinity
        return message.infos
          .filter(({ regions }) => regions.some((id) => view.epoch.tree.find(id)))
          .map((info, i): { info: typeof info; id: string; from: number; to: number } => ({
            ...{ info, id: `warning-${position}-${i}` },
            from: Math.max(known, info.from),
            to: Math.min(info.until, end),
          }))
          .filter(({ from, to }) => from < to)
      })

  return (now) => {
    const since = now - backMs
    const spans = warnings(since, now)
    const grave = spans.flatMap(({ info, id, from, to }): Call[] => {
      const { severity, event, regions } = info
      if (severity === null || severity > 2) return []
      const region = regions[0] ?? view.epoch.pack.cityRegion
      const name = `${numerals[severity]}级预警 ${event}`.slice(0, 40)
      return [{ id, name, severity, region, caseId: null, from, to }]
    })
    return {
      calls: [...cases(since, settleMs), ...grave],
      changes: changes(since),
      warnings: spans.map(({ from, to }) => ({ from, to })),
    }
  }
}
