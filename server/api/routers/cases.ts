import { z } from 'zod'
import { caseGet } from '../../queries/case-get.ts'
import { caseList } from '../../queries/case-list.ts'
import { caseRhythm } from '../../queries/case-rhythm.ts'
import { at, id, region, window, windowAt } from '../inputs.ts'
import { procedure, router, within } from '../trpc.ts'

/** Cases: behind a figure, one of them, and the day's rhythm. */
export const caseRouter = router({
  list: procedure
    .input(
      z.object({
        region,
        window: window.optional(),
        indicator: id.optional(),
        part: z.enum(['numerator', 'denominator']).optional(),
        status: z.enum(['open', 'all']).optional(),
        order: z.enum(['newest', 'urgent']).optional(),
        limit: z.number().int().min(1).max(200).optional(),
        cursor: z.string().max(20).optional(),
        at,
      }),
    )
    .query(({ ctx, input }) => {
      const { view } = ctx.services
      within(ctx, input.region)
      const { now } = view.standing(input.at)
      const asked = input.window === undefined ? undefined : windowAt(input.window, now)
      return caseList(view, { ...input, window: asked })
    }),
  get: procedure
    .input(z.object({ caseId: z.number().int().positive(), at }))
    .query(({ ctx, input }) => {
      const answer = caseGet(ctx.services.view, input)
      within(ctx, answer.row.region ?? ctx.services.view.epoch.tree.root.id)
      return answer
    }),
  rhythm: procedure.input(z.object({ region, at })).query(({ ctx, input }) => {
    within(ctx, input.region)
    return caseRhythm(ctx.services.view, input)
  }),
})
