import type { RegionId, Severity } from '../../../shared/city/pack.ts'
import type { Call } from '../../../shared/wall/calls.ts'
import type { CityView } from '../city-view.ts'

/** What was published longer ago when it came is history being loaded, not news. */
const newsMs = 900_000
const numerals: Partial<Record<Severity, string>> = { 1: 'Ⅰ', 2: 'Ⅱ' }

interface GraveCase {
  caseId: number
  severity: Severity
  type: string
  region: RegionId | null
  position: number
}
interface Step {
  type: string
  at: number
  publishedAt: number
  graded: Severity | null
}

const ending = new Set(['case-closed', 'case-cancelled', 'case-declined', 'case-merged'])

/**
 * Cases of Ⅰ/Ⅱ that are open or ended since an instant (重大案件), as calls of a wall; `every` = also those
 * that were history when they came.
 */
export function callsOfCases(
  view: CityView,
  { every = false } = {},
): (since: number, settleMs: number) => Call[] {
  const { sqlite } = view.database
  const columns = 'case_id AS caseId, severity, type, region, position'
  const grave = sqlite.prepare<[number], GraveCase>(
    `SELECT ${columns} FROM case_state WHERE open = 1 AND severity <= 2
     UNION ALL
     SELECT ${columns} FROM case_state WHERE open = 0 AND severity <= 2 AND reported_at >= ?`,
  )
  const steps = sqlite.prepare<[number], Step>(
    `SELECT type, recorded_at AS at, published_at AS publishedAt,
       json_extract(body, '$.severity') AS graded
     FROM log WHERE stream = 'case' AND stream_id = ? ORDER BY position`,
  )
  const known = new Map<number, { position: number; call: Call | null }>()

  const callOf = ({ caseId, severity, type, region }: GraveCase, settleMs: number): Call | null => {
    let graded: Step | null = null
    let before: Severity | null = null
    let ended: number | null = null
    for (const step of steps.all(caseId)) {
      if (step.graded !== null && step.graded !== before) {
        if (step.graded === severity) graded = step
        before = step.graded
      }
      if (ending.has(step.type)) ended ??= step.at
      if (step.type === 'case-reopened') ended = null
    }
    if (graded === null || (!every && graded.at - graded.publishedAt > newsMs)) return null
    const { pack, tree } = view.epoch
    const kind = pack.eventTypes.find(({ code }) => code === type)
    const place = region === null || !tree.find(region) ? pack.cityRegion : region
    // A sensitive case calls to its district, without what would show it.
    const where = kind?.sensitive ? districtOf(view, place) : place
    const name = `${numerals[severity] ?? ''}级事件 ${kind?.sensitive ? '' : (kind?.name ?? '')}`
    return {
      ...{ id: `case-${caseId}`, name: name.trim().slice(0, 40), severity, region: where },
      caseId: kind?.sensitive ? null : caseId,
      from: graded.at + settleMs,
      to: ended === null ? null : ended + settleMs,
    }
  }

  return (since, settleMs) => {
    const rows = grave.all(since)
    const here = new Set(rows.map(({ caseId }) => caseId))
    for (const caseId of known.keys()) if (!here.has(caseId)) known.delete(caseId)
    return rows.flatMap((row) => {
      let found = known.get(row.caseId)
      if (found?.position !== row.position) {
        found = { position: row.position, call: callOf(row, settleMs) }
        known.set(row.caseId, found)
      }
      return found.call ?? []
    })
  }
}

/** The district that a region lies in; the city itself for the city. */
function districtOf({ epoch: { tree } }: CityView, region: RegionId): RegionId {
  let at = tree.get(region)
  while (at.level !== 'district' && at.parentId !== null) at = tree.get(at.parentId)
  return at.id
}
