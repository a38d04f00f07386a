import type { createTRPCClient } from '@trpc/client'
import type { AppRouter } from '../../server/api/router.ts'
import type {
  SetLook,
  SetMode,
  SetPlaylist,
  ShowScene,
  TakeWall,
} from '../../shared/wall/orders.ts'
import type { StageAnswer } from '../../shared/wall/stage.ts'
import type { WallFrame, WallRow, WallState } from '../../shared/wall/state.ts'
import type { FeedEvents, OpenFeed } from './city-api.ts'

/** A wall as a screen or a remote sees it (大屏, 遥控). */
export interface WallApi {
  wallList(): Promise<WallRow[]>
  /** 城市运行等级, as of a position (null = now). */
  operatingStage(at: number | null): Promise<StageAnswer>
  wallState(wall: string): Promise<WallState>
  /** Frames of a wall; a screen says which part it is, a remote says nothing. */
  wallFeed(wall: string, screen: string | null): OpenFeed<WallFrame>
  setWallMode(order: SetMode): Promise<void>
  setWallPlaylist(order: SetPlaylist): Promise<void>
  showOnWall(order: ShowScene): Promise<void>
  pauseWall(wall: string): Promise<void>
  resumeWall(wall: string): Promise<void>
  /** Rejected with `forbidden` for a wrong code. */
  takeWall(order: TakeWall): Promise<void>
  releaseWall(wall: string): Promise<void>
  setWallLook(order: SetLook): Promise<void>
  /** Makes the wall show a code to pair with (配对码). */
  askWallCode(wall: string): Promise<void>
}

interface Handlers {
  onStarted(): void
  onData(value: { id: string; data: WallFrame }): void
  onError(error: unknown): void
  onStopped(): void
  onConnectionStateChange(change: { state: string }): void
}

export const wallApi = (trpc: ReturnType<typeof createTRPCClient<AppRouter>>): WallApi => ({
  wallList: () => trpc.wall.list.query(),
  operatingStage: (at) => trpc.wall.stage.query({ at: at ?? undefined }),
  wallState: (wall) => trpc.wall.state.query({ wall }),
  wallFeed: (wall, screen) => (from, events) => {
    const subscription = trpc.wall.live.subscribe(
      { wall, screen: screen ?? undefined, lastEventId: from ?? undefined },
      handlersOf(events),
    )
    return () => subscription.unsubscribe()
  },
  setWallMode: async (order) => void (await trpc.wall.setMode.mutate(order)),
  setWallPlaylist: async (order) => void (await trpc.wall.setPlaylist.mutate(order)),
  showOnWall: async (order) => void (await trpc.wall.show.mutate(order)),
  pauseWall: async (wall) => void (await trpc.wall.pause.mutate({ wall })),
  resumeWall: async (wall) => void (await trpc.wall.resume.mutate({ wall })),
  takeWall: async (order) => void (await trpc.wall.take.mutate(order)),
  releaseWall: async (wall) => void (await trpc.wall.release.mutate({ wall })),
  setWallLook: async (order) => void (await trpc.wall.setLook.mutate(order)),
  askWallCode: async (wall) => void (await trpc.wall.code.mutate({ wall })),
})

const handlersOf = (events: FeedEvents<WallFrame>): Handlers => ({
  onStarted: () => events.connected(),
  onData: ({ id, data }) => events.frame(id, data),
  onError: (error) => events.failed(error),
  onStopped: () => events.failed(new Error('The feed was ended by the server.')),
  onConnectionStateChange: ({ state }) => {
    if (state === 'connecting') events.connecting()
  },
})
