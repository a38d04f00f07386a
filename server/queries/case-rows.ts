import type { CaseRow } from '../../shared/cases/rows.ts'
import type { CaseStage, CaseState, Light } from '../../shared/cases/state.ts'
import type { CityPack, RegionId, Severity } from '../../shared/city/pack.ts'
import { levelIds } from '../../shared/city/pack.ts'
import type { RegionTree } from '../../shared/regions/tree.ts'

/** A case as the case_state table keeps it. */
export interface StoredCase {
  caseId: number
  source: string
  number: string
  type: string
  severity: number
  region: number | null
  lng: number | null
  lat: number | null
  department: string | null
  stage: string
  open: number
  reportedAt: number
  disposalDeadline: number | null
  closingDeadline: number | null
  resolvedAt: number | null
  closedAt: number | null
  overdue: number
  light: string | null
  title: string | null
  position: number
}

/** case_state columns under the names of `StoredCase`. */
export const storedCaseColumns = `case_id AS caseId, source, number, type, severity, region, lng, lat,
  department, stage, open, reported_at AS reportedAt, disposal_deadline AS disposalDeadline,
  closing_deadline AS closingDeadline, resolved_at AS resolvedAt, closed_at AS closedAt, overdue,
  light, title, position`

/** Turns stored cases and folded states into rows for the screen; the one place that withholds. */
export interface CaseRowMaker {
  fromStored(stored: StoredCase): CaseRow
  fromState(state: CaseState, title: string | null): CaseRow
}

export function caseRowMaker(pack: CityPack, tree: RegionTree): CaseRowMaker {
  const types = new Map(pack.eventTypes.map((t) => [t.code, t]))
  const departments = new Map(pack.departments.map((d) => [d.id, d.name]))
  const district = levelIds.indexOf('district')

  /** The region itself, or its district where more would say too much. */
  const placed = (region: RegionId | null, withheld: boolean): RegionId | null => {
    if (region === null || !tree.find(region)) return null
    const today = tree.today(region)
    if (!withheld) return today
    const line = tree.ancestorsOf(today)
    return line.find((id) => levelIds.indexOf(tree.get(id).level) <= district) ?? null
  }

  const make = (c: Omit<StoredCase, 'open' | 'position'>): CaseRow => {
    const type = types.get(c.type)
    const withheld = type?.sensitive ?? false
    const region = placed(c.region, withheld)
    const typeName = type?.name ?? '未知类型'
    const running =
      c.closedAt !== null ? null : c.resolvedAt !== null ? c.closingDeadline : c.disposalDeadline
    return {
      caseId: c.caseId,
      source: c.source,
      number: c.number,
      title: withheld ? `${typeName}（内容不显示）` : (c.title ?? typeName),
      type: c.type,
      typeName,
      category: type?.category ?? '',
      severity: c.severity as Severity,
      region,
      regionName: region === null ? '未落点' : regionName(tree, region),
      point: withheld || c.lng === null || c.lat === null ? null : [c.lng, c.lat],
      department: c.department,
      departmentName:
        c.department === null ? null : (departments.get(c.department) ?? c.department),
      stage: c.stage as CaseStage,
      reportedAt: c.reportedAt,
      deadline: running ?? c.closingDeadline,
      closedAt: c.closedAt,
      overdue: c.overdue !== 0,
      light: c.light as Light | null,
      withheld,
    }
  }

  return {
    fromStored: make,
    fromState: (s, title) =>
      make({
        caseId: s.caseId,
        source: s.source,
        number: s.number,
        type: s.type,
        severity: s.severity,
        region: s.region,
        lng: s.point?.[0] ?? null,
        lat: s.point?.[1] ?? null,
        department: s.department,
        stage: s.stage,
        reportedAt: s.reportedAt,
        disposalDeadline: s.disposalDeadline,
        closingDeadline: s.closingDeadline,
        resolvedAt: s.resolvedAt,
        closedAt: s.closedAt,
        overdue: isOverdue(s) ? 1 : 0,
        light: rungs.findLast((rung) => s.lights.some(({ light }) => light === rung)) ?? null,
        title,
      }),
  }
}

const rungs: readonly Light[] = ['remind', 'yellow-card', 'red-card', 'supervision']

const isOverdue = (s: CaseState): boolean =>
  s.closedAt === null && (s.passed.disposal !== undefined || s.passed.closing !== undefined)

/** District and town, as a leader reads it: 崇川区 文峰街道. */
function regionName(tree: RegionTree, region: RegionId): string {
  const names = tree
    .ancestorsOf(region)
    .map((id) => tree.get(id))
    .filter((r) => r.level === 'district' || r.level === 'town')
    .map((r) => r.name)
  return names.length > 0 ? names.reverse().join(' ') : tree.get(region).name
}
