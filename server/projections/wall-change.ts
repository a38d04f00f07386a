import type { WallFact } from '../../shared/wall/setting.ts'
import type { wallChange } from '../db/tables.ts'

export type WallChangeRow = typeof wallChange.$inferSelect

/** What a person set of a wall (墙面变更), as it is folded. */
export const wallChangeRow = ({ position, type, recordedAt, body }: WallFact): WallChangeRow => ({
  ...{ position, type, recordedAt, wall: body.wall },
  body: JSON.stringify(body),
})
