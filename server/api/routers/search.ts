import { z } from 'zod'
import { search } from '../../queries/search/search.ts'
import { at } from '../inputs.ts'
import { procedure, router } from '../trpc.ts'

/** One box over everything that has a name (智能搜索). */
export const searchRouter = router({
  query: procedure
    .input(
      z.object({
        text: z.string().max(60),
        limit: z.number().int().min(1).max(50).optional(),
        at,
      }),
    )
    .query(({ ctx, input }) => search(ctx.services.view, input, ctx.asker)),
})
