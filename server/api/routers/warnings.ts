import { z } from 'zod'
import { warningList } from '../../queries/warning-list.ts'
import { at, region } from '../inputs.ts'
import { procedure, router, within } from '../trpc.ts'

/** 公共预警: warnings that other authorities issued (CAP), not our own of an indicator. */
export const warningRouter = router({
  list: procedure
    .input(
      z.object({
        region,
        state: z.enum(['in-force', 'all']).optional(),
        limit: z.number().int().min(1).max(500).optional(),
        at,
      }),
    )
    .query(({ ctx, input }) => {
      within(ctx, input.region)
      return warningList(ctx.services.view, input)
    }),
})
