import { z } from 'zod'
import { analysisQuestion } from '../analysis/question.ts'
import { keptId, orderKey } from './saved-question.ts'

/** 自由报告, or 月度通报, which fills itself and puts its own blocks behind. */
export const reportTemplates = ['free', 'monthly'] as const
export type ReportTemplate = (typeof reportTemplates)[number]
export const templateName: Record<ReportTemplate, string> = {
  free: '自由报告',
  monthly: '月度通报',
}

/** When a report is produced by itself (定期生成). */
export const schedules = ['none', 'daily', 'weekly', 'monthly'] as const
export type Schedule = (typeof schedules)[number]
export const scheduleName: Record<Schedule, string> = {
  none: '不定期',
  daily: '每日',
  weekly: '每周',
  monthly: '每月',
}

export const papers = ['A4', 'A3'] as const
export type Paper = (typeof papers)[number]

const caption = z.string().trim().max(120).default('')
/** True = the window keeps its length and ends with the report's period (随期). */
const follow = z.boolean().default(true)

/** A block (版块): 标题, 文字, 图 (a question's view), 表, 摘要 (the latest figures in words). */
export const reportBlock = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: z.string().trim().max(120) }),
  z.strictObject({ kind: z.literal('text'), text: z.string().trim().max(4_000) }),
  z.strictObject({ kind: z.literal('question'), question: analysisQuestion, caption, follow }),
  z.strictObject({ kind: z.literal('table'), question: analysisQuestion, caption, follow }),
  z.strictObject({ kind: z.literal('summary'), question: analysisQuestion, caption, follow }),
])
export type ReportBlock = z.infer<typeof reportBlock>
export type BlockKind = ReportBlock['kind']
export const blockName: Record<BlockKind, string> = {
  heading: '标题',
  text: '文字',
  question: '图',
  table: '表',
  summary: '摘要',
}

/** What a report says of itself (报告), without who and when. */
export const reportContent = z.strictObject({
  name: z.string().trim().min(1, '请写名称').max(60),
  template: z.enum(reportTemplates),
  blocks: z.array(reportBlock).max(40),
  paper: z.enum(papers),
  schedule: z.enum(schedules),
})
export type ReportContent = z.infer<typeof reportContent>

/** 保存报告; with `id` the one that stands is replaced. */
export const reportDraft = reportContent.extend({ id: keptId.optional(), key: orderKey })
export type ReportDraft = z.input<typeof reportDraft>

/** A report as it stands. `regions` are the roots of what who saved it may see: produced files hold no more. */
export interface KeptReport extends ReportContent {
  id: string
  by: string
  byName: string
  regions: number[]
  savedAt: number
}

/** A file that was produced (已生成): of which period, when, and its SHA-256. */
export interface Production {
  report: string
  /** `2026-10-31`, `2026-W44`, `2026-10`. */
  period: string
  file: string
  hash: string
  at: number
}

/** `report.list`: by name. */
export interface ReportList {
  position: number
  rows: (Pick<KeptReport, 'id' | 'name' | 'template' | 'schedule' | 'byName' | 'savedAt'> & {
    own: boolean
    last: Production | null
  })[]
}
