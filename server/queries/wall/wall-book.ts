import {
  applyWallFact,
  untouched,
  type WallFact,
  type WallSetting,
} from '../../../shared/wall/setting.ts'
import type { Database } from '../../db/open.ts'

/** What people set of walls (墙面设置). */
export interface WallBook {
  /** How a wall stands now; one that nobody set anything of stands as every wall begins. */
  setting(wall: string): WallSetting
  /** The walls that somebody set anything of, by name. */
  walls(): string[]
  /** Position of the last fact of any wall; 0 = none. */
  last(): number
}

interface Row {
  position: number
  type: WallFact['type']
  recordedAt: number
  body: string
}

/** A reader over one connection; each wall's facts are folded once, in the order of the log. */
export function wallBook({ sqlite }: Pick<Database, 'sqlite'>): WallBook {
  const after = sqlite.prepare<[string, number], Row>(
    `SELECT position, type, recorded_at AS recordedAt, body FROM wall_change
     WHERE wall = ? AND position > ? ORDER BY position`,
  )
  const names = sqlite
    .prepare<[], string>('SELECT DISTINCT wall FROM wall_change ORDER BY wall')
    .pluck()
  const last = sqlite.prepare<[], number | null>('SELECT max(position) FROM wall_change').pluck()
  const known = new Map<string, { position: number; setting: WallSetting }>()
  return {
    setting: (wall) => {
      let { position, setting } = known.get(wall) ?? { position: 0, setting: untouched(wall) }
      for (const row of after.all(wall, position)) {
        position = row.position
        // The row is a fact of the log, which was checked when it was appended.
        setting = applyWallFact(setting, { ...row, body: JSON.parse(row.body) } as WallFact)
      }
      known.set(wall, { position, setting })
      return setting
    },
    walls: () => names.all(),
    last: () => last.get() ?? 0,
  }
}
