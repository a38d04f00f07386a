import type { SourceFact } from '../../../../shared/events/source-fact.ts'
import type { MappedRating, MappedStage } from '../../../../shared/imports/mapping.ts'
import type { Findings } from '../issue.ts'
import type { StepTimes } from './step-times.ts'

/** What a row says of how the work order went on. */
export interface Course {
  source: string
  number: string
  opened: number
  times: StepTimes
  /** What the status column means; null = nothing, or unknown. */
  stage: MappedStage | null
  status: string
  department: string
  result: string
  rating: MappedRating | null
}

/** Keys carry the order of steps: equal instants are folded in the order of keys. */
export const stepKeys = {
  'case-reported': '1-reported',
  'case-accepted': '2-accepted',
  'case-registered': '3-registered',
  'case-dispatched': '4-dispatched',
  'case-signed': '5-signed',
  'case-resolved': '6-resolved',
  'case-verified': '7-verified',
  'case-closed': '8-closed',
  'case-declined': '8-declined',
  'case-cancelled': '8-cancelled',
  'case-rated': '9-rated',
} as const
type StepType = keyof typeof stepKeys

/** The same step of the same work order has the same key for ever. */
export const headOf = <T extends StepType>(
  type: T,
  { source, number }: Pick<Course, 'source' | 'number'>,
  occurredAt: number,
) => ({ type, key: `${number}:${stepKeys[type]}`, source, case: number, occurredAt })

const beforeDispatch: ReadonlySet<MappedStage | null> = new Set([
  'reported',
  'accepted',
  'declined',
  'registered',
  'cancelled',
])

/** The steps after the report as facts. A step without a time is not told: nothing is guessed. */
export function stepFacts(course: Course, findings: Findings): SourceFact[] {
  const { times, stage, result, rating } = course
  const facts: SourceFact[] = []
  const at = (ms: number | null | undefined, tell: (ms: number) => SourceFact): void => {
    if (typeof ms === 'number') facts.push(tell(ms))
  }
  const ended = stage === 'declined' || stage === 'cancelled'
  if (stage !== 'declined') at(times.acceptedAt, (ms) => headOf('case-accepted', course, ms))
  at(times.registeredAt, (ms) => headOf('case-registered', course, ms))
  facts.push(...dispatch(course, findings))
  at(times.signedAt, (ms) => headOf('case-signed', course, ms))
  at(times.resolvedAt, (ms) => ({
    ...headOf('case-resolved', course, ms),
    ...(result !== '' && { text: { description: result.slice(0, 4000) } }),
  }))
  at(times.verifiedAt, (ms) => headOf('case-verified', course, ms))
  if (!ended) at(times.closedAt, (ms) => headOf('case-closed', course, ms))
  else
    at(times.closedAt ?? times.acceptedAt, (ms) =>
      headOf(stage === 'declined' ? 'case-declined' : 'case-cancelled', course, ms),
    )
  const ratedAt = times.ratedAt ?? times.closedAt ?? times.resolvedAt
  if (rating !== null) {
    at(ratedAt, (ms) => ({ ...headOf('case-rated', course, ms), rating }))
    if (typeof ratedAt !== 'number')
      findings.warn('rating-without-time', 'rating', '', '有满意度而无评价、办结时间，未记评价。')
  }
  checkStage(course, facts, findings)
  return facts
}

/** Departments often stand without a time: then they had it from the last step before. */
function dispatch(course: Course, findings: Findings): SourceFact[] {
  const { times, opened, department, stage } = course
  const { dispatchedAt, disposalDeadline, closingDeadline } = times
  if (dispatchedAt === null) return []
  if (department === '') {
    if (dispatchedAt !== undefined)
      findings.warn(
        'dispatched-without-department',
        'department',
        '',
        '有派单时间而无承办单位，未记派单。',
      )
    return []
  }
  if (dispatchedAt === undefined) {
    if (beforeDispatch.has(stage)) return []
    findings.warn(
      'dispatch-time-taken',
      'dispatchedAt',
      '',
      '有承办单位而无派单时间，按上一步的时间记派单。',
    )
  }
  const at = dispatchedAt ?? times.registeredAt ?? times.acceptedAt ?? opened
  return [
    {
      ...headOf('case-dispatched', course, at),
      department: department.slice(0, 200),
      ...(disposalDeadline !== undefined && { disposalDeadline }),
      ...(closingDeadline !== undefined && { closingDeadline }),
    },
  ]
}

const toldBy: Partial<Record<MappedStage, StepType>> = {
  accepted: 'case-accepted',
  declined: 'case-declined',
  registered: 'case-registered',
  dispatched: 'case-dispatched',
  signed: 'case-signed',
  resolved: 'case-resolved',
  verified: 'case-verified',
  closed: 'case-closed',
  rated: 'case-rated',
  cancelled: 'case-cancelled',
}

function checkStage(
  { stage, status }: Course,
  facts: readonly SourceFact[],
  findings: Findings,
): void {
  if (stage === null || stage === 'reported' || stage === 'handling') return
  const type = toldBy[stage]
  if (type === undefined || !facts.some((fact) => fact.type === type))
    findings.warn(
      'status-without-time',
      'status',
      status,
      `状态为“${status}”而没有那一步的时间，未记那一步；请补时间列。`,
    )
}
