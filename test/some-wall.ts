import type { WallApi } from '../client/api/wall-api.ts'
import { usualPlaylists } from '../shared/wall/playlist.ts'
import type { StageAnswer } from '../shared/wall/stage.ts'
import { usualLook, type WallFrame, type WallState } from '../shared/wall/state.ts'

const { peace } = usualPlaylists([
  { id: 'overview', shortName: '总图', order: 0 },
  { id: 'peace', shortName: '平安', order: 1 },
])

/** A wall at the first scene of the usual playlist, with nobody at the remote. */
export function aWallState(given: Partial<WallState> = {}): WallState {
  const [scene] = peace.scenes
  if (scene === undefined) throw new Error('A playlist has a scene.')
  return {
    ...{ wall: 'main', mode: 'peace', playlist: peace, look: usualLook, screens: 1 },
    ...{ paused: null, holder: null, scope: null },
    current: { scene, since: 0, until: 60_000, reason: 'playlist' },
    ...given,
  }
}

export const aWallFrame = (state = aWallState(), given: Partial<WallFrame> = {}): WallFrame => ({
  ...{ now: 0, applyAt: 150, state, code: null },
  ...given,
})

/** A city that one open event of Ⅰ brought to its fourth stage. */
export const aStage = (position = 100): StageAnswer => ({
  ...{ position, now: 0, asked: null },
  current: {
    ...{
      stage: 4,
      name: '应急',
      mode: '战',
      colour: 'orange',
      rule: '有Ⅰ级案件，转入战时。',
      since: 0,
    },
    parts: [{ words: 'case.open_severity_1>=1', name: '在办Ⅰ级案件数', value: 1, holds: true }],
  },
  stages: [
    { stage: 1, name: '常态', colour: 'none', rule: '各项运行正常。' },
    { stage: 4, name: '应急', colour: 'orange', rule: '有Ⅰ级案件，转入战时。' },
  ],
  events: [{ caseId: 7, name: 'Ⅰ级事件 燃气泄漏', severity: 1, regionName: '崇川区', since: 0 }],
})

/** A wall that nobody touches; its feed says nothing by itself. */
export const someWall: WallApi = {
  wallList: async () => [{ wall: 'main', holder: null, screens: 1, mode: 'peace' }],
  operatingStage: async (at) => aStage(at ?? 100),
  wallState: async () => aWallState(),
  wallFeed: () => () => () => {},
  setWallMode: async () => {},
  setWallPlaylist: async () => {},
  showOnWall: async () => {},
  pauseWall: async () => {},
  resumeWall: async () => {},
  takeWall: async () => {},
  releaseWall: async () => {},
  setWallLook: async () => {},
  askWallCode: async () => {},
}
