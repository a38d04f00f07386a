import type { BodyOf, CaseFactType, Fact } from '../events/index.ts'
import { passTime } from './clocks.ts'
import { blankDraft, closing, disposal, dispatch, register } from './draft.ts'
import type { Draft, Verbs } from './draft.ts'
import { inOrder } from './facts-in-order.ts'
import { impliedLights } from './lights.ts'
import type { CaseRules } from './rules.ts'
import { caseClocks } from './state.ts'
import type { CaseState } from './state.ts'
import { keepStretches } from './stretches.ts'
import { endingVerbs } from './verbs/ending.ts'
import { handlingVerbs } from './verbs/handling.ts'
import { intakeVerbs } from './verbs/intake.ts'
import { supervisionVerbs } from './verbs/supervision.ts'

type TimeFact = Extract<Fact, { type: 'deadline-passed' | 'light-raised' }>
type Verb = (draft: Draft, at: number, body: BodyOf<CaseFactType>, source: string) => void

const verbs: Verbs<Exclude<CaseFactType, TimeFact['type']>> = {
  ...intakeVerbs,
  ...handlingVerbs,
  ...endingVerbs,
  ...supervisionVerbs,
}
const verbOf = new Map(Object.entries(verbs)) as ReadonlyMap<string, Verb>

/**
 * One case from its facts (归并), in any order and with copies: they are taken in the order
 * (occurredAt, source, key), a key once. Null until it is reported. Never throws for what the facts
 * say. `rules` are those of the pack in force. What time did is implied by the sources' facts; the
 * recorded lapses and lights only say which of it counts, and one that is no longer implied is ignored.
 */
export function fold(caseId: number, facts: readonly Fact[], rules: CaseRules): CaseState | null {
  const draft = blankDraft(caseId, rules)
  const recorded: TimeFact[] = []
  const ordered = inOrder(facts)
  // What sorts before the report is already of the type that it will give.
  for (const { type, body } of ordered)
    if (type === 'case-reported') {
      draft.state.type = body.type
      break
    }
  for (const fact of ordered) {
    if (fact.type === 'deadline-passed' || fact.type === 'light-raised') {
      recorded.push(fact)
      continue
    }
    const verb = verbOf.get(fact.type)
    if (verb === undefined) continue
    const at = fact.occurredAt
    passTime(draft, at)
    verb(draft, at, fact.body as BodyOf<CaseFactType>, fact.source)
    keepStretches(draft, at)
    draft.state.changedAt = at
  }
  if (!draft.known) return null
  passTime(draft, Infinity)
  const { state } = draft
  state.stage = draft.pause === null ? draft.stage : 'suspended'
  state.registerDeadline = draft.deadlines[register] ?? null
  state.dispatchDeadline = draft.deadlines[dispatch] ?? null
  state.disposalDeadline = draft.deadlines[disposal] ?? null
  state.closingDeadline = draft.deadlines[closing] ?? null
  if (recorded.length > 0) takeRecorded(draft, recorded)
  return state
}

function takeRecorded(draft: Draft, recorded: readonly TimeFact[]): void {
  const { state, rules } = draft
  const isRaised = (rule: number, deadline: number | null): boolean =>
    recorded.some(
      (f) => f.type === 'light-raised' && f.body.rule === rule && f.body.deadline === deadline,
    )
  for (const { type, body } of recorded) {
    if (type !== 'deadline-passed') continue
    for (const lapse of state.lapses)
      if (lapse.clock === body.clock && lapse.deadline === body.deadline) {
        lapse.recorded = true
        state.changedAt = Math.max(state.changedAt, lapse.deadline)
      }
  }
  for (const lapse of state.lapses) {
    const clock = caseClocks.indexOf(lapse.clock)
    if (lapse.recorded && draft.lapsed[clock] && draft.deadlines[clock] === lapse.deadline)
      state.passed[lapse.clock] = lapse.deadline
  }
  if (!recorded.some((f) => f.type === 'light-raised')) return
  for (const light of impliedLights(state, rules))
    if (isRaised(light.rule, light.deadline)) {
      state.lights.push(light)
      state.changedAt = Math.max(state.changedAt, light.at)
    }
}
