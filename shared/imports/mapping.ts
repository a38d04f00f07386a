import { z } from 'zod'
import { severity } from '../events/envelope.ts'

const text = z.string().min(1).max(120)
/** A column by its header (表头) or by its index from 0, where headers repeat or are empty. */
const column = z.union([text, z.number().int().min(0).max(999)])

/** What columns can say of a work order (工单); each key is the name of a field on screen too. */
export const workOrderColumns = z.strictObject({
  number: column,
  occurredAt: column,
  type: column.optional(),
  title: column.optional(),
  description: column.optional(),
  /** Code or name of the region (区域); with `parentRegion` the wider one beside it (区县 beside 街道). */
  region: column.optional(),
  parentRegion: column.optional(),
  lng: column.optional(),
  lat: column.optional(),
  severity: column.optional(),
  /** How often the same has been reported (第几次诉求). */
  repeat: column.optional(),
  status: column.optional(),
  acceptedAt: column.optional(),
  registeredAt: column.optional(),
  dispatchedAt: column.optional(),
  department: column.optional(),
  disposalDeadline: column.optional(),
  closingDeadline: column.optional(),
  signedAt: column.optional(),
  resolvedAt: column.optional(),
  /** What came of it (办理结果): the text of the resolving fact. */
  result: column.optional(),
  verifiedAt: column.optional(),
  closedAt: column.optional(),
  rating: column.optional(),
  ratedAt: column.optional(),
})

/** What a word of a status column (状态) can mean: the stage that the work order stands in. */
export const mappedStages = [
  'reported',
  'accepted',
  'declined',
  'registered',
  'dispatched',
  'signed',
  'handling',
  'resolved',
  'verified',
  'closed',
  'rated',
  'suspended',
  'cancelled',
] as const
export type MappedStage = (typeof mappedStages)[number]

export const mappedRatings = ['satisfied', 'basically-satisfied', 'dissatisfied'] as const
export type MappedRating = (typeof mappedRatings)[number]

const most = 2_000
const words = <V extends z.ZodType>(value: V) =>
  z
    .record(text, value)
    .refine((map) => Object.keys(map).length <= most, `至多 ${most} 条`)
    .default({})

/** Words of this source → our words (值映射); `''` in a rating or severity means: says nothing. */
const valueMaps = z.strictObject({
  status: words(z.enum(mappedStages)),
  severity: words(z.union([severity, z.literal('')])),
  rating: words(z.union([z.enum(mappedRatings), z.literal('')])),
  /** → type code. */
  type: words(text),
  /** → department id. */
  department: words(text),
  /** → region code. */
  region: words(text),
})

/** How coordinates are given (坐标系): GPS, 高德/腾讯 (火星坐标), 百度. */
export const coordinateSystems = ['wgs84', 'gcj02', 'bd09'] as const
export type CoordinateSystem = (typeof coordinateSystems)[number]

export const regionWays = ['code', 'name', 'coordinates'] as const
export const typeWays = ['code', 'name', 'keywords'] as const

const dateFormat = z
  .string()
  .min(1)
  .max(40)
  .regex(/yyyy/, '日期格式应含年：yyyy')
  .regex(/M/, '日期格式应含月：M 或 MM')
  .regex(/d/, '日期格式应含日：d 或 dd')

/** Date formats (日期格式) tried where a mapping names none: as exports in China write them. */
export const usualDateFormats = [
  'yyyy-M-d H:m:s',
  'yyyy-M-d H:m',
  'yyyy-M-d',
  'yyyy/M/d H:m:s',
  'yyyy/M/d H:m',
  'yyyy/M/d',
  'yyyy.M.d H:m',
  'yyyy.M.d',
  'yyyy年M月d日 H时m分s秒',
  'yyyy年M月d日 H时m分',
  'yyyy年M月d日 H:m:s',
  'yyyy年M月d日 H:m',
  'yyyy年M月d日',
  'yyyyMMddHHmmss',
  'yyyyMMddHHmm',
  'yyyyMMdd',
] as const

/** A mapping of work orders (工单映射), as it is saved, shipped in a pack and sent by the upload page. */
export const workOrderMapping = z.strictObject({
  name: text,
  /** 案件来源 of the pack in whose name the file speaks. */
  source: z.string().min(1).max(60),
  /** Name or number (from 1) of the sheet (工作表); left out = the first. */
  sheet: z.union([text, z.number().int().min(1).max(60)]).optional(),
  /** Row of the header as the spreadsheet numbers it. */
  headerRow: z.number().int().min(1).max(200).default(1),
  columns: workOrderColumns,
  valueMaps: valueMaps.prefault({}),
  /** Formats tried in order for every column of times, unless the column has its own. */
  dateFormats: z
    .array(dateFormat)
    .min(1)
    .max(20)
    .default([...usualDateFormats]),
  columnDateFormats: z
    .partialRecord(workOrderColumns.keyof(), z.array(dateFormat).min(1).max(20))
    .default({}),
  /** IANA zone of the times; left out = the pack's. */
  zone: z.string().max(60).optional(),
  coordinates: z.enum(coordinateSystems).default('wgs84'),
  /** `within`: code of the region that the table lies in; left out = the city. */
  region: z
    .strictObject({ by: z.enum(regionWays), within: text.optional() })
    .default({ by: 'name' }),
  /** Keywords (关键词) are looked for in type, title and description, in this order; the first that fits wins. */
  type: z
    .strictObject({
      by: z.enum(typeWays),
      keywords: z
        .array(z.strictObject({ words: z.array(text).min(1).max(50), type: text }))
        .max(500)
        .default([]),
    })
    .prefault({ by: 'name' }),
  note: z.string().max(500).optional(),
})

export type WorkOrderMapping = z.infer<typeof workOrderMapping>
/** As a person or a file writes it: what has a default may be left out. */
export type WorkOrderMappingInput = z.input<typeof workOrderMapping>
export type WorkOrderField = keyof z.infer<typeof workOrderColumns>
export const workOrderFields = Object.keys(workOrderColumns.shape) as WorkOrderField[]

/** What each field (字段) is called on screen and in reports. */
export const fieldName: Record<WorkOrderField, string> = {
  number: '工单编号',
  occurredAt: '诉求时间',
  type: '事件类型',
  title: '标题',
  description: '诉求内容',
  region: '区域',
  parentRegion: '上级区域',
  lng: '经度',
  lat: '纬度',
  severity: '等级',
  repeat: '第几次诉求',
  status: '状态',
  acceptedAt: '受理时间',
  registeredAt: '立案时间',
  dispatchedAt: '派单时间',
  department: '承办单位',
  disposalDeadline: '处置期限',
  closingDeadline: '办结期限',
  signedAt: '签收时间',
  resolvedAt: '反馈时间',
  result: '办理结果',
  verifiedAt: '核查时间',
  closedAt: '办结时间',
  rating: '满意度',
  ratedAt: '评价时间',
}

/** The fields that hold a time. */
export const timeFields = [
  'occurredAt',
  'acceptedAt',
  'registeredAt',
  'dispatchedAt',
  'disposalDeadline',
  'closingDeadline',
  'signedAt',
  'resolvedAt',
  'verifiedAt',
  'closedAt',
  'ratedAt',
] as const satisfies readonly WorkOrderField[]
export type TimeField = (typeof timeFields)[number]
