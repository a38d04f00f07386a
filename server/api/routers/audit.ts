import { z } from 'zod'
import {
  auditFilter,
  auditReceipt,
  type AuditListAnswer,
} from '../../../shared/audit/audit-answers.ts'
import { procedure, router } from '../trpc.ts'

const rowsAtOnce = 50

/** 审计: who did, saw or exported what, and whether the chain of it holds. */
export const auditRouter = router({
  list: procedure
    .input(
      z.strictObject({
        filter: auditFilter.default({}),
        before: z.number().int().positive().nullish(),
        limit: z.number().int().min(1).max(200).default(rowsAtOnce),
      }),
    )
    .query(async ({ ctx, input: { filter, before, limit } }): Promise<AuditListAnswer> => {
      const { audit, view } = ctx.services
      const rows = await audit.book.page(filter, before ?? null, limit)
      return {
        rows,
        before: rows.length < limit ? null : (rows.at(-1)?.number ?? null),
        actions: audit.book.actions(),
        askers: audit.book.askers(),
        now: view.clock.now(),
      }
    }),
  verify: procedure
    .input(z.strictObject({ receipt: auditReceipt.optional() }).default({}))
    .mutation(async ({ ctx, input: { receipt } }) => {
      const { audit, view } = ctx.services
      const answer = await audit.verify(view.clock.now(), receipt)
      const { ok, rows, firstBad } = answer
      audit.desk.saw(ctx.asker, 'audit-verified', { ok, rows, firstBad, receipt: answer.receipt })
      return answer
    }),
})

/** 备份: made while the city runs, compared when it is made. */
export const backupRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.backups.list()),
  run: procedure.mutation(({ ctx }) => {
    ctx.services.backups.run(ctx.asker)
    return ctx.services.backups.list()
  }),
})
