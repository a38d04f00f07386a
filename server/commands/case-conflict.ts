import { roleName } from '../../shared/access/asker.ts'
import { caseFactName } from '../../shared/cases/fact-names.ts'
import { DomainError } from '../../shared/errors.ts'
import type { CaseFactType, Fact } from '../../shared/events/index.ts'
import { orderSource } from '../queries/case-facts.ts'
import type { OrderParts } from './orders.ts'

/** 案件已变: which post did what, when; never who. */
export function changedSince(
  fact: Fact,
  id: number,
  { cases, pack }: Pick<OrderParts, 'cases' | 'pack'>,
): DomainError {
  const post = fact.source === orderSource ? cases.postAt(fact.position) : null
  const department = pack.departments.find((d) => d.id === post?.department)?.name
  const channel = pack.caseSources.find((s) => s.key === fact.source)?.name ?? fact.source
  const by = post === null ? channel : (department ?? (post.role ? roleName[post.role] : '值班'))
  const name = caseFactName[fact.type as CaseFactType]
  const what = `此案已由${by}${name}，请看过再办`
  const { type: changed, occurredAt: at, position } = fact
  return new DomainError({ code: 'conflict', params: { what, id, by, changed, at, position } })
}

/** The key of another order, with other content. */
export const keyTaken = (id: number): DomainError =>
  new DomainError({
    code: 'conflict',
    params: { what: '此命令编号已用于另一命令', id, why: 'key' },
  })
