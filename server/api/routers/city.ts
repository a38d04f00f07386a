import { z } from 'zod'
import { levelIds } from '../../../shared/city/pack.ts'
import { themeHealth } from '../../queries/theme-health.ts'
import { at, region } from '../inputs.ts'
import { procedure, router, within } from '../trpc.ts'

/** The city itself: what every screen needs first. */
export const cityRouter = router({
  get: procedure.query(({ ctx }) => ctx.services.reference.city()),
  types: procedure.query(({ ctx }) => ctx.services.reference.eventTypes()),
})

/** Its regions and their outlines. */
export const regionRouter = router({
  tree: procedure
    .input(
      z
        .object({ root: region.optional(), depth: z.number().int().min(0).max(4).optional() })
        .optional(),
    )
    .query(({ ctx, input }) => {
      const root = within(ctx, input?.root ?? ctx.services.view.epoch.tree.root.id)
      return { regions: ctx.services.reference.regions({ root, depth: input?.depth }) }
    }),
  boundaries: procedure
    .input(z.object({ level: z.enum(levelIds), within: region.optional() }))
    .query(({ ctx, input }) => {
      const root = within(ctx, input.within ?? ctx.services.view.epoch.tree.root.id)
      return ctx.services.reference.boundaries({ level: input.level, within: root })
    }),
})

/** Its themed maps. */
export const themeRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.reference.themes()),
  health: procedure.input(z.object({ region, at })).query(({ ctx, input }) => {
    within(ctx, input.region)
    return themeHealth(ctx.services.view, input)
  }),
})
