import { DomainError } from '../../shared/errors.ts'

/** Work on one key goes one after the other (按账号排队); raises `too-many` when `most` wait already. */
export function makeSerial(most = 5) {
  const tails = new Map<string, { last: Promise<unknown>; waiting: number }>()
  return async function serially<T>(key: string, work: () => Promise<T>): Promise<T> {
    const tail = tails.get(key) ?? { last: Promise.resolve(), waiting: 0 }
    if (tail.waiting >= most) {
      throw new DomainError({ code: 'too-many', params: { retryAfter: 3 } })
    }
    tails.set(key, tail)
    tail.waiting += 1
    const mine = tail.last.then(work, work)
    tail.last = mine
    try {
      return await mine
    } finally {
      tail.waiting -= 1
      if (tail.waiting === 0) tails.delete(key)
    }
  }
}
