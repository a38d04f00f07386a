import { tracked } from '@trpc/server'
import { z } from 'zod'
import { levelIds } from '../../shared/city/pack.ts'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import { caseGet } from '../queries/case-get.ts'
import { caseList } from '../queries/case-list.ts'
import { caseRhythm } from '../queries/case-rhythm.ts'
import { indicatorBoard } from '../queries/indicator-board.ts'
import { at, id, region, window, windowAt } from './inputs.ts'
import { procedure, router, within } from './trpc.ts'

/** Every procedure of the command centre; each only checks scope and asks one question. */
export const appRouter = router({
  city: router({ get: procedure.query(({ ctx }) => ctx.services.reference.city()) }),
  region: router({
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
  }),
  theme: router({ list: procedure.query(({ ctx }) => ctx.services.reference.themes()) }),
  indicator: router({
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
  }),
  case: router({
    list: procedure
      .input(
        z.object({
          region,
          window: window.optional(),
          indicator: id.optional(),
          part: z.enum(['numerator', 'denominator']).optional(),
          status: z.enum(['open', 'all']).optional(),
          order: z.enum(['newest', 'urgent']).optional(),
          limit: z.number().int().min(1).max(200).optional(),
          cursor: z.string().max(20).optional(),
          at,
        }),
      )
      .query(({ ctx, input }) => {
        const { view } = ctx.services
        within(ctx, input.region)
        const { now } = view.standing(input.at)
        const asked = input.window === undefined ? undefined : windowAt(input.window, now)
        return caseList(view, { ...input, window: asked })
      }),
    get: procedure
      .input(z.object({ caseId: z.number().int().positive(), at }))
      .query(({ ctx, input }) => {
        const answer = caseGet(ctx.services.view, input)
        within(ctx, answer.row.region ?? ctx.services.view.epoch.tree.root.id)
        return answer
      }),
    rhythm: procedure.input(z.object({ region, at })).query(({ ctx, input }) => {
      within(ctx, input.region)
      return caseRhythm(ctx.services.view, input)
    }),
  }),
  live: router({
    feed: procedure
      .input(z.object({ region, lastEventId: z.string().max(20).nullish() }))
      .subscription(async function* ({ ctx, input, signal }) {
        within(ctx, input.region)
        const after = input.lastEventId ? Number(input.lastEventId) : null
        const ended = signal ?? new AbortController().signal
        const frames = ctx.services.feed.frames(input.region, after, ended)
        for await (const frame of frames) yield tracked(String(frame.position), frame)
      }),
  }),
})

export type AppRouter = typeof appRouter
