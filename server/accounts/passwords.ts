import { hash, verify, type Options } from '@node-rs/argon2'
import { DomainError } from '../../shared/errors.ts'
import { newToken } from './tokens.ts'

// Argon2id with 19 MiB and two passes: the OWASP Password Storage Cheat Sheet, checked 2026-11-23.
// 2 = Argon2id: the package's enumeration is not there at run time under isolated modules.
const cost: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hashing of passwords (口令散列), a few at a time. */
export interface Passwords {
  /** Raises `too-many` while too many wait. */
  hash(password: string): Promise<string>
  /** Whether it is the one that was hashed; against null it takes as long and is false. */
  verify(kept: string | null, password: string): Promise<boolean>
}

/** So many at once, so many waiting; the rest are told to come again (限并发). */
export function makePasswords({ atOnce = 2, waiting = 64, options = cost } = {}): Passwords {
  const decoy = hash(newToken(), options)
  const queue: (() => void)[] = []
  let running = 0

  async function slot<T>(work: () => Promise<T>): Promise<T> {
    if (running < atOnce) running += 1
    else {
      if (queue.length >= waiting) {
        throw new DomainError({ code: 'too-many', params: { retryAfter: 3 } })
      }
      await new Promise<void>((resolve) => queue.push(resolve))
    }
    try {
      return await work()
    } finally {
      // The place goes to the next that waits, or is free.
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }

  return {
    hash: (password) => slot(() => hash(password, options)),
    verify: (kept, password) =>
      slot(async () => {
        const right = await verify(kept ?? (await decoy), password)
        return right && kept !== null
      }),
  }
}
