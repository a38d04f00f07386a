import { sees, type Asker } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import type { BodyOf, NewFactOf } from '../../shared/events/index.ts'
import { isPaired, maySetWall, maySteer } from '../../shared/wall/law.ts'
import type { Playlist, Scene } from '../../shared/wall/scene.ts'
import type { WallFactType } from '../../shared/wall/setting.ts'
import type { WallLook, WallMode } from '../../shared/wall/state.ts'
import type { OrderParts } from './orders.ts'

/**
 * What a person may order of a wall (墙面命令). `next`, and the scene that a pause holds, are what the wall
 * stood at: they come from the server that steers it, never from the person.
 */
export type WallOrder = { wall: string } & (
  | { verb: 'wall-set-mode'; mode: WallMode }
  | { verb: 'wall-save-playlist'; mode: WallMode; playlist: Playlist }
  | { verb: 'wall-set-look'; look: Partial<WallLook> }
  | { verb: 'wall-show'; scene: Scene; next: number }
  | { verb: 'wall-pause'; scene: Scene; next: number }
  | { verb: 'wall-resume'; next: number }
  /** `paired` = the code that the wall shows was given. */
  | { verb: 'wall-take'; paired: boolean }
  | { verb: 'wall-release' }
)

type Parts = Pick<OrderParts, 'log' | 'tree' | 'pack' | 'mask' | 'walls'>

/**
 * Sets something of a wall, with its audit. Raises `forbidden` for other roles and for who takes the
 * remote without having paired, `conflict` for who steers without holding it (`holder` says who does),
 * `not-found` for a region or theme that the asker doesn't see.
 */
export async function wallOrder(
  parts: Parts,
  asker: Asker,
  order: WallOrder,
  now: number,
): Promise<{ position: number | null }> {
  const { log, walls } = parts
  const setting = walls.setting(order.wall)
  const { wall } = order
  const by = { wall, by: asker.id, byName: asker.name }
  const isSetting = order.verb === 'wall-save-playlist' || order.verb === 'wall-set-look'
  if (!(isSetting ? maySetWall(asker) : maySteer(asker))) throw forbidden(order.verb)
  const held = (): void => {
    if (setting.holder?.id === asker.id) return
    const holder = setting.holder?.name ?? ''
    throw new DomainError({ code: 'conflict', params: { action: order.verb, holder } })
  }
  const append = async <T extends WallFactType>(type: T, body: BodyOf<T>) => {
    const event = {
      ...{ type, source: 'orders', key: `${type}:${wall}:${asker.id}:${now}`, body },
      ...{ occurredAt: now, publishedAt: now },
    } as unknown as NewFactOf
    const { verb, ...detail } = order
    const [verdict] = await log.append([
      { stream: { kind: 'city' }, events: [event], audit: { asker, action: verb, detail } },
    ])
    return { position: verdict?.position ?? null }
  }

  switch (order.verb) {
    case 'wall-set-mode':
      return append('wall-mode-set', { ...by, mode: order.mode })
    case 'wall-save-playlist': {
      const scenes = order.playlist.scenes.map((one) => ({ ...one, ...checked(parts, asker, one) }))
      const playlist = { ...order.playlist, scenes }
      return append('wall-playlist-saved', { ...by, mode: order.mode, playlist })
    }
    case 'wall-set-look':
      return append('wall-look-set', { ...by, look: { ...setting.look, ...order.look } })
    case 'wall-show': {
      held()
      const scene = { ...order.scene, ...checked(parts, asker, order.scene) }
      return append('wall-scene-shown', { ...by, scene, next: order.next })
    }
    case 'wall-pause':
      held()
      return append('wall-paused', { ...by, scene: order.scene, next: order.next })
    case 'wall-resume':
      held()
      return append('wall-resumed', { ...by, next: order.next })
    case 'wall-take':
      if (!order.paired && !isPaired(setting, asker.id, now)) throw forbidden('pair')
      return append('wall-taken', { ...by, paired: order.paired })
    case 'wall-release':
      held()
      return append('wall-released', by)
  }
}

/** The name of a scene, masked; raises `not-found` for what the asker doesn't see or the pack doesn't have. */
function checked({ tree, pack, mask }: Parts, asker: Asker, scene: Scene): { name: string } {
  const { region, theme } = scene
  if (region !== null && !sees(asker, tree, region))
    throw new DomainError({ code: 'not-found', params: { what: 'region', id: region } })
  if (theme !== null && !pack.themes.some(({ id }) => id === theme))
    throw new DomainError({ code: 'not-found', params: { what: 'theme', id: theme } })
  return { name: mask(scene.name) }
}

const forbidden = (action: string): DomainError =>
  new DomainError({ code: 'forbidden', params: { action } })
