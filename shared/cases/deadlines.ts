import type { Limit } from '../city/pack.ts'
import type { BodyOf } from '../events/index.ts'
import { dueAt } from './rules.ts'
import type { CaseRules } from './rules.ts'

/** What deadlines are computed from: working time and the pack's process limits. */
export type DeadlineRules = Pick<CaseRules, 'clock' | 'limits'>

/** By when a case accepted at `at` is to be registered (立案时限), UTC ms. */
export const registerBy = (rules: DeadlineRules, at: number): number =>
  dueAt(rules, at, rules.limits.register)

/** By when a case registered at `at` is to be dispatched (派遣时限), UTC ms. */
export const dispatchBy = (rules: DeadlineRules, at: number): number =>
  dueAt(rules, at, rules.limits.dispatch)

/** The closing deadline (结案时限) of a disposal deadline: the day for verification (核查) after it. */
export const closeBy = (rules: DeadlineRules, disposal: number): number =>
  dueAt(rules, disposal, rules.limits.verification)

/** What a dispatch (派遣) says of time: undefined = nothing, null = that there is none. */
export interface DispatchTerms {
  department: string
  limit: Limit | null
  disposalDeadline?: number | null
  closingDeadline?: number | null
}

/**
 * A dispatch with its deadlines resolved as of `at`: those given stand, the others follow from
 * `limit` and the allowance for verification.
 */
export function dispatched(
  rules: DeadlineRules,
  at: number,
  { department, limit, ...given }: DispatchTerms,
): BodyOf<'case-dispatched'> {
  const disposal =
    given.disposalDeadline !== undefined ? given.disposalDeadline : limit && dueAt(rules, at, limit)
  const closing =
    given.closingDeadline !== undefined
      ? given.closingDeadline
      : disposal && closeBy(rules, disposal)
  return { department, limit, disposalDeadline: disposal, closingDeadline: closing }
}

/** An extension (延期) of the disposal deadline; the closing deadline follows unless given. */
export const extended = (
  rules: DeadlineRules,
  disposalDeadline: number,
  closingDeadline?: number | null,
): BodyOf<'case-extended'> => ({
  disposalDeadline,
  closingDeadline: closingDeadline ?? closeBy(rules, disposalDeadline),
})

/** By when a hand-off made at `at` is to be taken (接收时限); empty where the pack sets no limit. */
export const takenBy = (
  rules: Pick<CaseRules, 'clock'>,
  at: number,
  limit: Limit | null,
): { takeBy?: { limit: Limit; deadline: number } } =>
  limit === null ? {} : { takeBy: { limit, deadline: dueAt(rules, at, limit) } }
