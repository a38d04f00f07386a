import { z } from 'zod'
import { analysisQuestion } from '../analysis/question.ts'

/** What a view can be exported as (导出格式). */
export const exportFormats = ['csv', 'xlsx', 'png', 'svg', 'pdf'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** How a file is made (导出选项); what does not concern the format is ignored. */
export const exportOptions = z.strictObject({
  /** CSV: GB18030 for programs that can't read UTF-8. */
  encoding: z.enum(['utf-8', 'gb18030']).default('utf-8'),
  /** PNG: pixels for one pixel of the drawing. */
  scale: z.union([z.literal(2), z.literal(4)]).default(2),
  /** PNG and SVG. */
  theme: z.enum(['light', 'dark']).default('light'),
  paper: z.enum(['A4', 'A3']).default('A4'),
  orientation: z.enum(['portrait', 'landscape']).default('portrait'),
})
export type ExportOptions = z.infer<typeof exportOptions>

/** `POST /api/v1/exports`: a question as a file (导出请求). */
export const exportRequest = z.strictObject({
  question: analysisQuestion,
  format: z.enum(exportFormats),
  options: exportOptions.prefault({}),
})
export type ExportRequest = z.infer<typeof exportRequest>

/** Where an export stands (导出状态): 排队, 生成, 完成, 失败. A cancelled one is gone. */
export interface ExportState {
  id: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  /** Rows written, and how many are expected; 0 of 0 before that is known. */
  done: number
  total: number
  /** What to tell the person. */
  words: string
  /** The file's name and size once it is done; null before. */
  file: { name: string; bytes: number } | null
}

/** Most rows of a file (行数上限): a sheet holds 1,048,576 lines; CSV has no limit of its own. */
export const rowLimits: Record<ExportFormat, number> = {
  csv: 5_000_000,
  xlsx: 1_000_000,
  pdf: 40_000,
  png: 40_000,
  svg: 40_000,
}
