import { timeHeader } from '../../shared/time/time-header.ts'

/** What an answer says of the server's clock (服务器时钟). */
export interface ClockSaid {
  /** When the server sent it, UTC ms. */
  now: number
  /** Milliseconds on the way, there and back, without what the server took. */
  roundTrip: number
}

/** `fetch`, that tells what each answer says of the server's clock; nothing where it says nothing. */
export function tellingTime(hear: (said: ClockSaid) => void): typeof fetch {
  return async (input, init) => {
    const sent = performance.now()
    const answer = await fetch(input, init)
    const whole = performance.now() - sent
    const [now = NaN, took = NaN] = (answer.headers.get(timeHeader) ?? '').split(' ').map(Number)
    if (now > 0 && took >= 0) hear({ now, roundTrip: Math.max(0, whole - took) })
    return answer
  }
}
