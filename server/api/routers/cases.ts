import { z } from 'zod'
import { queueFilters } from '../../../shared/cases/queue-answers.ts'
import { caseDuplicates } from '../../queries/case-duplicates.ts'
import { caseGet } from '../../queries/case-get.ts'
import { caseList } from '../../queries/case-list.ts'
import { caseParcel } from '../../queries/case-parcel.ts'
import { caseProposal } from '../../queries/case-proposal.ts'
import { caseQueue } from '../../queries/case-queue.ts'
import { caseRhythm } from '../../queries/case-rhythm.ts'
import { at, id, region, window, windowAt } from '../inputs.ts'
import { procedure, router, within } from '../trpc.ts'
import { caseOrderProcedures } from './case-orders.ts'

const ofCase = z.object({ caseId: z.number().int().positive() })

/** Cases: behind a figure, one of them, the day's rhythm, the queues, and what may be ordered. */
export const caseRouter = router({
  list: procedure
    .input(
      z.object({
        region,
        window: window.optional(),
        indicator: id.optional(),
        part: z.enum(['numerator', 'denominator', 'gap']).optional(),
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
      return caseList(view, { ...input, window: asked }, ctx.asker)
    }),
  get: procedure
    .input(z.object({ caseId: z.number().int().positive(), at }))
    .query(({ ctx, input }) => caseGet(ctx.services.view, input, ctx.asker)),
  rhythm: procedure.input(z.object({ region, at })).query(({ ctx, input }) => {
    within(ctx, input.region)
    return caseRhythm(ctx.services.view, input)
  }),
  queue: procedure
    .input(
      z.object({
        region,
        filter: z.enum(queueFilters),
        text: z.string().max(60).optional(),
        limit: z.number().int().min(1).max(200).optional(),
        cursor: z.string().max(40).optional(),
        at,
      }),
    )
    .query(({ ctx, input }) => {
      within(ctx, input.region)
      return caseQueue(ctx.services.view, input, ctx.asker)
    }),
  parcel: procedure
    .input(z.object({ caseId: z.number().int().positive(), at }))
    .query(({ ctx, input }) => caseParcel(ctx.services.view, input, ctx.asker)),
  proposal: procedure
    .input(ofCase)
    .query(({ ctx, input }) => caseProposal(ctx.services.view, input, ctx.asker)),
  duplicates: procedure
    .input(ofCase)
    .query(({ ctx, input }) => caseDuplicates(ctx.services.view, input, ctx.asker)),
  ...caseOrderProcedures,
})
