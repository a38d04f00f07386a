import type { CaseVerb } from '../../shared/cases/orders.ts'
import type { OrderField } from './order-draft.ts'

const labels: Record<OrderField, string> = {
  department: '承办部门',
  terms: '处置时限',
  type: '事件类型',
  place: '位置',
  into: '并入主案',
  until: '新的处置时限',
  to: '转给',
  rating: '回访评价',
  owner: '承办岗位',
  due: '督办期限',
  reason: '理由',
  note: '说明',
  files: '附件',
}
const own: Partial<Record<CaseVerb, Partial<Record<OrderField, string>>>> = {
  'case-resolve': { note: '处置结果' },
  'case-verify': { note: '核查说明' },
  'case-close': { note: '结案说明' },
  'case-supervise': { note: '督办要求' },
  'case-close-supervision': { note: '督办结果' },
}

/** What a field is called in a verb's form. */
export const labelOf = (verb: CaseVerb, field: OrderField): string =>
  own[verb]?.[field] ?? labels[field]

/** Fields that may stay empty say so. */
export function isOptional(verb: CaseVerb, field: OrderField): boolean {
  if (field === 'files' || field === 'due') return true
  if (field === 'note') return verb !== 'case-close-supervision'
  return field === 'reason' && verb === 'case-hand-over'
}
