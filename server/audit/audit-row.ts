import type { Asker } from '../../shared/access/asker.ts'

/** Whoever an audit row names. */
export type Audited = Pick<Asker, 'id' | 'name' | 'roles' | 'from'>

/** What is to be audited (待审计): who did what; `detail` is text or becomes JSON, never case contents. */
export interface AuditEntry {
  asker: Audited
  action: string
  detail: string | Record<string, unknown>
  /** The last fact written with it. */
  position?: number | null
}

/** The system itself as an audit row names it. */
export const auditedSystem: Audited = { id: 'system', name: '系统', roles: ['system'], from: null }

/** What was chained of a row, without its macs. */
export interface AuditContent {
  number: number
  at: number
  asker: string
  askerName: string | null
  roles: string | null
  address: string | null
  action: string
  detail: string
  position: number | null
}

/** A row as it is stored (审计行); macs are null in rows older than the chain. */
export interface AuditRow extends AuditContent {
  previous: string | null
  mac: string | null
}

/** A row in the one form that its mac is made of: JSON of its fields in this order. */
export const canonical = (row: AuditContent): string =>
  JSON.stringify([
    ...[row.number, row.at, row.asker, row.askerName, row.roles, row.address],
    ...[row.action, row.detail, row.position],
  ])

/** The columns of an `AuditRow`. */
export const auditColumns = `number, at, asker, asker_name AS askerName, roles, address, action, detail,
  position, previous, mac`
