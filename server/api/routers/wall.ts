import { tracked } from '@trpc/server'
import { z } from 'zod'
import { rootsOf } from '../../../shared/access/visible.ts'
import { DomainError } from '../../../shared/errors.ts'
import {
  ofWall,
  setLook,
  setMode,
  setPlaylist,
  showScene,
  takeWall,
} from '../../../shared/wall/orders.ts'
import type { Scene } from '../../../shared/wall/scene.ts'
import type { WallFrame, WallRow } from '../../../shared/wall/state.ts'
import { operatingStage } from '../../queries/wall/operating-stage.ts'
import { at } from '../inputs.ts'
import type { RequestContext } from '../services.ts'
import { procedure, router } from '../trpc.ts'

/** `screen` is the part that a screen shows (`2/3`); a remote leaves it out. */
const listened = ofWall.extend({
  screen: z
    .string()
    .regex(/^\d{1,2}\/\d{1,2}$/)
    .optional(),
  lastEventId: z.string().max(20).nullish(),
})

/** Whether everything that a wall may show lies where the asker sees. */
function reaches({ asker, services }: RequestContext, wall: string): boolean {
  const { tree } = services.view.epoch
  const scope = services.walls.scope(wall)
  const own = asker === null ? [] : rootsOf(asker, tree)
  const shown = scope === null || scope.length === 0 ? [tree.root.id] : scope
  return shown.every((id) => own.some((root) => tree.inside(id, root)))
}

/** What changes a wall; raises `not-found` for one outside the asker's scope. Which theme it shows is no secret. */
const ofOne = procedure.input(ofWall).use(({ ctx, input: { wall }, next }) => {
  if (!reaches(ctx, wall)) throw notFound(wall)
  return next()
})
const notFound = (wall: string) =>
  new DomainError({ code: 'not-found', params: { what: 'wall', id: wall } })

/** Refuses what the wall's devices may not see (超出设备范围); `scene` is its name. */
function checkShown({ services: { walls } }: RequestContext, wall: string, scenes: Scene[]): void {
  const beyond = scenes.find((one) => !walls.mayShow(wall, one))
  if (beyond === undefined) return
  const params = { action: 'wall-show', why: 'scope', scene: beyond.name }
  throw new DomainError({ code: 'forbidden', params })
}

/** 大屏: what a wall shows, and who steers it. */
export const wallRouter = router({
  list: procedure.query(({ ctx }): WallRow[] => {
    const { walls } = ctx.services
    const own = walls.names().filter((wall) => reaches(ctx, wall))
    return own.map((wall) => {
      const { holder, screens, mode } = walls.state(wall)
      return { wall, holder, screens, mode }
    })
  }),
  stage: procedure
    .input(z.object({ at }))
    .query(({ ctx, input }) => operatingStage(ctx.services.view, input.at)),
  state: procedure.input(ofWall).query(({ ctx, input }) => ctx.services.walls.state(input.wall)),
  live: procedure.input(listened).subscription(async function* ({ ctx, input, signal }) {
    // A device that may not see what the wall may show is none of its screens.
    const { asker } = ctx
    if (asker.kind === 'device' && asker.name !== input.wall && !reaches(ctx, input.wall))
      throw notFound(input.wall)
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
  setMode: ofOne
    .input(setMode)
    .mutation(({ ctx, input }) =>
      ctx.services.order(ctx.asker, { verb: 'wall-set-mode', ...input }),
    ),
  setPlaylist: ofOne.input(setPlaylist).mutation(({ ctx, input }) => {
    checkShown(ctx, input.wall, input.playlist.scenes)
    return ctx.services.order(ctx.asker, { verb: 'wall-save-playlist', ...input })
  }),
  setLook: ofOne
    .input(setLook)
    .mutation(({ ctx, input }) =>
      ctx.services.order(ctx.asker, { verb: 'wall-set-look', ...input }),
    ),
  show: ofOne.input(showScene).mutation(({ ctx, input }) => {
    const { walls, order } = ctx.services
    checkShown(ctx, input.wall, [input.scene])
    const { scenes } = walls.state(input.wall).playlist
    const place = scenes.findIndex(({ id }) => id === input.scene.id)
    // A scene of the playlist that is shown ahead of its turn has had it.
    const next = place < 0 ? walls.standing(input.wall).next : place + 1
    return order(ctx.asker, { verb: 'wall-show', ...input, next })
  }),
  pause: ofOne.mutation(({ ctx, input }) => {
    const { scene, next } = ctx.services.walls.standing(input.wall)
    return ctx.services.order(ctx.asker, { verb: 'wall-pause', ...input, scene, next })
  }),
  resume: ofOne.mutation(({ ctx, input }) => {
    const { next } = ctx.services.walls.standing(input.wall)
    return ctx.services.order(ctx.asker, { verb: 'wall-resume', ...input, next })
  }),
  code: ofOne.mutation(({ ctx, input }) => void ctx.services.walls.showCode(input.wall)),
  take: ofOne.input(takeWall).mutation(({ ctx, input: { wall, code } }) => {
    const paired = code !== undefined && ctx.services.walls.useCode(wall, code)
    if (code !== undefined && !paired)
      throw new DomainError({ code: 'forbidden', params: { action: 'pair', why: 'code' } })
    return ctx.services.order(ctx.asker, { verb: 'wall-take', wall, paired })
  }),
  release: ofOne.mutation(({ ctx, input }) =>
    ctx.services.order(ctx.asker, { verb: 'wall-release', ...input }),
  ),
})
