import {
  accountInput,
  changeAccountInput,
  createAccountInput,
  grantInput,
} from '../../../shared/access/accounts.ts'
import type { Asker } from '../../../shared/access/asker.ts'
import type { Services } from '../services.ts'
import { procedure, router } from '../trpc.ts'

type Change = Parameters<Services['accounts']['administration']['change']>[1]

const change = async ({ services, asker }: { services: Services; asker: Asker }, order: Change) =>
  void (await services.accounts.administration.change(asker, order))

/** 账号: made by the system administrator, given rights by the security administrator. */
export const accountRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.accounts.administration.accounts()),
  create: procedure
    .input(createAccountInput)
    .mutation(({ ctx, input }) => ctx.services.accounts.administration.create(ctx.asker, input)),
  change: procedure
    .input(changeAccountInput)
    .mutation(({ ctx, input }) => change(ctx, { verb: 'change-account', ...input })),
  grant: procedure
    .input(grantInput)
    .mutation(({ ctx, input }) => change(ctx, { verb: 'grant', ...input })),
  disable: procedure
    .input(accountInput)
    .mutation(({ ctx, input }) => change(ctx, { verb: 'disable-account', ...input })),
  enable: procedure
    .input(accountInput)
    .mutation(({ ctx, input }) => change(ctx, { verb: 'enable-account', ...input })),
  unlock: procedure
    .input(accountInput)
    .mutation(({ ctx, input }) => change(ctx, { verb: 'unlock-account', ...input })),
  endSessions: procedure
    .input(accountInput)
    .mutation(({ ctx, input }) => change(ctx, { verb: 'end-sessions', ...input })),
  resetTotp: procedure
    .input(accountInput)
    .mutation(({ ctx, input }) => change(ctx, { verb: 'reset-totp', ...input })),
  resetPassword: procedure
    .input(accountInput)
    .mutation(({ ctx, input }) =>
      ctx.services.accounts.administration.resetPassword(ctx.asker, input.id),
    ),
})
