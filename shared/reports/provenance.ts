import { z } from 'zod'
import { grains } from '../time/grain.ts'
import { reportContent } from './report.ts'

/** What a printed report carries besides its document (来源): enough to fill and to print it again. */
export const reportProvenance = z.strictObject({
  /** Version of this layout. */
  layout: z.literal(1),
  city: z.string(),
  cityName: z.string(),
  /** The report as it was kept then (报告). */
  report: reportContent,
  /** Which period it was filled for, by an instant within it (UTC ms). */
  period: z.strictObject({ grain: z.enum(grains), from: z.number() }),
  position: z.number().int(),
  /** Within what whose eyes may see, and when it was printed (UTC ms). */
  by: z.strictObject({ id: z.string(), name: z.string(), regions: z.array(z.number().int()) }),
  at: z.number(),
  /** Whether the figures are invented (演示数据). */
  demo: z.boolean(),
  /** SHA-256 of the document that lies beside it, hex. */
  hash: z.string(),
})
export type ReportProvenance = z.infer<typeof reportProvenance>
