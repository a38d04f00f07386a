import type { Asker, Role } from '../access/asker.ts'
import { hourMs } from '../time/civil.ts'
import type { WallSetting } from './setting.ts'

/** Who steers a wall (遥控). */
export const wallSteerers = ['leader', 'duty-officer'] as const satisfies readonly Role[]
/** Who sets what a wall plays and how it looks; the system's administrator too. */
export const wallSetters = [...wallSteerers, 'system-admin'] as const satisfies readonly Role[]

/** For so long after pairing by code one may take the remote again without one (配对有效期). */
export const pairedMs = 12 * hourMs

/** Whether someone may take the remote without a code: paired with this wall not long ago. */
export const isPaired = (
  { paired }: Pick<WallSetting, 'paired'>,
  id: string,
  now: number,
): boolean => now - (paired[id] ?? -Infinity) < pairedMs

export const maySteer = ({ roles }: Pick<Asker, 'roles'>): boolean =>
  roles.some((role) => wallSteerers.some((one) => one === role))
export const maySetWall = ({ roles }: Pick<Asker, 'roles'>): boolean =>
  roles.some((role) => wallSetters.some((one) => one === role))
