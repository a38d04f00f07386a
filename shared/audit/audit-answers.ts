import { z } from 'zod'

/** Which audit rows are asked for (审计筛选); instants UTC ms, `[from, to)`; a missing field does not filter. */
export const auditFilter = z.strictObject({
  from: z.number().int().nonnegative().optional(),
  to: z.number().int().nonnegative().optional(),
  /** Id of who did it. */
  asker: z.string().min(1).max(120).optional(),
  action: z.string().min(1).max(80).optional(),
  /** Words in name, address or detail. */
  text: z.string().trim().min(1).max(60).optional(),
})
export type AuditFilter = z.infer<typeof auditFilter>

/** One row of the audit (审计行), as the auditor reads it. */
export interface AuditLine {
  number: number
  /** UTC ms. */
  at: number
  asker: string
  /** Null in rows older than the chain. */
  askerName: string | null
  roles: string[]
  /** The remote address; null = the system itself. */
  from: string | null
  action: string
  /** Text or JSON: which one, never case contents. */
  detail: string
  /** The fact of the log that was written with it. */
  position: number | null
  /** Null in rows older than the chain. */
  mac: string | null
}

/** `audit.list`: a page, newest first. */
export interface AuditListAnswer {
  rows: AuditLine[]
  /** What to give as `before` for the next page; null = no older ones. */
  before: number | null
  /** Every action there is and everybody who is named, for the filter. */
  actions: string[]
  askers: { id: string; name: string | null }[]
  now: number
}

/** An end of the chain that somebody wrote down (回执): the last number and its mac. */
export const auditReceipt = z.strictObject({
  number: z.number().int().nonnegative(),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
})
export type AuditReceipt = z.infer<typeof auditReceipt>

/**
 * What is wrong with the first bad row: `changed` (its content is not what was written), `missing` (there
 * is none of that number), `order` (it does not follow the one before), `cut-off` (the end is gone or
 * was added to), `checkpoint` and `head` (the beginning or the end was forged or is gone), `receipt`
 * (the chain is not the one that was written down).
 */
export type AuditFault =
  'changed' | 'missing' | 'order' | 'cut-off' | 'checkpoint' | 'head' | 'receipt'

/** What an auditor reads of a fault. */
export const auditFaultWords: Record<AuditFault, string> = {
  changed: '内容被改动',
  missing: '该行缺失',
  order: '与前一行接不上',
  'cut-off': '链尾之后的行不符',
  checkpoint: '链点缺失或被伪造',
  head: '链尾记录缺失或被伪造',
  receipt: '与留存的回执不符',
}

/** `audit.verify`: the chain was walked from its beginning to its end. */
export interface AuditVerifyAnswer {
  ok: boolean
  /** How many rows were verified. */
  rows: number
  /** The first number that is verified; older ones left by retention, or have no chain. */
  from: number
  /** Rows that are there but older than the chain, or made with a key that is lost. */
  unverified: number
  /** The end: write it down (回执) and verify against it later. Null where there is no chain. */
  head: AuditReceipt | null
  firstBad: { number: number; fault: AuditFault } | null
  /** Whether the chain holds the given receipt; `too-old`: it lies before what is verified. Null = none given. */
  receipt: 'held' | 'not-held' | 'too-old' | null
  /** UTC ms. */
  at: number
}
