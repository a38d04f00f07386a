import { z } from 'zod'
import { sees, type Asker } from '../../../shared/access/asker.ts'
import { annotationDraft } from '../../../shared/analysis/annotation-orders.ts'
import { packed } from '../../../shared/analysis/packed.ts'
import {
  analysisMethods,
  analysisQuestion,
  indicatorId,
  localDate,
} from '../../../shared/analysis/question.ts'
import type { RegionId } from '../../../shared/city/pack.ts'
import { analysisAsk } from '../../queries/analysis/analysis-ask.ts'
import { analysisClock } from '../../queries/analysis/analysis-clock.ts'
import { analysisStatistics } from '../../queries/analysis/analysis-statistics.ts'
import { annotationList } from '../../queries/analysis/annotation-list.ts'
import { at, region } from '../inputs.ts'
import type { Services } from '../services.ts'
import { procedure, router, within } from '../trpc.ts'

/** What an asker sees; a question that names more gets the rest and a note that says how much is missing. */
const seenBy =
  ({ view }: Services, asker: Asker) =>
  (region: RegionId): boolean =>
    sees(asker, view.epoch.tree, region)

/** 分析研判: a question and its answer, for the screen; files ask the same. */
export const analysisRouter = router({
  ask: procedure
    .input(analysisQuestion)
    .query(({ ctx: { services, asker }, input }) =>
      packed(analysisAsk(services.view, input, seenBy(services, asker))),
    ),
  clock: procedure
    .input(analysisQuestion)
    .query(({ ctx: { services, asker }, input }) =>
      analysisClock(services.view, input, seenBy(services, asker)),
    ),
  statistics: procedure
    .input(
      z.object({
        question: analysisQuestion,
        method: z.enum(analysisMethods),
        indicator: indicatorId,
        region,
      }),
    )
    .query(({ ctx, input }) => {
      const { services, asker } = ctx
      within(ctx, input.region)
      return analysisStatistics(services.view, input, seenBy(services, asker), {
        run: services.statistics,
        neighbours: services.reference.neighbours,
      })
    }),
})

/** 批注: what happened, told beside the figures it may explain. */
export const annotationRouter = router({
  list: procedure
    .input(
      z.object({
        from: localDate,
        to: localDate,
        regions: z.array(region).max(120).optional(),
        indicators: z.array(indicatorId).max(300).optional(),
        at,
      }),
    )
    .query(({ ctx, input }) => {
      for (const asked of input.regions ?? []) within(ctx, asked)
      return annotationList(ctx.services.view, ctx.asker, input)
    }),
  add: procedure
    .input(annotationDraft)
    .mutation(({ ctx, input }) =>
      ctx.services.order(ctx.asker, { verb: 'add-annotation', draft: input }),
    ),
  withdraw: procedure
    .input(z.object({ annotation: z.string().min(1).max(60) }))
    .mutation(async ({ ctx, input }) => {
      await ctx.services.order(ctx.asker, { verb: 'withdraw-annotation', ...input })
      return { annotation: input.annotation }
    }),
})
