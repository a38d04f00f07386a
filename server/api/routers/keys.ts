import { accountInput, createKeyInput } from '../../../shared/access/accounts.ts'
import { procedure, router } from '../trpc.ts'

/** 来源密钥: shown once, for the named channels. */
export const keyRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.accounts.administration.keys()),
  create: procedure
    .input(createKeyInput)
    .mutation(({ ctx, input }) => ctx.services.accounts.administration.createKey(ctx.asker, input)),
  revoke: procedure.input(accountInput).mutation(async ({ ctx, input }) => {
    const order = { verb: 'revoke-key', ...input } as const
    await ctx.services.accounts.administration.change(ctx.asker, order)
  }),
})
