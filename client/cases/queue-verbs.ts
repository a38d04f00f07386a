import { caseVerbs, type CaseVerb } from '../../shared/cases/orders.ts'
import { openStages } from '../../shared/cases/case-law.ts'
import type { QueueRow } from '../../shared/cases/queue-answers.ts'

/** The letter of each verb (快捷键): no two that one role may order share one. */
export const verbLetter: Record<CaseVerb, string> = {
  'case-accept': 'a',
  'case-decline': 'n',
  'case-register': 'r',
  'case-merge': 'm',
  'case-retype': 't',
  'case-relocate': 'l',
  'case-dispatch': 'd',
  'case-sign': 's',
  'case-return': 'b',
  'case-start': 'h',
  'case-ask-extension': 'e',
  'case-extend': 'e',
  'case-refuse-extension': 'q',
  'case-suspend': 'p',
  'case-resume': 'u',
  'case-resolve': 'f',
  'case-verify': 'v',
  'case-rework': 'w',
  'case-close': 'c',
  'case-rate': 'g',
  'case-cancel': 'z',
  'case-reopen': 'o',
  'case-supervise': 's',
  'case-close-supervision': 'c',
  'case-hand-over': 'i',
}

/** What leads a case on, nearest step first; the rest follows in the order of the law. */
const onward: readonly CaseVerb[] = [
  'case-extend',
  'case-accept',
  'case-register',
  'case-dispatch',
  'case-sign',
  'case-start',
  'case-resolve',
  'case-verify',
  'case-close-supervision',
  'case-close',
  'case-resume',
  'case-supervise',
]

type Decided = Pick<QueueRow, 'may' | 'extension' | 'stage'>

/** An answer to what was not asked, 自行办结 before a dispatch, 销号 of what is still out: not the way on. */
const isExcept = ({ extension, stage }: Decided, verb: CaseVerb): boolean =>
  (verb === 'case-extend' && extension === null) ||
  (verb === 'case-close' && stage !== 'verified') ||
  (verb === 'case-close-supervision' && openStages.includes(stage))

const leading = (row: Decided): CaseVerb[] =>
  onward.filter((verb) => row.may.includes(verb) && !isExcept(row, verb))

/** What leads the case on; null where the asker has nothing that does. */
export const mainVerb = (row: Decided): CaseVerb | null => leading(row)[0] ?? null

/** The open orders of a row, what leads it on first. */
export const verbsOf = (row: Decided): CaseVerb[] => [...new Set([...leading(row), ...row.may])]

/** The orders open to every one of these rows, in the order of the law. */
export const commonVerbs = (rows: readonly Pick<QueueRow, 'may'>[]): CaseVerb[] =>
  rows.length === 0 ? [] : caseVerbs.filter((verb) => rows.every(({ may }) => may.includes(verb)))
