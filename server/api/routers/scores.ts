import { z } from 'zod'
import { scoreGrains } from '../../../shared/scores/answers.ts'
import { scoreCases } from '../../queries/score-cases.ts'
import { scoreTable } from '../../queries/score-table.ts'
import { at, id, region } from '../inputs.ts'
import { procedure, router, within } from '../trpc.ts'

const by = z.enum(['department', 'region'])
/** The calendar period that holds `at`; left out = the running month. */
const window = z
  .strictObject({ grain: z.enum(scoreGrains), at: z.number().int().optional() })
  .optional()

/** Accountability (行政问效): departments and districts by the case rates. */
export const scoreRouter = router({
  table: procedure.input(z.object({ region, by, window, at })).query(({ ctx, input }) => {
    within(ctx, input.region)
    return scoreTable(ctx.services.view, input)
  }),
  cases: procedure
    .input(
      z.object({
        region,
        by,
        window,
        key: z.string().max(80),
        rate: id,
        part: z.enum(['numerator', 'denominator', 'missed']),
        limit: z.number().int().min(1).max(200).optional(),
        cursor: z.string().max(20).optional(),
        at,
      }),
    )
    .query(({ ctx, input }) => {
      within(ctx, input.region)
      return scoreCases(ctx.services.view, input, ctx.asker)
    }),
})
