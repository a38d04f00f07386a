import { z } from 'zod'
import { analysisQuestion } from '../analysis/question.ts'
import { exportFormats, exportOptions } from './request.ts'

/** What every file carries (来源与截至), enough to count its figures again and to draw them again. */
export const provenance = z.strictObject({
  /** Version of this layout. */
  layout: z.literal(1),
  city: z.string(),
  cityName: z.string(),
  /** With `at` = `position`. */
  question: analysisQuestion,
  format: z.enum(exportFormats),
  options: exportOptions,
  position: z.number().int(),
  /** UTC ms: the instant that the figures are of. */
  asOf: z.number(),
  /** Who asked, when (UTC ms), and the roots of what they may see. */
  by: z.strictObject({ id: z.string(), name: z.string(), regions: z.array(z.number().int()) }),
  at: z.number(),
  /** Whether the figures are invented (演示数据). */
  demo: z.boolean(),
  definitions: z.array(
    z.strictObject({ id: z.string(), name: z.string(), version: z.number().int() }),
  ),
  rows: z.number().int(),
  /** SHA-256 over the rows as text, hex. */
  hash: z.string(),
})
export type Provenance = z.infer<typeof provenance>
