import { timingSafeEqual } from 'node:crypto'
import { setupMs } from './limits.ts'
import { hashOf, newToken } from './tokens.ts'

/**
 * The one link of a first start (首次设置链接). Its token is held as a hash, in memory: a restart makes
 * another while the city has no account.
 */
export function makeSetup(now: () => number) {
  let open: { hash: string; until: number } | null = null
  return {
    /** A new token, in place of any before. */
    offer(): string {
      const token = newToken()
      open = { hash: hashOf(token), until: now() + setupMs }
      return token
    },
    /** Whether it is the link's token, and the link stands. */
    fits(token: string): boolean {
      if (open === null || now() >= open.until) return false
      return timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(open.hash))
    },
    /** The link was used. */
    close(): void {
      open = null
    },
  }
}
