import type { CityApi } from '../api/city-api.ts'
import { faultOf, faultParams } from '../api/faults.ts'

interface Doorkeeper {
  /** An answer said that nobody has signed in. */
  nobody(): void
  /** The live feed failed, and does not say why. */
  doubt(): void
}

/** Nobody has signed in; a wrong password or code says why, and is no such thing. */
const isNobody = (error: unknown): boolean =>
  faultOf(error).code === 'unauthorised' && faultParams(error).why === undefined

/** The API with a doorkeeper: whatever is asked, an `unauthorised` answer is heard in one place. */
export function gatedApi(api: CityApi, door: Doorkeeper): CityApi {
  const heard = (error: unknown): never => {
    if (isNobody(error)) door.nobody()
    throw error
  }
  const names = Object.keys(api) as (keyof CityApi)[]
  const gated = names.map((name) => {
    const call = api[name] as (...given: unknown[]) => unknown
    return [
      name,
      (...given: unknown[]) => {
        const answer = call(...given)
        return answer instanceof Promise ? answer.catch(heard) : answer
      },
    ] as const
  })
  return {
    ...(Object.fromEntries(gated) as unknown as CityApi),
    feed: (region) => (from, events) =>
      api.feed(region)(from, {
        ...events,
        failed(error) {
          if (isNobody(error)) door.nobody()
          else door.doubt()
          events.failed(error)
        },
      }),
  }
}
