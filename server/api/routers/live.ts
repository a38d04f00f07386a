import { tracked } from '@trpc/server'
import { z } from 'zod'
import { topicOf } from '../../live/topic.ts'
import { region } from '../inputs.ts'
import { procedure, router, within } from '../trpc.ts'

/** Which region, and the last frame heard. */
export const liveInput = z.object({ region, lastEventId: z.string().max(20).nullish() })

/** What moves (实时). */
export const liveRouter = router({
  feed: procedure.input(liveInput).subscription(async function* ({ ctx, input, signal }) {
    within(ctx, input.region)
    const after = input.lastEventId ? Number(input.lastEventId) : null
    const ended = signal ?? new AbortController().signal
    const topic = topicOf(input.region, ctx.asker)
    const frames = ctx.services.feed.frames(topic, after, ended)
    for await (const frame of frames) yield tracked(String(frame.position), frame)
  }),
})
