import { tracked } from '@trpc/server'
import { z } from 'zod'
import { DomainError } from '../../../shared/errors.ts'
import {
  ofWall,
  setLook,
  setMode,
  setPlaylist,
  showScene,
  takeWall,
} from '../../../shared/wall/orders.ts'
import type { WallFrame, WallRow } from '../../../shared/wall/state.ts'
import { operatingStage } from '../../queries/wall/operating-stage.ts'
import { at } from '../inputs.ts'
import { procedure, router } from '../trpc.ts'

/** `screen` is the part that a screen shows (`2/3`); a remote leaves it out. */
const listened = ofWall.extend({
  screen: z
    .string()
    .regex(/^\d{1,2}\/\d{1,2}$/)
    .optional(),
  lastEventId: z.string().max(20).nullish(),
})

/** 大屏: what a wall shows, and who steers it. */
export const wallRouter = router({
  list: procedure.query(({ ctx }): WallRow[] => {
    const { walls } = ctx.services
    return walls.names().map((wall) => {
      const { holder, screens, mode } = walls.state(wall)
      return { wall, holder, screens, mode }
    })
  }),
  stage: procedure
    .input(z.object({ at }))
    .query(({ ctx, input }) => operatingStage(ctx.services.view, input.at)),
  state: procedure.input(ofWall).query(({ ctx, input }) => ctx.services.walls.state(input.wall)),
  live: procedure.input(listened).subscription(async function* ({ ctx, input, signal }) {
    const ended = signal ?? new AbortController().signal
    const waiting: WallFrame[] = []
    let wake = (): void => {}
    const stop = ctx.services.walls.listen(
      input.wall,
      input.screen ? 'screen' : 'remote',
      (frame) => {
        // Only how it stands now matters: who is slow is told the newest.
        waiting.splice(0, waiting.length, frame)
        wake()
      },
    )
    ended.addEventListener('abort', () => wake(), { once: true })
    try {
      while (!ended.aborted) {
        const frame = waiting.shift()
        if (frame) yield tracked(String(frame.now), frame)
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      stop()
    }
  }),
  setMode: procedure
    .input(setMode)
    .mutation(({ ctx, input }) =>
      ctx.services.order(ctx.asker, { verb: 'wall-set-mode', ...input }),
    ),
  setPlaylist: procedure
    .input(setPlaylist)
    .mutation(({ ctx, input }) =>
      ctx.services.order(ctx.asker, { verb: 'wall-save-playlist', ...input }),
    ),
  setLook: procedure
    .input(setLook)
    .mutation(({ ctx, input }) =>
      ctx.services.order(ctx.asker, { verb: 'wall-set-look', ...input }),
    ),
  show: procedure.input(showScene).mutation(({ ctx, input }) => {
    const { walls, order } = ctx.services
    const { scenes } = walls.state(input.wall).playlist
    const place = scenes.findIndex(({ id }) => id === input.scene.id)
    // A scene of the playlist that is shown ahead of its turn has had it.
    const next = place < 0 ? walls.standing(input.wall).next : place + 1
    return order(ctx.asker, { verb: 'wall-show', ...input, next })
  }),
  pause: procedure.input(ofWall).mutation(({ ctx, input }) => {
    const { scene, next } = ctx.services.walls.standing(input.wall)
    return ctx.services.order(ctx.asker, { verb: 'wall-pause', ...input, scene, next })
  }),
  resume: procedure.input(ofWall).mutation(({ ctx, input }) => {
    const { next } = ctx.services.walls.standing(input.wall)
    return ctx.services.order(ctx.asker, { verb: 'wall-resume', ...input, next })
  }),
  code: procedure
    .input(ofWall)
    .mutation(({ ctx, input }) => void ctx.services.walls.showCode(input.wall)),
  take: procedure.input(takeWall).mutation(({ ctx, input: { wall, code } }) => {
    const paired = code !== undefined && ctx.services.walls.useCode(wall, code)
    if (code !== undefined && !paired)
      throw new DomainError({ code: 'forbidden', params: { action: 'pair', why: 'code' } })
    return ctx.services.order(ctx.asker, { verb: 'wall-take', wall, paired })
  }),
  release: procedure
    .input(ofWall)
    .mutation(({ ctx, input }) =>
      ctx.services.order(ctx.asker, { verb: 'wall-release', ...input }),
    ),
})
