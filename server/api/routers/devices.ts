import { accountInput, devicePairInput, deviceWaitInput } from '../../../shared/access/accounts.ts'
import type { DeviceWait } from '../../../shared/access/accounts.ts'
import { openProcedure, procedure, router } from '../trpc.ts'
import { browserIn } from '../who.ts'

/** 大屏设备: a wall shows a code, the system administrator types it, and the wall has its cookie. */
export const deviceRouter = router({
  begin: openProcedure.mutation(({ ctx }) => ctx.services.accounts.administration.beginPairing()),
  wait: openProcedure.input(deviceWaitInput).mutation(({ ctx, input }): DeviceWait => {
    const token = ctx.services.accounts.administration.waitPairing(input.secret)
    if (token !== null) browserIn(ctx).remember(token, 'stay')
    return { paired: token !== null }
  }),
  pair: procedure
    .input(devicePairInput)
    .mutation(({ ctx, input }) => ctx.services.accounts.administration.pair(ctx.asker, input)),
  list: procedure.query(({ ctx }) => ctx.services.accounts.administration.devices()),
  revoke: procedure.input(accountInput).mutation(async ({ ctx, input }) => {
    const order = { verb: 'revoke-device', ...input } as const
    await ctx.services.accounts.administration.change(ctx.asker, order)
  }),
})
