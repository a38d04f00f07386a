import type { Attachment } from '../../shared/cases/attachment.ts'
import { caseVerbName, type CaseCommand, type CaseVerb } from '../../shared/cases/orders.ts'
import type { QueueRow } from '../../shared/cases/queue-answers.ts'
import type { Rating } from '../../shared/cases/state.ts'
import type { Limit, RegionId } from '../../shared/city/pack.ts'

/** What a person fills in of an order (命令表单); empty text and null = not said. */
export interface OrderDraft {
  reason: string
  note: string
  /** Null = the one proposed for each case. */
  department: string | null
  limit: Limit | null
  disposalDeadline: number | null
  type: string | null
  region: RegionId | null
  point: [number, number] | null
  into: number | null
  until: number | null
  to: string | null
  files: readonly Attachment[]
  rating: Rating | null
  owner: string
  due: number | null
}

export const emptyDraft = (): OrderDraft => ({
  ...{ reason: '', note: '', department: null, limit: null, disposalDeadline: null, type: null },
  ...{ region: null, point: null, into: null, until: null, to: null, files: [], rating: null },
  ...{ owner: '', due: null },
})

/** What is asked for, in the order of the form; `place` is region and point, `terms` limit and deadline. */
export type OrderField =
  | 'department'
  | 'terms'
  | 'type'
  | 'place'
  | 'into'
  | 'until'
  | 'to'
  | 'rating'
  | 'owner'
  | 'due'
  | 'reason'
  | 'note'
  | 'files'

/** The fields of a verb's order beside the case. */
export type OrderSaid<V extends CaseVerb = CaseVerb> = Omit<
  Extract<CaseCommand, { verb: V }>,
  'verb'
>

interface OrderForm<V extends CaseVerb> {
  fields: readonly OrderField[]
  said(draft: OrderDraft): OrderSaid<V>
}

const bare = { fields: [], said: () => ({}) } as const
const why = {
  fields: ['reason'],
  said: ({ reason }: OrderDraft) => ({ reason: reason.trim() }),
} as const
const noteOf = ({ note }: OrderDraft) => (note.trim() === '' ? {} : { note: note.trim() })
const filesOf = ({ files }: OrderDraft) =>
  files.length === 0 ? {} : { attachments: files.map(({ hash }) => hash) }

/** Verb → what its form asks and what it sends (命令表); a new verb is a row here. */
export const orderForms: { [V in CaseVerb]: OrderForm<V> } = {
  'case-accept': bare,
  'case-decline': why,
  'case-register': bare,
  'case-merge': { fields: ['into'], said: ({ into }) => ({ into: into ?? 0 }) },
  'case-retype': { fields: ['type'], said: ({ type }) => ({ type: type ?? '' }) },
  'case-relocate': { fields: ['place'], said: ({ region, point }) => ({ region, point }) },
  'case-dispatch': {
    fields: ['department', 'terms'],
    said: ({ department, limit, disposalDeadline }) => ({
      department: department ?? '',
      ...(limit === null ? {} : { limit }),
      ...(disposalDeadline === null ? {} : { disposalDeadline }),
    }),
  },
  'case-sign': bare,
  'case-return': {
    fields: ['reason', 'files'],
    said: (draft) => ({ ...why.said(draft), ...filesOf(draft) }),
  },
  'case-start': bare,
  'case-ask-extension': {
    fields: ['until', 'reason'],
    said: ({ until, reason }) => ({ until: until ?? 0, reason: reason.trim() }),
  },
  'case-extend': { fields: ['until'], said: ({ until }) => (until === null ? {} : { until }) },
  'case-refuse-extension': why,
  'case-suspend': why,
  'case-resume': bare,
  'case-resolve': {
    fields: ['note', 'files'],
    said: (draft) => ({ ...noteOf(draft), ...filesOf(draft) }),
  },
  'case-verify': {
    fields: ['note', 'files'],
    said: (draft) => ({ ...noteOf(draft), ...filesOf(draft) }),
  },
  'case-rework': why,
  'case-close': { fields: ['note'], said: noteOf },
  'case-rate': {
    fields: ['rating'],
    said: ({ rating }) => ({ rating: rating ?? 'satisfied' }),
  },
  'case-cancel': why,
  'case-reopen': why,
  'case-supervise': {
    fields: ['owner', 'due', 'note'],
    said: (draft) => ({ owner: draft.owner.trim(), due: draft.due, ...noteOf(draft) }),
  },
  'case-close-supervision': { fields: ['note'], said: ({ note }) => ({ note: note.trim() }) },
  'case-hand-over': {
    fields: ['to', 'reason'],
    said: ({ to, reason }) => ({
      to: to ?? '',
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    }),
  },
}

/** What is still to be filled in: which field, and what to do; nothing where it may be sent. */
export function missingOf(
  verb: CaseVerb,
  draft: OrderDraft,
  about: {
    now: number
    /** True where each case goes to its own department unless another is chosen. */
    proposed: boolean
    /** The one case it is about; null = several. */
    row: Pick<QueueRow, 'region' | 'point'> | null
  },
): Partial<Record<OrderField, string>> {
  const missing: Partial<Record<OrderField, string>> = {}
  const asks = new Set(orderForms[verb].fields)
  const name = caseVerbName[verb]
  if (asks.has('reason') && draft.reason.trim() === '' && verb !== 'case-hand-over')
    missing.reason = `请写明${name}的理由`
  if (verb === 'case-close-supervision' && draft.note.trim() === '')
    missing.note = '请写明督办结果，一两句即可'
  if (asks.has('department') && draft.department === null && !about.proposed)
    missing.department = '请选承办部门'
  if (asks.has('type') && draft.type === null) missing.type = '请选一个小类'
  if (asks.has('place') && draft.region === null && draft.point === null)
    missing.place = '请在图上点出位置，或选一个区域'
  else if (asks.has('place') && about.row && isSamePlace(draft, about.row))
    missing.place = '位置没有变，请另点一处或另选区域'
  if (asks.has('into') && draft.into === null) missing.into = '请选要并入的主案'
  if (asks.has('to') && draft.to === null) missing.to = '请选接收渠道'
  if (asks.has('rating') && draft.rating === null) missing.rating = '请选回访所得的评价'
  if (asks.has('owner') && draft.owner.trim() === '') missing.owner = '请写明承办岗位，不写人名'
  if (verb === 'case-ask-extension' && draft.until === null) missing.until = '请选新的处置时限'
  for (const [field, at] of [
    ['until', draft.until],
    ['due', draft.due],
    ['terms', draft.disposalDeadline],
  ] as const)
    if (asks.has(field) && at !== null && at <= about.now) missing[field] = '须晚于此刻，请改选'
  if (asks.has('terms') && draft.limit !== null && !(draft.limit.amount > 0))
    missing.terms = '时限须大于零，请改写'
  return missing
}

const isSamePlace = (draft: OrderDraft, row: Pick<QueueRow, 'region' | 'point'>): boolean =>
  draft.region === row.region && String(draft.point) === String(row.point)
