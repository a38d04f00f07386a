import { caseFactName } from '../../shared/cases/fact-names.ts'
import { inOrder } from '../../shared/cases/facts-in-order.ts'
import {
  parcelStepName,
  parcelSteps,
  type ParcelPart,
  type ParcelState,
  type ParcelStep,
  type ParcelStepKey,
  type Post,
} from '../../shared/cases/parcel-answers.ts'
import type { CaseRules } from '../../shared/cases/rules.ts'
import type { CaseState } from '../../shared/cases/state.ts'
import type { CaseFactType, Fact } from '../../shared/events/index.ts'
import { unitOf } from './case-queue-row.ts'
import type { Posts } from './case-posts.ts'
import { stepClock, type Measured } from './parcel-clock.ts'

/** At which station of the way each kind of fact is told; the rest is told elsewhere. */
const stationOf: Partial<Record<CaseFactType, ParcelStepKey>> = {
  'case-reported': 'place',
  'case-accepted': 'take',
  'case-declined': 'take',
  'case-registered': 'take',
  'case-merged': 'take',
  'case-retyped': 'take',
  'case-relocated': 'take',
  'case-handed-over': 'take',
  'case-dispatched': 'send',
  'case-signed': 'send',
  'case-returned': 'send',
  'case-handling-started': 'send',
  'case-extension-requested': 'send',
  'case-extension-refused': 'send',
  'case-extended': 'send',
  'case-suspended': 'send',
  'case-resumed': 'send',
  'case-resolved': 'send',
  'case-verified': 'check',
  'case-reworked': 'check',
  'case-closed': 'check',
  'case-cancelled': 'check',
  'case-reopened': 'check',
  'case-rated': 'rate',
}

/** The department that had the case when a fact was told (经办部门); null before any dispatch. */
export function departmentsAt(facts: readonly Fact[]): Map<number, string | null> {
  const at = new Map<number, string | null>()
  let department: string | null = null
  for (const fact of inOrder(facts)) {
    if (fact.type === 'case-dispatched') department = fact.body.department
    at.set(fact.position, department)
  }
  return at
}

/** The five stations of a case's way (下 接 派 验 评), each with who did what and how long it took. */
export function parcelWay(
  state: CaseState,
  facts: readonly Fact[],
  posts: Posts,
  rules: CaseRules,
  now: number,
): ParcelStep[] {
  const spans = spansOf(state, rules)
  const parts = partsOf(state, facts, posts, rules)
  const isOver = ['declined', 'cancelled', 'merged'].includes(state.stage)
  let reached = false
  return parcelSteps.map((key): ParcelStep => {
    const span = spans[key]
    const own = parts.filter((part) => stationOf[part.type as CaseFactType] === key)
    const stage = stateOf(span, reached, isOver || (state.closedAt !== null && key !== 'rate'))
    if (stage === 'current') reached = true
    return {
      key,
      name: parcelStepName[key],
      state: stage,
      from: span?.from ?? null,
      doneAt: span?.doneAt ?? null,
      post: stage === 'current' ? holderOf(key, state, posts) : (own.at(-1)?.post ?? null),
      clock: span === null ? null : stepClock(span, state.pauses, rules, endOf(state) ?? now),
      parts: own,
    }
  })
}

function stateOf(span: Measured | null, reached: boolean, isOver: boolean): ParcelState {
  if (span !== null && span.doneAt !== null) return 'done'
  if (isOver) return 'skipped'
  return span !== null && !reached ? 'current' : 'ahead'
}

/** When the case left everybody's hands without going its way to the end. */
const endOf = (state: CaseState): number | null =>
  state.declinedAt ?? state.mergedAt ?? state.cancelledAt ?? state.closedAt

function spansOf(state: CaseState, rules: CaseRules): Record<ParcelStepKey, Measured | null> {
  const { reportedAt, acceptedAt, registeredAt, resolvedAt, closedAt } = state
  const first = state.orders[0]?.at ?? null
  const last = state.orders.at(-1)?.at ?? null
  const unit = (clock: Parameters<typeof unitOf>[1]) => unitOf(state, clock, rules)
  const sent = last ?? registeredAt
  const natural = { deadline: null, unit: null }
  // 自行办结: closed by the desk, and never sent to anybody.
  const selfHandled = closedAt !== null && first === null
  return {
    place: { from: reportedAt, doneAt: reportedAt, ...natural },
    take: {
      from: acceptedAt ?? reportedAt,
      doneAt: registeredAt ?? first ?? state.declinedAt ?? closedAt,
      deadline: state.registerDeadline,
      unit: unit('register'),
    },
    send:
      sent === null || selfHandled
        ? null
        : {
            from: sent,
            doneAt: resolvedAt ?? (last === null ? null : closedAt),
            deadline: last === null ? state.dispatchDeadline : state.disposalDeadline,
            unit: unit(last === null ? 'dispatch' : 'disposal'),
          },
    check:
      resolvedAt === null
        ? null
        : {
            from: resolvedAt,
            doneAt: closedAt,
            deadline: state.closingDeadline,
            unit: unit('closing'),
          },
    rate: closedAt === null ? null : { from: closedAt, doneAt: state.ratedAt, ...natural },
  }
}

function partsOf(
  state: CaseState,
  facts: readonly Fact[],
  posts: Posts,
  rules: CaseRules,
): ParcelPart[] {
  const departments = departmentsAt(facts)
  const clockOf = measuredParts(state, rules)
  return inOrder(facts).flatMap((fact): ParcelPart[] => {
    const type = fact.type as CaseFactType
    if (stationOf[type] === undefined) return []
    const measured = clockOf(fact)
    return [
      {
        ...{ type, name: caseFactName[type], at: fact.occurredAt, position: fact.position },
        post: posts.of(fact, departments.get(fact.position) ?? null),
        clock: measured && stepClock(measured, state.pauses, rules, fact.occurredAt),
      },
    ]
  })
}

/** The acts that a clock waited for: 立案, the first 派遣, the 反馈 and the 结案 that count. */
function measuredParts(state: CaseState, rules: CaseRules) {
  const unit = (clock: Parameters<typeof unitOf>[1]) => unitOf(state, clock, rules)
  return ({ type, occurredAt: doneAt }: Fact): Measured | null => {
    if (type === 'case-registered' && doneAt === state.registeredAt && state.acceptedAt !== null)
      return {
        from: state.acceptedAt,
        doneAt,
        deadline: state.registerDeadline,
        unit: unit('register'),
      }
    if (type === 'case-dispatched' && doneAt === state.orders[0]?.at && state.registeredAt !== null)
      return {
        from: state.registeredAt,
        doneAt,
        deadline: state.dispatchDeadline,
        unit: unit('dispatch'),
      }
    const sent = state.orders.findLast((order) => order.at <= doneAt)?.at
    if (type === 'case-resolved' && doneAt === state.resolvedAt && sent !== undefined)
      return { from: sent, doneAt, deadline: state.disposalDeadline, unit: unit('disposal') }
    if (type === 'case-closed' && doneAt === state.closedAt && state.resolvedAt !== null)
      return {
        from: state.resolvedAt,
        doneAt,
        deadline: state.closingDeadline,
        unit: unit('closing'),
      }
    return null
  }
}

/** At whom a case lies that stands at a station. */
function holderOf(key: ParcelStepKey, state: CaseState, posts: Posts): Post {
  if (key === 'check') return posts.role('verifier')
  if (key === 'rate' || key === 'place') return posts.source(state.source)
  const waits = key === 'take' || state.stage === 'registered' || state.department === null
  return waits ? posts.role('duty-officer') : posts.department(state.department ?? '')
}
