import { setupInput } from '../../../shared/access/accounts.ts'
import { openProcedure, router } from '../trpc.ts'
import { browserIn } from '../who.ts'

/** 首次设置: the link printed at the first start makes the three administrators. */
export const setupRouter = router({
  complete: openProcedure
    .input(setupInput)
    .mutation(({ ctx, input }) =>
      ctx.services.accounts.administration.setUp(input, browserIn(ctx)),
    ),
})
