import { z } from 'zod'
import { handOffParts } from '../../../shared/cases/hand-off-answers.ts'
import { scoreGrains } from '../../../shared/scores/answers.ts'
import { handOffCases } from '../../queries/hand-off-cases.ts'
import { handOffRates } from '../../queries/hand-off-rates.ts'
import { at, id, region } from '../inputs.ts'
import { procedure, router, within } from '../trpc.ts'

/** The calendar period that holds `at`; left out = the running month. */
const window = z
  .strictObject({ grain: z.enum(scoreGrains), at: z.number().int().optional() })
  .optional()

/** Hand-offs (转办) by pair of sender and receiver, and the cases behind each number. */
export const handOffRouter = router({
  rates: procedure.input(z.object({ region, window, at })).query(({ ctx, input }) => {
    within(ctx, input.region)
    return handOffRates(ctx.services.view, input)
  }),
  cases: procedure
    .input(
      z.object({
        ...{ region, window, at, sender: id, receiver: id },
        kind: z.enum(['channel', 'department']),
        part: z.enum(handOffParts),
        limit: z.number().int().min(1).max(200).optional(),
        cursor: z.string().max(20).optional(),
      }),
    )
    .query(({ ctx, input }) => {
      within(ctx, input.region)
      return handOffCases(ctx.services.view, input, ctx.asker)
    }),
})
