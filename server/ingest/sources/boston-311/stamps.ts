import type { LocalInstant, LocalTime, Zone } from '../../../../shared/time/zone.ts'
import type { BostonRow } from './record.ts'

type StampColumn = 'open_dt' | 'target_dt' | 'closed_dt'

/** The instants of a row, and each stamp that could be read in two ways with the way it was. */
export interface RowTimes {
  opened: number
  target: number | null
  closed: number | null
  doubtful: { column: StampColumn; way: 'earlier' | 'later' | 'skipped' }[]
}

type Way = 'earlier' | 'later'
const ways: readonly Way[] = ['earlier', 'later']

/**
 * Wall-clock stamps as instants. In the hour that comes twice a stamp is read as the earlier one,
 * unless only the later agrees with the row: closed not before opened, and the city's own verdict.
 */
export function rowTimes(row: BostonRow, zone: Zone): RowTimes {
  const read = (stamp: LocalTime | null, way: Way) => stamp && zone.fromLocal(stamp, way)
  const open = zone.fromLocal(row.open_dt, 'earlier')
  const target = read(row.target_dt, 'earlier')
  const closed = read(row.closed_dt, 'earlier')
  if (!doubtful(open) && !doubtful(target) && !doubtful(closed))
    return { opened: open.ms, target: target?.ms ?? null, closed: closed?.ms ?? null, doubtful: [] }

  const choices = ways.flatMap((c) => ways.flatMap((t) => ways.map((o) => [o, t, c] as const)))
  const consistent = choices.find(([o, t, c]) =>
    agrees(row, zone.fromLocal(row.open_dt, o), read(row.target_dt, t), read(row.closed_dt, c)),
  )
  const [o, t, c] = consistent ?? (['earlier', 'earlier', 'earlier'] as const)
  const note = (column: StampColumn, way: Way, at: LocalInstant | null) =>
    doubtful(at) ? [{ column, way: at?.skipped ? ('skipped' as const) : way }] : []
  return {
    opened: zone.fromLocal(row.open_dt, o).ms,
    target: read(row.target_dt, t)?.ms ?? null,
    closed: read(row.closed_dt, c)?.ms ?? null,
    doubtful: [
      ...note('open_dt', o, open),
      ...note('target_dt', t, target),
      ...note('closed_dt', c, closed),
    ],
  }
}

const doubtful = (at: LocalInstant | null): boolean => at !== null && (at.ambiguous || at.skipped)

function agrees(
  { ontime }: BostonRow,
  open: LocalInstant,
  target: LocalInstant | null,
  closed: LocalInstant | null,
): boolean {
  if (closed === null) return true
  if (closed.ms < open.ms) return false
  return ontime === null || target === null || closed.ms <= target.ms === (ontime === 'ONTIME')
}
