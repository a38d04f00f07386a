import type { FactVerdict } from '../../shared/events/source-fact.ts'
import { DomainError, type ErrorCode } from '../../shared/errors.ts'

/** What a report of facts is answered with (逐条回执): how many of each verdict, and each. */
export interface VerdictsAnswer {
  accepted: number
  duplicate: number
  conflict: number
  rejected: number
  verdicts: readonly FactVerdict[]
}

export function verdictsAnswer(verdicts: readonly FactVerdict[]): VerdictsAnswer {
  const count = (kind: FactVerdict['verdict']) => verdicts.filter((v) => v.verdict === kind).length
  return {
    accepted: count('accepted'),
    duplicate: count('duplicate'),
    conflict: count('conflict'),
    rejected: count('rejected'),
    verdicts,
  }
}

const words: Partial<Record<ErrorCode, string>> = {
  conflict: '同一来源的此 key 已有内容不同的事实，未收；若是更正，请用新的 key 报。',
  unprocessable: '没有一条能收；请按每条的 reasons 改正后用同一 key 重报。',
}

/**
 * The fault of a report of which nothing stands (整批未收): all in conflict with what is known, or none
 * that could be taken. Null as soon as one was accepted or known already.
 */
export function wholeFault(answer: VerdictsAnswer): DomainError | null {
  const { accepted, duplicate, conflict, verdicts } = answer
  if (verdicts.length === 0 || accepted + duplicate > 0) return null
  const code = conflict === verdicts.length ? 'conflict' : 'unprocessable'
  return new DomainError({ code, params: { what: words[code] ?? code, facts: verdicts.length } })
}
