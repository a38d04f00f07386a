import { contributions } from '../../shared/cases/contributions.ts'
import { fold } from '../../shared/cases/fold.ts'
import type { CaseRules } from '../../shared/cases/rules.ts'
import { caseRulesOf } from '../../shared/cases/rules-of-pack.ts'
import type { Measure, RegionId } from '../../shared/city/pack.ts'
import type { Zone } from '../../shared/time/zone.ts'
import { factReader } from '../db/facts.ts'
import { contributionColumns, type ContributionRow } from './cube/case-schema.ts'
import { slotMs } from './cube/case-figures.ts'
import type { CityView, PackEpoch, Standing } from './city-view.ts'

interface Candidate {
  caseId: number
  region: RegionId | null
  reportedAt: number
}

/** Further back than this many facts, or more changed cases, all rows are added up instead. */
const mostFacts = 60_000
const mostFolded = 4_000
/** Facts may have happened before the report that brought the case. */
const marginDays = 40

const rulesOf = new WeakMap<PackEpoch, CaseRules>()

/**
 * The cases that a level (在办, 超期 …) counts just before `to`, each with what it adds: the open ones,
 * each read by its own place, and those that changed after a past position folded as of then. null where
 * that would be more work than adding up all rows.
 */
export function standingCases(
  view: CityView,
  standing: Standing,
  measure: Measure,
  region: RegionId,
  to: number,
): Map<number, number> | null {
  const { sqlite } = view.database
  const { regions, position, replay } = standing
  if (replay && view.position - position > mostFacts) return null
  const changed = new Set(replay ? changedSince(sqlite, position) : [])
  if (changed.size > mostFolded) return null
  const inside = (placed: RegionId | null) => {
    const known = placed !== null && regions.find(placed) ? regions.today(placed) : regions.root.id
    return regions.inside(known, region)
  }
  const cases = new Map<number, number>()
  const add = (caseId: number, amount: number) => amount !== 0 && cases.set(caseId, amount)
  const asked = { standing, measure, lastSlot: Math.floor((to - 1) / slotMs) }
  const byRows = amountByRows(sqlite, asked)
  const byFacts = amountByFacts(sqlite, asked)
  for (const candidate of openCases(sqlite, measure)) {
    if (!changed.has(candidate.caseId) && inside(candidate.region))
      add(candidate.caseId, byRows(candidate))
  }
  for (const caseId of changed) {
    const found = byFacts(caseId)
    if (found && inside(found.region)) add(caseId, found.amount)
  }
  return cases
}

type Sqlite = CityView['database']['sqlite']
interface Asked {
  standing: Standing
  measure: Measure
  lastSlot: number
}

const openCases = (sqlite: Sqlite, measure: Measure): Candidate[] =>
  sqlite
    .prepare<[number], Candidate>(
      'SELECT case_id AS caseId, region, reported_at AS reportedAt FROM case_state WHERE open = 1 AND overdue >= ?',
    )
    .all(measure.caseCount === 'overdueOpen' ? 1 : 0)

/** The net of a case's rows at its present place: what it left elsewhere adds up to nothing. */
function amountByRows(sqlite: Sqlite, { standing, measure, lastSlot }: Asked) {
  const { zone, position, regions, epoch } = standing
  const ordinal = epoch.schema.ordinal(measure)
  const ofCase = sqlite
    .prepare<number[], ContributionRow>(
      `SELECT ${contributionColumns} FROM case_contribution
       WHERE region = ? AND day >= ? AND +case_id = ? AND +slot <= ? AND +position <= ?`,
    )
    .raw()
  return ({ caseId, region, reportedAt }: Candidate): number => {
    const since = zone.dayOf(reportedAt) - marginDays
    const rows = ofCase.all(region ?? regions.root.id, since, caseId, lastSlot, position)
    let sum = 0
    for (const row of rows)
      for (const [target, column] of epoch.schema.targets(row))
        if (target === ordinal) sum += Number(row[column])
    return sum
  }
}

/** The same from the facts known at a past position; null for a case unknown then. */
function amountByFacts(sqlite: Sqlite, { standing, measure, lastSlot }: Asked) {
  const { epoch, position } = standing
  const facts = factReader(sqlite)
  const rules = rulesFor(epoch, standing.zone)
  const ordinal = epoch.schema.ordinal(measure)
  return (caseId: number): { region: RegionId | null; amount: number } | null => {
    const state = fold(caseId, facts.ofCase(caseId, 0, position), rules)
    if (state === null) return null
    // As much of a stored row as the schema looks at, in the order of its columns.
    const row = [0, caseId, 0, 0, 0, null, state.type, state.source, state.severity]
    const counts = epoch.schema.targets(row).some(([target]) => target === ordinal)
    const amount = contributions(state)
      .filter((one) => one.count === measure.caseCount && Math.floor(one.at / slotMs) <= lastSlot)
      .reduce((sum, one) => sum + one.amount, 0)
    return { region: state.region, amount: counts ? amount : 0 }
  }
}

const changedSince = (sqlite: Sqlite, position: number): number[] =>
  sqlite
    .prepare<[number], number>(
      "SELECT DISTINCT stream_id FROM log WHERE position > ? AND +stream = 'case'",
    )
    .pluck()
    .all(position)

function rulesFor(epoch: PackEpoch, zone: Zone): CaseRules {
  let rules = rulesOf.get(epoch)
  if (!rules) {
    rules = caseRulesOf(epoch.pack, zone)
    rulesOf.set(epoch, rules)
  }
  return rules
}
