import { z } from 'zod'
import { DomainError } from '../../../shared/errors.ts'
import { reportContent, reportDraft } from '../../../shared/reports/report.ts'
import { keptId, savedQuestionDraft } from '../../../shared/reports/saved-question.ts'
import { reportGet, reportList, reportPreview } from '../../queries/reports/report-answers.ts'
import { savedList, savedQuestion } from '../../queries/reports/saved-list.ts'
import { at } from '../inputs.ts'
import type { Services } from '../services.ts'
import { procedure, router } from '../trpc.ts'

const one = z.object({ id: keptId })

/** What was kept, by its id; an order of this kind always has one. */
function named({ id }: { id?: string }): { id: string } {
  if (id === undefined) throw new DomainError({ code: 'unexpected' })
  return { id }
}

const demoOf = ({ health }: Services): boolean => health().demo

/** 已存问题: questions under a name, found by whoever sees all of their regions. */
export const savedRouter = router({
  list: procedure.query(({ ctx }) => savedList(ctx.services.view, ctx.asker)),
  get: procedure
    .input(one)
    .query(({ ctx, input }) => savedQuestion(ctx.services.view, ctx.asker, input.id)),
  save: procedure
    .input(savedQuestionDraft)
    .mutation(async ({ ctx, input }) =>
      named(await ctx.services.order(ctx.asker, { verb: 'save-question', draft: input })),
    ),
  remove: procedure
    .input(one)
    .mutation(async ({ ctx, input }) =>
      named(await ctx.services.order(ctx.asker, { verb: 'remove-question', ...input })),
    ),
})

/** 报告: blocks of questions, filled whenever they are opened. */
export const reportRouter = router({
  list: procedure.query(({ ctx }) => reportList(ctx.services.view, ctx.asker)),
  get: procedure
    .input(one.extend({ at }))
    .query(({ ctx, input }) =>
      reportGet(ctx.services.view, ctx.asker, input, demoOf(ctx.services)),
    ),
  preview: procedure
    .input(z.object({ content: reportContent, at }))
    .query(({ ctx, input }) =>
      reportPreview(ctx.services.view, ctx.asker, input.content, demoOf(ctx.services), input.at),
    ),
  save: procedure
    .input(reportDraft)
    .mutation(async ({ ctx, input }) =>
      named(await ctx.services.order(ctx.asker, { verb: 'save-report', draft: input })),
    ),
  remove: procedure
    .input(one)
    .mutation(async ({ ctx, input }) =>
      named(await ctx.services.order(ctx.asker, { verb: 'remove-report', ...input })),
    ),
})
