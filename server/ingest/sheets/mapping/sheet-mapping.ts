import { z } from 'zod'
import { levelIds } from '../../../../shared/city/pack.ts'

const text = z.string().min(1).max(80)
/** A header: its last line, or the lines of a two-row header from top to bottom. */
const header = z.union([text, z.array(text).min(1).max(3)])
/** Which line of a two-row header says it, from 1; left out = the whole header. */
const line = z.number().int().min(1).max(3).optional()

const regionWords = {
  level: z.enum(levelIds).optional(),
  /** Code of the region that the table lies in; left out = the city. */
  within: text.optional(),
  /** Names that this source uses → region codes. */
  aliases: z.record(text, text).default({}),
}

const regions = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('column'), header, parent: header.optional(), ...regionWords }),
  z.strictObject({ in: z.literal('header'), line, ...regionWords }),
  z.strictObject({ in: z.literal('sheet'), ...regionWords }),
  z.strictObject({ in: z.literal('fixed'), code: text }),
])

const measureColumn = z.strictObject({ name: header, measure: text, unit: text.optional() })
/** A rate that the table also gives: compared with its parts, never stored. */
const rateColumn = z.strictObject({
  name: header,
  rate: z.strictObject({ part: text, whole: text }),
  unit: z.enum(['%', '‰', '比例']).default('%'),
})
const list = z.array(z.union([measureColumn, rateColumn])).min(1)

const measures = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('header'), line, list }),
  z.strictObject({ in: z.literal('column'), header, list }),
  z.strictObject({ in: z.literal('sheet'), list }),
  z.strictObject({ in: z.literal('fixed'), measure: text, unit: text.optional() }),
])

/** The year of periods written without one (10月); left out = from title, sheet or file name. */
const year = z.number().int().min(2000).max(2099).optional()

const periods = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('column'), header, year }),
  z.strictObject({ in: z.literal('header'), line, year }),
  z.strictObject({ in: z.enum(['title', 'sheet', 'file']), year }),
  z.strictObject({ in: z.literal('fixed'), period: text }),
])

/**
 * How one department's table is read (台账映射): which sheet, where the header, regions, measures and
 * periods stand, in which units, which rows are totals. Data beside the pack: `sheets/<id>.json`.
 */
export const sheetMapping = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, '应为小写字母、数字与连字符'),
  name: text,
  feed: text,
  /** Name or number of the sheet, from 1; `*` = every visible one. */
  sheet: z.union([text, z.number().int().min(1)]).default(1),
  header: z
    .strictObject({
      /** First row of the header, from 1. */
      row: z.number().int().min(1).max(200).optional(),
      /** Or a text that stands in its first row and nowhere above. */
      find: text.optional(),
      rows: z.number().int().min(1).max(3).default(1),
    })
    .refine((at) => (at.row === undefined) !== (at.find === undefined), 'row 与 find 应写其一'),
  regions,
  measures,
  periods,
  /** The column of the numbers, where every row is one number (长表). */
  value: z.strictObject({ header }).optional(),
  totals: z
    .array(
      z.strictObject({
        words: z.array(text).min(1),
        /** Code of the region that it totals; left out = the city. */
        region: text.optional(),
        /** How far it may be off in the measure's unit; left out = by rounding alone. */
        tolerance: z.number().min(0).optional(),
      }),
    )
    .default([{ words: ['合计', '总计', '全市', '全市合计'] }]),
  /** Labels of rows and columns that are nothing to us: 备注, 填报人, 同比. */
  ignore: z.array(text).default([]),
  /** Words for “not reported” and for 0, beside the usual ones. */
  empty: z.array(text).default([]),
  zero: z.array(text).default([]),
  /** `period`: once all that its feed reports of a period has come, the feed has covered it. */
  coverage: z.enum(['period', 'none']),
  /** For people: who sends it, when, from which system. */
  note: z.string().max(500).optional(),
})

export type SheetMapping = z.infer<typeof sheetMapping>
export type Header = z.infer<typeof header>
export type ListedMeasure = z.infer<typeof measureColumn>
export type ListedRate = z.infer<typeof rateColumn>

export const isRate = (item: ListedMeasure | ListedRate): item is ListedRate => 'rate' in item
