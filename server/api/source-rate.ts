import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { DomainError } from '../../shared/errors.ts'

/** How fast a source may report (上报限速); each key for itself. */
export interface SourceRate {
  /**
   * Raises `too-many` with `retryAfter` in seconds once the key's facts of this minute are used up; a key
   * may have a measure of its own.
   */
  take(key: string, facts: number, own?: number | null): Promise<void>
}

/** So many facts a minute for each key; one request is taken whole while anything is left. */
export function sourceRate(factsPerMinute: number): SourceRate {
  const limiter = new RateLimiterMemory({ points: factsPerMinute, duration: 60 })
  return {
    take: async (key, facts, own) => {
      const most = own ?? factsPerMinute
      const used = await limiter.get(key)
      if (used === null || used.consumedPoints < most) {
        await limiter.penalty(key, Math.max(1, facts))
        return
      }
      throw tooMany(most, used)
    },
  }
}

function tooMany(most: number, { msBeforeNext }: RateLimiterRes): DomainError {
  const retryAfter = Math.max(1, Math.ceil(msBeforeNext / 1_000))
  const what = `此密钥一分钟内上报超过 ${most} 条；请 ${retryAfter} 秒后用相同的 key 重发。`
  return new DomainError({ code: 'too-many', params: { what, most, retryAfter } })
}
