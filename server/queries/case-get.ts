import type { Asker } from '../../shared/access/asker.ts'
import type { CaseDetail, CaseStep } from '../../shared/cases/detail.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import type { CaseFactType, Fact } from '../../shared/events/index.ts'
import { caseReader } from './case-reader.ts'
import type { CityView } from './city-view.ts'

/** One case with its whole history; a sensitive one without. Raises `not-found`, also for one not seen. */
export function caseGet(
  view: CityView,
  { caseId, at }: { caseId: number; at?: number },
  asker: Asker,
): CaseDetail {
  const standing = view.standing(at)
  const { row, facts } = caseReader(view).seen(caseId, standing, asker)
  const { pack } = standing.epoch
  const steps = row.withheld ? [] : facts.map((f) => stepOf(f, pack))
  return {
    row,
    steps: steps.sort((a, b) => a.occurredAt - b.occurredAt || a.position - b.position),
    position: standing.position,
  }
}

/** A fact as a step that a person reads (环节). */
export function stepOf(fact: Fact, pack: CityPack): CaseStep {
  const body = fact.body as Partial<Said>
  const said = body.department
  return {
    type: fact.type as CaseFactType,
    occurredAt: fact.occurredAt,
    publishedAt: fact.publishedAt,
    source: fact.source,
    position: fact.position,
    departmentName:
      said === undefined ? null : (pack.departments.find((d) => d.id === said)?.name ?? said),
    deadline: body.disposalDeadline ?? body.deadline ?? null,
    clock: body.clock ?? null,
    light: body.light ?? null,
    rating: body.rating ?? null,
    owner: body.owner ?? null,
    reason: body.reason ?? null,
  }
}

/** Everything that a case's facts may say of a step. */
interface Said {
  department: string
  disposalDeadline: number | null
  deadline: number | null
  clock: CaseStep['clock']
  light: CaseStep['light']
  rating: CaseStep['rating']
  owner: string
  reason: string
}
