import { z } from 'zod'
import { levelIds } from '../../../shared/city/pack.ts'
import { settingList } from '../../queries/setting-list.ts'
import { region } from '../inputs.ts'
import type { RequestContext } from '../services.ts'
import { procedure, router } from '../trpc.ts'
import type { Asker } from '../../../shared/access/asker.ts'
import type { Order } from '../../commands/orders.ts'

const indicator = z.string().min(1).max(80)
const line = z.number().finite().nullable()
const effectiveFrom = z.number().int().nonnegative()

async function give(ctx: RequestContext & { asker: Asker }, order: Order): Promise<void> {
  await ctx.services.order(ctx.asker, order)
  // Whoever gave the order sees what it did from the next answer on.
  ctx.services.view.follow()
}

/** 阈值与目标: what figures are judged by, with its history; the pack's versions stand beside it. */
export const settingRouter = router({
  list: procedure.query(({ ctx }) => settingList(ctx.services.view)),
  setThreshold: procedure
    .input(z.strictObject({ indicator, yellow: line, red: line, effectiveFrom }))
    .mutation(({ ctx, input }) => give(ctx, { verb: 'set-threshold', ...input })),
  setTarget: procedure
    .input(
      z.strictObject({
        ...{ indicator, effectiveFrom },
        year: z.number().int().min(2000).max(2200),
        level: z.enum(levelIds),
        region: region.nullable(),
        target: z.number().finite(),
      }),
    )
    .mutation(({ ctx, input }) => give(ctx, { verb: 'set-target', ...input })),
})
