import type { Asker } from '../../shared/access/asker.ts'
import { dispatched } from '../../shared/cases/deadlines.ts'
import type { ProposalAnswer } from '../../shared/cases/queue-answers.ts'
import { limitsOf } from '../../shared/city/limits.ts'
import type { EventType, Limit, LimitUnit } from '../../shared/city/pack.ts'
import { caseReader } from './case-reader.ts'
import type { CityView } from './city-view.ts'

/** What a dispatch would say now (派遣建议): department, limit and deadlines of the type. Raises `not-found`. */
export function caseProposal(
  view: CityView,
  { caseId }: { caseId: number },
  asker: Asker,
): ProposalAnswer {
  const standing = view.standing()
  const { position, now, epoch } = standing
  const reader = caseReader(view)
  const opened = reader.seen(caseId, standing, asker)
  const type = epoch.pack.eventTypes.find(({ code }) => code === opened.state.type)
  const candidates = candidatesOf(view, type)
  const { zone } = standing
  const limit = limitsOf(epoch.pack).disposal(opened.state.type, zone.isoDate(zone.dayOf(now)))
  const terms = { department: '', limit }
  const { disposalDeadline, closingDeadline } = dispatched(reader.rules(standing), now, terms)
  const lead = candidates.find(({ why }) => why === 'lead')
  return {
    caseId,
    department: lead === undefined ? null : { id: lead.id, name: lead.name },
    candidates,
    limit,
    limitWords: limit === null ? null : limitWords(limit),
    disposalDeadline,
    closingDeadline,
    signHours: type?.signHours ?? null,
    ...{ position, now },
  }
}

type Candidate = ProposalAnswer['candidates'][number]

/** Departments in the order in which they are likely, each once, all of them. */
function candidatesOf(view: CityView, type: EventType | undefined): Candidate[] {
  const { departments } = view.epoch.pack
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  const found = new Map<string, Candidate>()
  const add = (id: string, why: Candidate['why']): void => {
    const name = names.get(id)
    if (name !== undefined && !found.has(id)) found.set(id, { id, name, why })
  }
  if (type !== undefined) {
    add(type.lead, 'lead')
    for (const id of type.assistants) add(id, 'assistant')
    for (const id of recentlyAt(view, type.code)) add(id, 'recent')
  }
  for (const { id } of departments) add(id, 'other')
  return [...found.values()]
}

/** Who has open cases of this type, the most first. */
const recentlyAt = (view: CityView, type: string): string[] =>
  view.database.sqlite
    .prepare<[string], string>(
      `SELECT department FROM case_queue WHERE type = ? AND department IS NOT NULL
       GROUP BY department ORDER BY count(*) DESC, department LIMIT 5`,
    )
    .pluck()
    .all(type)

const unitNames: Record<LimitUnit, string> = {
  minute: '分钟',
  'natural-hour': '小时',
  'natural-day': '自然日',
  'work-hour': '工作时',
  'work-day': '工作日',
}

/** A limit as it is read (时限): 「4 工作时」. */
export const limitWords = ({ amount, unit }: Limit): string => `${amount} ${unitNames[unit]}`
