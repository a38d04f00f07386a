import type { CaseVerb } from '../../shared/cases/orders.ts'

/** The orders that bring a case on its way, the next first. */
const onward: readonly CaseVerb[] = [
  'case-extend',
  'case-accept',
  'case-register',
  'case-dispatch',
  'case-sign',
  'case-start',
  'case-resolve',
  'case-resume',
  'case-verify',
  'case-close',
  'case-rate',
  'case-close-supervision',
]

/** The one order that is meant to be given next; null where none leads on. */
export function leadingVerb(may: readonly CaseVerb[]): CaseVerb | null {
  return onward.find((verb) => may.includes(verb)) ?? null
}
