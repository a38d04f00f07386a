import { z } from 'zod'
import { alertList } from '../../queries/alert-list.ts'
import { at, id, region } from '../inputs.ts'
import { procedure, router, within } from '../trpc.ts'

/** 预警: indicators that crossed their thresholds, and who has seen them. */
export const alertRouter = router({
  list: procedure
    .input(
      z.object({
        region,
        theme: id.optional(),
        state: z.enum(['open', 'all']).optional(),
        limit: z.number().int().min(1).max(500).optional(),
        at,
      }),
    )
    .query(({ ctx, input }) => {
      within(ctx, input.region)
      return alertList(ctx.services.view, input)
    }),
  acknowledge: procedure
    .input(
      z.object({ alert: z.number().int().positive(), note: z.string().trim().max(500).optional() }),
    )
    .mutation(async ({ ctx, input }) => {
      await ctx.services.order(ctx.asker, { verb: 'acknowledge-alert', ...input })
      return { alert: input.alert }
    }),
})
