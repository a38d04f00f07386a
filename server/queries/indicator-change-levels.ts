import type { RegionId } from '../../shared/city/pack.ts'
import type { Contributor } from '../../shared/indicators/change-parts.ts'
import type { Term } from '../../shared/indicators/explain-terms.ts'
import type { CityView, Standing } from './city-view.ts'
import { amountsBy, daysOf, mostDays, type CaseGroup } from './indicator-change-cases.ts'

/** Which open cases a level counts, beside being open (在办, 超期在办). */
const conditions: Record<string, string> = { open: '', overdueOpen: 'AND overdue = 1' }

interface Open {
  region: number | null
  type: string
  department: string | null
  source: string
  severity: number
  n: number
}

const dayMs = 86_400_000

/**
 * How many cases stood open by type or department at the end of two spans: those open now, less what
 * was opened and closed since. Words where it cannot be told: of a past position, or too long ago.
 */
export async function levelsBy(
  view: CityView,
  standing: Standing,
  group: CaseGroup,
  region: RegionId,
  [before, after]: readonly [readonly Term[], readonly Term[]],
): Promise<Omit<Contributor, 'name'>[] | string> {
  const [old, term] = [before[0], after[0]]
  if (!old || !term) return []
  const condition = conditions[term.measure.caseCount ?? '']
  if (condition === undefined) return '这项指标不能按类型或部门分解。'
  if (standing.replay) return '时光机中，在办类指标只能按区域分解。'
  const until = standing.now + dayMs
  const since = Math.min(old.span.to, term.span.to)
  if (daysOf(standing, { from: since, to: until }) > mostDays) {
    return '时点过早，按类型或部门分解请选一个季度以内的时段。'
  }
  // Read before anything is awaited: the open cases are those of this very position.
  const open = openNow(view, standing, group, region, term, condition)
  const at = async (instant: number): Promise<Map<string, number>> => {
    const later = await amountsBy(view, standing, group, region, {
      from: instant,
      to: until,
      terms: [{ ...term, sign: 1 }],
    })
    const keys = new Set([...open.keys(), ...later.keys()])
    return new Map([...keys].map((key) => [key, (open.get(key) ?? 0) - (later.get(key) ?? 0)]))
  }
  const [was, is] = [await at(old.span.to), await at(term.span.to)]
  const amounts = (n: number | undefined) => ({ numerator: n ?? 0, denominator: null })
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((key) => ({ key, before: amounts(was.get(key)), after: amounts(is.get(key)) }))
    .filter((part) => part.before.numerator !== 0 || part.after.numerator !== 0)
}

function openNow(
  view: CityView,
  { regions, epoch }: Standing,
  group: CaseGroup,
  region: RegionId,
  { measure }: Term,
  condition: string,
): Map<string, number> {
  const ordinal = epoch.schema.ordinal(measure)
  const sums = new Map<string, number>()
  const rows = view.database.sqlite
    .prepare<[], Open>(
      `SELECT region, type, department, source, severity, count(*) AS n FROM case_state
       WHERE open = 1 ${condition} GROUP BY region, type, department, source, severity`,
    )
    .all()
  for (const row of rows) {
    const placed = row.region ?? regions.root.id
    const today = regions.find(placed) ? regions.today(placed) : regions.root.id
    if (!regions.inside(today, region)) continue
    // The schema asks for source, type and severity where a contribution has them.
    const like = [0, 0, 0, 0, placed, row.department, row.type, row.source, row.severity]
    if (!epoch.schema.targets(like).some(([target]) => target === ordinal)) continue
    const key = (group === 'type' ? row.type : row.department) ?? ''
    sums.set(key, (sums.get(key) ?? 0) + row.n)
  }
  return sums
}
