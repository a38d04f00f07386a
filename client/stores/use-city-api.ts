import { inject, type InjectionKey } from 'vue'
import { cityApiKey, type CityApi } from '../api/city-api.ts'
import { windowTimers, type Timers } from '../api/timers.ts'

export const timersKey: InjectionKey<Timers> = Symbol('timers')

/** The API the app was given; a store without one is a wiring fault. */
export function useCityApi(): CityApi {
  const api = inject(cityApiKey, null)
  if (api === null) throw new Error('The app provides no CityApi.')
  return api
}

export function useTimers(): Timers {
  return inject(timersKey, windowTimers)
}
