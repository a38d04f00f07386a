import { z } from 'zod'
import { feedHealth } from '../../queries/feed-health.ts'
import { at } from '../inputs.ts'
import { procedure, router } from '../trpc.ts'

/** How the city's feeds stand (接口健康). */
export const feedRouter = router({
  health: procedure
    .input(z.object({ at }).optional())
    .query(({ ctx, input }) => feedHealth(ctx.services.view, { at: input?.at }, ctx.asker)),
})
