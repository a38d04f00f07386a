import { z } from 'zod'
import { evaluate } from '../../../shared/indicators/evaluate.ts'
import { indicatorBoard } from '../../queries/indicator-board.ts'
import { at, id, region, window, windowAt } from '../inputs.ts'
import { procedure, router, within } from '../trpc.ts'

/** What the city's figures are and say. */
export const indicatorRouter = router({
  catalog: procedure
    .input(z.object({ theme: id.optional() }).optional())
    .query(({ ctx, input }) => ctx.services.reference.indicators({ theme: input?.theme })),
  board: procedure
    .input(z.object({ region, theme: id, window, at, focus: id.optional() }))
    .query(({ ctx, input }) => {
      const { view } = ctx.services
      within(ctx, input.region)
      const { now } = view.standing(input.at)
      return indicatorBoard(view, { ...input, window: windowAt(input.window, now) })
    }),
  evaluate: procedure
    .input(z.object({ indicator: id, region, window, at }))
    .query(({ ctx, input }) => {
      within(ctx, input.region)
      const standing = ctx.services.view.standing(input.at)
      const indicator = standing.catalog.indicator(input.indicator)
      const asked = windowAt(input.window, standing.now)
      return evaluate({ indicator, region: input.region, window: asked }, standing)
    }),
})
