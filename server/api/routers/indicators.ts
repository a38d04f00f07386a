import { z } from 'zod'
import { evaluate } from '../../../shared/indicators/evaluate.ts'
import { grains } from '../../../shared/time/period.ts'
import { indicatorBoard } from '../../queries/indicator-board.ts'
import { indicatorChange } from '../../queries/indicator-change.ts'
import { indicatorExplain } from '../../queries/indicator-explain.ts'
import { indicatorObservations } from '../../queries/indicator-observations.ts'
import { indicatorSeries } from '../../queries/indicator-series.ts'
import { measureList } from '../../queries/measure-list.ts'
import { regionPeers } from '../../queries/region-peers.ts'
import { at, id, region, window, windowAt } from '../inputs.ts'
import { procedure, router, within } from '../trpc.ts'

/** What a figure is asked over when nothing is said: today, like on the wall. */
const today = { grain: 'day' } as const
const figure = { indicator: id, region, window: window.default(today), at }

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
  peers: procedure
    .input(z.object({ region, theme: id, window: window.default(today), at }))
    .query(({ ctx, input }) => {
      const { view } = ctx.services
      within(ctx, input.region)
      const { now } = view.standing(input.at)
      return regionPeers(view, { ...input, window: windowAt(input.window, now) })
    }),
  series: procedure
    .input(
      z.object({
        indicators: z.array(id).min(1).max(20),
        regions: z.array(region).min(1).max(120),
        from: z.number().int(),
        to: z.number().int(),
        grain: z.enum(grains),
        at,
      }),
    )
    .query(({ ctx, input }) => {
      for (const asked of input.regions) within(ctx, asked)
      return indicatorSeries(ctx.services.view, input)
    }),
  explain: procedure.input(z.object(figure)).query(({ ctx, input }) => {
    const { view } = ctx.services
    within(ctx, input.region)
    const { now } = view.standing(input.at)
    return indicatorExplain(view, { ...input, window: windowAt(input.window, now) })
  }),
  observations: procedure
    .input(
      z.object({
        ...figure,
        part: z.enum(['numerator', 'denominator']),
        cursor: z.string().max(20).optional(),
      }),
    )
    .query(({ ctx, input }) => {
      const { view } = ctx.services
      within(ctx, input.region)
      const { now } = view.standing(input.at)
      return indicatorObservations(view, { ...input, window: windowAt(input.window, now) })
    }),
  change: procedure
    .input(
      z.object({
        ...figure,
        base: window.optional(),
        by: z.enum(['region', 'type', 'department']),
      }),
    )
    .query(({ ctx, input }) => {
      const { view } = ctx.services
      within(ctx, input.region)
      const { now } = view.standing(input.at)
      return indicatorChange(view, {
        ...input,
        window: windowAt(input.window, now),
        base: input.base === undefined ? undefined : windowAt(input.base, now),
      })
    }),
})

/** What the figures are made of. */
export const measureRouter = router({
  list: procedure
    .input(z.object({ indicator: id.optional(), feed: id.optional() }).optional())
    .query(({ ctx, input }) => measureList(ctx.services.view, input ?? {})),
})
