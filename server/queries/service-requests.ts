import { openStages } from '../../shared/cases/case-law.ts'
import type { CaseStage } from '../../shared/cases/state.ts'
import type { CityView, PackEpoch } from './city-view.ts'
import { publicServices } from './service-list.ts'

/**
 * A case as anybody may read it (公开的案件). Who reports by a civic app knows that it is read: what was
 * written is told, the place to about ten metres. Who calls a hotline does not: no text, about 100 m.
 */
export interface PublicCase {
  caseId: number
  open: boolean
  stage: CaseStage
  type: string
  typeName: string
  severity: number
  source: string
  description: string | null
  departmentName: string | null
  reportedAt: number
  /** When it ended, or its last fact was published. */
  updatedAt: number
  /** The closing deadline; null while none was set. */
  expectedAt: number | null
  /** Where it is, from the finest region to the city; the city alone where it is not placed. */
  regions: { code: string; name: string }[]
  /** [lng, lat] WGS84, rounded. */
  point: [number, number] | null
}

export interface PublicCaseQuestion {
  /** Codes of services; left out = all that are public. */
  types?: readonly string[]
  status?: 'open' | 'closed'
  /** Reported in [from, to). */
  from: number
  to: number
  limit: number
  offset: number
}

const pointSteps = { ownChannel: 1e4, others: 1e3 }
const rounded = (degrees: number, steps: number): number => Math.round(degrees * steps) / steps

interface Row {
  caseId: number
  source: string
  type: string
  severity: number
  region: number | null
  lng: number | null
  lat: number | null
  department: string | null
  stage: CaseStage
  reportedAt: number
  closedAt: number | null
  closingDeadline: number | null
  publishedAt: number | null
}

const columns = `c.case_id AS caseId, c.source, c.type, c.severity, c.region, c.lng, c.lat,
  c.department, c.stage, c.reported_at AS reportedAt, c.closed_at AS closedAt,
  c.closing_deadline AS closingDeadline, l.published_at AS publishedAt`
const waiting = "(SELECT case_id FROM case_queue WHERE queue <> 'over')"
const ofStatus = {
  all: '',
  open: `AND case_id IN ${waiting}`,
  closed: `AND case_id NOT IN ${waiting}`,
}

/** Public cases reported in a span, newest first, as they stand now. Reads the span's index entries and a page of cases. */
export function publicCases(view: CityView, question: PublicCaseQuestion): PublicCase[] {
  const { from, to, limit, offset } = question
  const services = publicServices(view.epoch.pack)
  const types = (question.types ?? [...services.keys()]).filter((code) => services.has(code))
  // CROSS JOIN: the page first, then its cases.
  const rows = view.database.sqlite
    .prepare<[number, number, string, number, number], Row>(
      `WITH page AS MATERIALIZED (
         SELECT case_id FROM case_state INDEXED BY case_state_reported
         WHERE reported_at >= ? AND reported_at < ? AND type IN (SELECT value FROM json_each(?))
           ${ofStatus[question.status ?? 'all']}
         ORDER BY reported_at DESC, case_id DESC LIMIT ? OFFSET ?)
       SELECT ${columns} FROM page CROSS JOIN case_state c USING (case_id)
         LEFT JOIN log l ON l.position = c.position
       ORDER BY c.reported_at DESC, c.case_id DESC`,
    )
    .all(from, to, JSON.stringify(types), limit, offset)
  return rows.flatMap(reading(view))
}

/** These public cases, in the order asked for; what is unknown or not public is left out. */
export function publicCasesById(view: CityView, caseIds: readonly number[]): PublicCase[] {
  const rows = view.database.sqlite
    .prepare<[string], Row>(
      `SELECT ${columns} FROM json_each(?) asked CROSS JOIN case_state c ON c.case_id = asked.value
         LEFT JOIN log l ON l.position = c.position ORDER BY asked.key`,
    )
    .all(JSON.stringify([...new Set(caseIds)]))
  return rows.flatMap(reading(view))
}

/** How a stored case is told to anybody: nothing where its type is not public. */
function reading(view: CityView): (row: Row) => PublicCase[] {
  const { epoch } = view
  const { pack } = epoch
  const services = publicServices(pack)
  const departments = new Map(pack.departments.map(({ id, name }) => [id, name]))
  const description = view.database.sqlite
    .prepare<[number], string | null>(
      `SELECT coalesce(t.description, t.title) FROM log l JOIN fact_text t ON t.position = l.position
       WHERE l.stream = 'case' AND l.stream_id = ? AND l.type = 'case-reported'
       ORDER BY l.occurred_at, l.source, l.key LIMIT 1`,
    )
    .pluck()
  return (row) => {
    const service = services.get(row.type)
    if (service === undefined) return []
    const own = row.source === pack.open311Source
    const steps = own ? pointSteps.ownChannel : pointSteps.others
    const { lng, lat } = row
    return [
      {
        caseId: row.caseId,
        open: openStages.includes(row.stage),
        stage: row.stage,
        type: row.type,
        typeName: service.name,
        severity: row.severity,
        source: row.source,
        description: own ? (description.get(row.caseId) ?? null) : null,
        departmentName:
          row.department === null ? null : (departments.get(row.department) ?? row.department),
        reportedAt: row.reportedAt,
        updatedAt: row.closedAt ?? row.publishedAt ?? row.reportedAt,
        expectedAt: row.closingDeadline,
        regions: regionsOf(row.region, epoch),
        point: lng === null || lat === null ? null : [rounded(lng, steps), rounded(lat, steps)],
      },
    ]
  }
}

function regionsOf(region: number | null, { tree, pack }: PackEpoch): PublicCase['regions'] {
  const id = region !== null && tree.find(region) ? tree.today(region) : pack.cityRegion
  return tree.ancestorsOf(id).map((one) => {
    const { code, name } = tree.get(one)
    return { code, name }
  })
}
