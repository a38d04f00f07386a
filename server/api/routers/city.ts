import { z } from 'zod'
import type { Asker } from '../../../shared/access/asker.ts'
import { rootsOf } from '../../../shared/access/visible.ts'
import { levelIds, type RegionId } from '../../../shared/city/pack.ts'
import { DomainError } from '../../../shared/errors.ts'
import { themeHealth } from '../../queries/theme-health.ts'
import { at, region } from '../inputs.ts'
import type { RequestContext } from '../services.ts'
import { procedure, router, within } from '../trpc.ts'

/** The city itself: what every screen needs first. To a local asker, the city is what they see. */
export const cityRouter = router({
  get: procedure.query(({ ctx }) => {
    const city = ctx.services.reference.city()
    const [home = city.cityRegion] = rootsOf(ctx.asker, ctx.services.view.epoch.tree)
    return { ...city, cityRegion: home }
  }),
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
      const roots = rootsAsked(ctx, input?.root)
      const { reference } = ctx.services
      return {
        regions: roots.flatMap((root) => reference.regions({ root, depth: input?.depth })),
      }
    }),
  boundaries: procedure
    .input(z.object({ level: z.enum(levelIds), within: region.optional() }))
    .query(({ ctx, input }) => {
      const { reference, view } = ctx.services
      const roots = rootsAsked(ctx, input.within)
      const { note, features } = reference.boundaries({ level: input.level })
      const { tree } = view.epoch
      const seen = features?.features.filter(({ properties }) =>
        roots.some((root) => tree.inside(properties.id, root)),
      )
      return { note, features: features && { ...features, features: seen ?? [] } }
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

/** The region asked for, or where what the asker sees begins. Raises `not-found` beyond it. */
function rootsAsked(ctx: RequestContext & { asker: Asker }, asked?: RegionId): RegionId[] {
  const { tree } = ctx.services.view.epoch
  const roots = rootsOf(ctx.asker, tree)
  if (asked === undefined) return roots
  if (tree.find(asked) && roots.some((root) => tree.inside(asked, root))) return [asked]
  throw new DomainError({ code: 'not-found', params: { what: 'region', id: asked } })
}
