import { playlist, type Playlist, type Scene } from './scene.ts'
import type { WallSetting } from './setting.ts'
import type { WallMode } from './state.ts'

/** The 总图 stands so long, each 专题图 so long, and a figure that changed so long. */
const overviewSeconds = 60
const themeSeconds = 30
export const changeSeconds = 30

/**
 * What a wall plays until a person saves another (默认播放单): in peace the whole city and every theme in
 * the pack's order, in war the whole city alone, and nothing calls it away.
 */
export function usualPlaylists(
  themes: readonly { id: string; shortName: string; order: number }[],
): Record<WallMode, Playlist> {
  const [first, ...rest] = [...themes].sort((a, b) => a.order - b.order)
  const name = first?.shortName ?? '总图'
  return {
    peace: playlist.parse({
      scenes: [
        { id: 'overview', name, seconds: overviewSeconds },
        ...rest.slice(0, 59).map(({ id, shortName }) => ({
          ...{ id: `theme-${id}`.slice(0, 60), name: shortName, theme: id, seconds: themeSeconds },
        })),
      ],
    }),
    war: playlist.parse({
      scenes: [{ id: 'overview', name, seconds: overviewSeconds }],
      ...{ followChanges: false, freezeMinutes: 0 },
    }),
  }
}

/** The playlist in force (播放单). */
export const playing = (
  { mode, playlists }: Pick<WallSetting, 'mode' | 'playlists'>,
  usual: Record<WallMode, Playlist>,
): Playlist => playlists[mode] ?? usual[mode]

/** A scene made for what calls the wall; what it does not say is as the city opens it. */
export const calledScene = (
  given: Pick<Scene, 'id' | 'name' | 'seconds'> & Partial<Scene>,
): Scene => ({
  ...{ theme: null, region: null, window: null, layout: 'usual', indicator: null, view: null },
  ...{ zoom: 0, when: null },
  ...given,
})
