import type { Severity } from './pack.ts'

/** A type of event (事件小类) as a form offers it; `category` is its 大类, `leadName` who has it by default. */
export interface EventTypeFacts {
  code: string
  category: string
  name: string
  severity: Severity
  leadName: string
}
