import type { Severity } from '../../shared/city/pack.ts'
import type { Status } from '../../shared/indicators/answers.ts'

const numerals: Record<Severity, string> = { 1: 'Ⅰ', 2: 'Ⅱ', 3: 'Ⅲ', 4: 'Ⅳ' }
const colourNames: Record<Severity, string> = { 1: '红', 2: '橙', 3: '黄', 4: '蓝' }

/** Severity is never colour alone: its numeral and its word. */
export const numeralOf = (severity: Severity): string => numerals[severity]
export const colourNameOf = (severity: Severity): string => colourNames[severity]

/** How an indicator's status looks: 红 as Ⅰ, 黄 as Ⅲ; nothing where there is nothing to say. */
export function severityOfStatus(status: Status): Severity | null {
  if (status === 'red') return 1
  return status === 'yellow' ? 3 : null
}
