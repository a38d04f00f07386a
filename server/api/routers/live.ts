import { tracked } from '@trpc/server'
import { z } from 'zod'
import { region } from '../inputs.ts'
import { procedure, router, within } from '../trpc.ts'

/** What moves (实时). */
export const liveRouter = router({
  feed: procedure
    .input(z.object({ region, lastEventId: z.string().max(20).nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      within(ctx, input.region)
      const after = input.lastEventId ? Number(input.lastEventId) : null
      const ended = signal ?? new AbortController().signal
      const frames = ctx.services.feed.frames(input.region, after, ended)
      for await (const frame of frames) yield tracked(String(frame.position), frame)
    }),
})
