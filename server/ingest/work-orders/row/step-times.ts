import type { TimeField } from '../../../../shared/imports/mapping.ts'
import type { Zone } from '../../../../shared/time/zone.ts'
import { cellText, type SheetCell } from '../../tables/grid.ts'
import { clockSkewMs, inRange } from '../../times.ts'
import { quoted, type Findings } from '../issue.ts'
import type { TimeCell } from './time-cell.ts'

/** Every time of a row; undefined = none given, null = given and refused. */
export type StepTimes = Partial<Record<TimeField, number | null>>

interface Parts {
  cellOf(field: TimeField): SheetCell
  read(field: TimeField, cell: SheetCell): TimeCell
  zone: Zone
  now: number
  findings: Findings
}

/** The instant of a row's own time (诉求时间); null where it cannot be taken. */
export function openingTime(parts: Parts): number | null {
  const opened = instantOf('occurredAt', parts)
  if (opened === undefined)
    parts.findings.refuse('no-time', 'occurredAt', '', '没有诉求时间；请补上后再导入。')
  return opened?.ms ?? null
}

const steps = [
  'acceptedAt',
  'registeredAt',
  'dispatchedAt',
  'signedAt',
  'resolvedAt',
  'verifiedAt',
  'closedAt',
  'ratedAt',
] as const satisfies readonly TimeField[]

/** The instants of all steps after the opening; a bad one costs its own step and is told. */
export function stepTimes(opened: number, parts: Parts): StepTimes {
  const times: StepTimes = {}
  let before = opened
  for (const field of steps) {
    const at = instantOf(field, parts)
    if (at === undefined) continue
    times[field] = at === null ? null : placed(field, at, opened, before, parts)
    before = Math.max(before, times[field] ?? before)
  }
  for (const field of ['disposalDeadline', 'closingDeadline'] as const) {
    const at = deadlineOf(field, parts)
    if (at !== undefined) times[field] = at
  }
  return times
}

/** A day without a time of day is read as late as the step before it, on the same day. */
function placed(
  field: TimeField,
  { ms, dateOnly }: { ms: number; dateOnly: boolean },
  opened: number,
  before: number,
  { zone, findings, cellOf }: Parts,
): number | null {
  const at = dateOnly && ms < before && zone.dayOf(ms) === zone.dayOf(before) ? before : ms
  const found = cellText(cellOf(field))
  if (at < opened && (field === 'closedAt' || at < opened - clockSkewMs)) {
    const code = field === 'closedAt' ? 'closed-before-opened' : 'before-opened'
    findings.refuse(code, field, found, `${quoted(field)}早于诉求时间，此步未收；请核对后改正。`)
    return null
  }
  if (at < before)
    findings.warn('steps-out-of-order', field, found, `${quoted(field)}早于上一步，照原样记。`)
  return at
}

function instantOf(
  field: TimeField,
  parts: Parts,
): { ms: number; dateOnly: boolean } | null | undefined {
  const { cellOf, read, now, findings } = parts
  const cell = cellOf(field)
  const at = read(field, cell)
  if (at === null) return undefined
  const found = cellText(cell)
  if (at === 'unread') {
    const what = cell?.kind === 'fault' ? '公式出错，没有值' : '不是映射中日期格式的时间'
    findings.refuse(
      cell?.kind === 'fault' ? 'formula-fault' : 'not-a-time',
      field,
      found,
      `${quoted(field)}${what}；请改正，或在映射中加日期格式。`,
    )
    return null
  }
  if (!inRange(at.ms)) {
    findings.refuse('out-of-range', field, found, `${quoted(field)}不在 2000—2100 年之间；请核对。`)
    return null
  }
  if (at.ms > now + clockSkewMs) {
    findings.refuse(
      'in-future',
      field,
      found,
      `${quoted(field)}晚于当前时刻 10 分钟以上：未发生的不是事实；请核对时区。`,
    )
    return null
  }
  return at
}

/** A deadline (期限) of a day lasts to the day's end; an impossible one is none. */
function deadlineOf(
  field: 'disposalDeadline' | 'closingDeadline',
  { cellOf, read, zone, findings }: Parts,
): number | null | undefined {
  const cell = cellOf(field)
  const at = read(field, cell)
  if (at === null) return undefined
  if (at === 'unread' || !inRange(at.ms)) {
    findings.warn(
      'bad-deadline',
      field,
      cellText(cell),
      `${quoted(field)}读不出或不在 2000—2100 年之间，按无期限记。`,
    )
    return null
  }
  return at.dateOnly ? zone.startOfDay(zone.dayOf(at.ms) + 1) : at.ms
}
