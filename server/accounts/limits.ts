import { hourMs, minuteMs } from '../../shared/time/civil.ts'

/** When a session ends by itself (登录超时): after so long without a hand on it, and in any case. */
export const sessionLimits = { idleMs: 30 * minuteMs, absoluteMs: 12 * hourMs } as const
/** So many failures in a row lock an account (锁定), for so long. */
export const lockLimits = { failures: 5, lockedMs: 15 * minuteMs } as const
/** How long a pairing code stands (配对码), how many may wait, and how many wrong ones one may try. */
export const pairingLimits = { standsMs: 10 * minuteMs, waiting: 100, wrong: 10 } as const
/** How long the link of the first start stands (首次设置链接). */
export const setupMs = hourMs
/** How exactly it is kept when somebody or something was last seen. */
export const seenEveryMs = { session: minuteMs, device: 10 * minuteMs, key: 10 * minuteMs } as const
