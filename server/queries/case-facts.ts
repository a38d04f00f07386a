import type { Role } from '../../shared/access/asker.ts'
import type { Fact } from '../../shared/events/index.ts'
import { factReader } from '../db/facts.ts'
import type { Database } from '../db/open.ts'

/** A case by its own name, with all its facts in the order of the log. */
export interface ToldCase {
  source: string
  number: string
  facts: Fact[]
}

/** The post (岗位) that gave an order: the role it was given in, and the handler's department. */
export interface OrderPost {
  role: Role | null
  department: string | null
}

/** Cases as the log has them, for those who decide on them (案卷). */
export interface CaseFacts {
  /** Null for a case that was never mentioned. */
  of(caseId: number): ToldCase | null
  /** The fact that an order's key already made; null = none yet. */
  ordered(key: string): { position: number; caseId: number; type: string } | null
  /** Who gave the order that made the fact at `position`; null where the audit says nothing. */
  postAt(position: number): OrderPost | null
}

/** The source under which people's orders stand in the log. */
export const orderSource = 'orders'

export function caseFacts({ sqlite }: Pick<Database, 'sqlite'>): CaseFacts {
  const name = sqlite.prepare<[number], { source: string; number: string }>(
    'SELECT source, number FROM case_number WHERE case_id = ?',
  )
  const ordered = sqlite.prepare<
    [string, string],
    { position: number; caseId: number; type: string }
  >('SELECT position, stream_id AS caseId, type FROM log WHERE source = ? AND key = ?')
  const audit = sqlite
    .prepare<[number], string>('SELECT detail FROM audit WHERE position = ? LIMIT 1')
    .pluck()
  const facts = factReader(sqlite)
  return {
    of: (caseId) => {
      const known = name.get(caseId)
      return known === undefined ? null : { ...known, facts: facts.ofCase(caseId) }
    },
    ordered: (key) => ordered.get(orderSource, key) ?? null,
    postAt: (position) => {
      const detail = audit.get(position)
      if (detail === undefined) return null
      const { role = null, department = null } = JSON.parse(detail) as Partial<OrderPost>
      return { role, department }
    },
  }
}
