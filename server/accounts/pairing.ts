import type { DeviceOffer } from '../../shared/access/accounts.ts'
import { refused } from './changes/parts.ts'
import { pairingLimits } from './limits.ts'
import { codeAs, hashOf, newCode, newToken } from './tokens.ts'

interface Waiting {
  code: string
  until: number
  /** The cookie that it has, once somebody has paired it. */
  token: string | null
  /** Somebody is pairing it just now. */
  busy: boolean
}

const isFree = ({ token, busy }: Waiting): boolean => token === null && !busy

/**
 * Walls that wait for their pairing (配对). In memory: whoever may not do anything yet writes nothing to
 * disk, and after a restart a wall just asks again.
 */
export function makePairing(now: () => number) {
  /** By the hash of the wall's secret. */
  const waiting = new Map<string, Waiting>()
  /** Wrong codes by who typed them. */
  const wrong = new Map<string, { many: number; until: number }>()
  const tidy = (): void => {
    for (const [hash, { until }] of waiting) if (until <= now()) waiting.delete(hash)
    for (const [who, { until }] of wrong) if (until <= now()) wrong.delete(who)
  }

  return {
    /** A code to show, and the secret to ask on with. Raises `too-many` while too many wait. */
    begin(): DeviceOffer {
      tidy()
      if (waiting.size >= pairingLimits.waiting) throw refused('too-many', { retryAfter: 60 })
      const codes = new Set([...waiting.values()].map(({ code }) => code))
      let code = newCode()
      while (codes.has(code)) code = newCode()
      const secret = newToken()
      const until = now() + pairingLimits.standsMs
      waiting.set(hashOf(secret), { code, until, token: null, busy: false })
      return { code, secret, until }
    },
    /** The cookie of a wall that has been paired; null = not yet. Raises `not-found` once it is void. */
    wait(secret: string): string | null {
      tidy()
      const found = waiting.get(hashOf(secret))
      if (!found) throw refused('not-found', { what: 'pairing' })
      return found.token
    },
    /**
     * Pairs the wall that shows a code: `keep` puts its new cookie's hash on disk first. Raises `not-found`
     * for a wrong or void code, and `too-many` for whoever has tried too many wrong ones.
     */
    async pair<T>(who: string, typed: string, keep: (tokenHash: string) => Promise<T>): Promise<T> {
      tidy()
      const tried = wrong.get(who)
      if (tried && tried.many >= pairingLimits.wrong) {
        const retryAfter = Math.ceil((tried.until - now()) / 1_000)
        throw refused('too-many', { retryAfter })
      }
      const code = codeAs(typed)
      const one = [...waiting.values()].find((each) => each.code === code && isFree(each))
      if (!one) {
        const until = now() + pairingLimits.standsMs
        wrong.set(who, { many: (tried?.many ?? 0) + 1, until })
        throw refused('not-found', { what: 'pairing' })
      }
      const token = newToken()
      one.busy = true
      try {
        const answer = await keep(hashOf(token))
        one.token = token
        return answer
      } finally {
        one.busy = false
      }
    },
  }
}
