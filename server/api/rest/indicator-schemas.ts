import { z } from 'zod'
import { formulas, levelIds } from '../../../shared/city/pack.ts'

const words = (text: string) => ({ error: text })

/** `GET /api/v1/indicators` (指标目录): what may be asked. */
export const catalogQuery = z.strictObject(
  {
    theme: z
      .string()
      .min(1)
      .max(80)
      .optional()
      .describe('Only the indicators of this theme (主题)'),
  },
  words('只认得参数 theme'),
)

export const catalogItem = z.object({
  id: z.string(),
  theme: z.string(),
  name: z.string().describe('Name in Chinese (名称)'),
  unit: z.string(),
  decimals: z.number().int(),
  direction: z.enum(['up', 'down', 'neutral']).describe('Which way is better (向好方向)'),
  formula: z.enum(formulas),
  period: z.string().describe('How often it is published (周期)'),
  finestLevel: z.enum(levelIds).describe('Finest level at which it exists (最细层级)'),
  department: z.string(),
  departmentName: z.string(),
  definition: z.string().describe('Definition in words (口径)'),
  definitionVersion: z.number().int(),
  sensitive: z.boolean().describe('True: only whole published periods, not below district (敏感)'),
})
export const catalogAnswer = z.object({ indicators: z.array(catalogItem) })

const localDate = (name: string) =>
  z.iso.date(words(`${name} 应为存在的日期，如 2026-10-01`)).describe('Local date of the city')

export const seriesGrains = ['day', 'week', 'month', 'quarter', 'year'] as const

/** `GET /api/v1/indicators/{id}/series` (趋势): what may be asked. */
export const seriesQuery = z.strictObject(
  {
    region: z
      .string(words('缺少 region：请给一个区域代码，如 region=320600'))
      .min(1, words('region 为空：请给一个区域代码，如 region=320600'))
      .max(20, words('region 过长：应为区域代码，如 320600'))
      .describe('Code of the region (区域代码)'),
    from: localDate('from').describe('First local day; periods that begin on it or later'),
    to: localDate('to').describe('Local day that ends the span; not included'),
    grain: z
      .enum(seriesGrains, words(`grain 应为 ${seriesGrains.join('、')} 之一`))
      .default('day')
      .describe("Grain (粒度); one finer than the indicator's own answers in its own"),
    format: z.enum(['json', 'csv'], words('format 应为 json 或 csv')).default('json'),
    at: z
      .string()
      .regex(/^[1-9]\d{0,15}$/, words('at 应为日志位置（正整数）'))
      .optional()
      .describe('Position of the log to answer as of (截至); left out = now'),
  },
  words('只认得参数 region、from、to、grain、format、at'),
)

const instant = z.iso.datetime()

/** One period of a trend; null is missing, never 0. */
export const seriesRow = z.object({
  period: z.string().describe('2026-11-22, 2026-W47, 2026-11, 2026-Q4, 2026; sorts by time'),
  region: z.string().describe('Code of the region'),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  status: z.enum(['normal', 'yellow', 'red', 'unknown']),
  asOf: instant.nullable().describe('How far its feeds had covered (数据截至), UTC'),
  completeness: z.number().min(0).max(1).nullable().describe('Known of expected (完整率)'),
  absence: z
    .enum(['no-data', 'not-at-level', 'suppressed', 'nothing-due'])
    .nullable()
    .describe('Why there is no value: 无数据, 本级不适用, 不显示, 本期无事项'),
  partial: z.boolean().describe('True while the period is running'),
})

export const seriesAnswer = z.object({
  indicator: z.string(),
  name: z.string(),
  unit: z.string(),
  definitionVersion: z.number().int(),
  region: z.string(),
  regionName: z.string(),
  grain: z.string().describe('The grain it is answered in'),
  position: z.number().int().describe('Position of the log that was answered from'),
  rows: z.array(seriesRow),
})

/** Columns of the CSV, in order. */
export const csvColumns = [
  'period',
  'region',
  'value',
  'numerator',
  'denominator',
  'status',
  'asOf',
  'completeness',
] as const

export type CatalogAnswer = z.infer<typeof catalogAnswer>
export type SeriesRow = z.infer<typeof seriesRow>
export type SeriesAnswerBody = z.infer<typeof seriesAnswer>
