import { disposal, handOver, register } from './draft.ts'
import type { Draft } from './draft.ts'
import { caseClocks } from './state.ts'

/** Opens and closes the case's stretches (在办, 督办, 处置计时, 超期) so that they agree with it as of `at`. */
export function keepStretches(draft: Draft, at: number): void {
  const { state } = draft
  const inHand = draft.end === null && state.acceptedAt !== null
  if (inHand !== (draft.inHand !== null)) {
    if (draft.inHand !== null) draft.inHand.to = at
    draft.inHand = inHand ? { from: at, to: null } : null
    if (draft.inHand !== null) state.inHand.push(draft.inHand)
  }
  const supervised = inHand && state.supervisedAt !== null && state.supervisionClosedAt === null
  if (supervised !== (draft.supervised !== null)) {
    if (draft.supervised !== null) draft.supervised.to = at
    draft.supervised = supervised ? { from: at, to: null } : null
    if (draft.supervised !== null) state.supervised.push(draft.supervised)
  }
  keepRun(draft, at)
  for (let clock = register; clock <= handOver; clock += 1) keepLapse(draft, clock, at)
}

function keepRun(draft: Draft, at: number): void {
  const { state, run } = draft
  const runs = draft.end === null && draft.pause === null && state.resolvedAt === null
  const deadline = runs ? (draft.deadlines[disposal] ?? null) : null
  const dispatchedAt = state.orders.at(-1)?.at ?? at
  if (run !== null) {
    if (run.deadline === deadline && run.dispatchedAt === dispatchedAt) return
    run.to = at
    draft.run = null
  }
  if (deadline === null) return
  draft.run = { dispatchedAt, deadline, unit: draft.limit?.unit ?? null, from: at, to: null }
  state.runs.push(draft.run)
}

// A late case that is taken up again is past the same deadline again.
function keepLapse(draft: Draft, clock: number, at: number): void {
  const past = draft.past[clock] ?? null
  const deadline = draft.deadlines[clock] ?? null
  const isPast = draft.end === null && draft.lapsed[clock] === true && deadline !== null
  if (past !== null && !isPast) {
    past.to = at
    draft.past[clock] = null
  } else if (past === null && isPast) {
    const name = caseClocks[clock] ?? 'closing'
    const again = { clock: name, deadline, from: at, to: null, recorded: false }
    draft.past[clock] = again
    draft.state.lapses.push(again)
  }
}
