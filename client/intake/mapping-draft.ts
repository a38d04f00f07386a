import type { PreviewColumn, PreviewSheet, WorkOrderDraft } from '../../shared/imports/answers.ts'
import { fieldName, type WorkOrderField } from '../../shared/imports/mapping.ts'

/** Fields as a person looks for them (字段分组). */
export const fieldGroups: readonly { name: string; fields: readonly WorkOrderField[] }[] = [
  { name: '必填', fields: ['number', 'occurredAt'] },
  { name: '内容', fields: ['type', 'title', 'description', 'severity', 'repeat'] },
  { name: '位置', fields: ['region', 'parentRegion', 'lng', 'lat'] },
  {
    name: '办理',
    fields: [
      ...(['status', 'department', 'acceptedAt', 'registeredAt', 'dispatchedAt'] as const),
      ...(['signedAt', 'disposalDeadline', 'closingDeadline', 'resolvedAt', 'result'] as const),
      ...(['verifiedAt', 'closedAt'] as const),
    ],
  },
  { name: '评价', fields: ['rating', 'ratedAt'] },
]

type Column = string | number

/** How a mapping names a column: by its header, by its place where headers repeat or are empty. */
export function nameOf(column: PreviewColumn, { columns }: PreviewSheet): Column {
  const alone = columns.filter(({ header }) => header === column.header).length === 1
  return column.header !== '' && alone ? column.header : column.index
}

/** The column that a mapping names; null = the sheet has none of that name. */
export const columnOf = (name: Column | undefined, sheet: PreviewSheet): PreviewColumn | null =>
  (name === undefined
    ? undefined
    : typeof name === 'number'
      ? sheet.columns[name]
      : sheet.columns.find(({ header }) => header === name)) ?? null

/** What a column is called in a list. */
export const columnWords = ({ header, index }: PreviewColumn): string =>
  header === '' ? `第 ${index + 1} 列` : header

/** The draft with a field read from another column; null = from none. */
export function withColumn(
  { columns }: WorkOrderDraft,
  field: WorkOrderField,
  name: Column | null,
): Pick<WorkOrderDraft, 'columns'> {
  const changed = { ...columns }
  delete changed[field]
  return { columns: name === null ? changed : { ...changed, [field]: name } }
}

/** Columns that may be read and are not: they are left out. */
export const unread = (draft: WorkOrderDraft, sheet: PreviewSheet): PreviewColumn[] => {
  const read = new Set(Object.values(draft.columns).map((name) => columnOf(name, sheet)?.index))
  return sheet.columns.filter(({ index, dropped }) => dropped === null && !read.has(index))
}

/** What is still missing before it can be tried, in words; empty = nothing. */
export function missingWords(draft: WorkOrderDraft, sheet: PreviewSheet | null): string[] {
  const needed = (['number', 'occurredAt'] as const).filter((f) => draft.columns[f] === undefined)
  const gone = Object.entries(draft.columns).filter(
    ([, name]) => sheet !== null && columnOf(name, sheet) === null,
  )
  const { lng, lat } = draft.columns
  return [
    ...needed.map((field) => `${fieldName[field]}还没有对应的列`),
    ...gone.map(([f, name]) => `${fieldName[f as WorkOrderField]}：表里没有「${name}」列`),
    ...((lng === undefined) !== (lat === undefined) ? ['经度和纬度须成对'] : []),
    ...(draft.region.by === 'coordinates' && lng === undefined ? ['按坐标定区域须有经纬度'] : []),
    ...(draft.source === '' ? ['还没有选案件来源'] : []),
  ]
}
