import { randomInt } from 'node:crypto'
import type { DeviceRow } from '../../shared/access/accounts.ts'
import type { CityDay } from '../../shared/wall/conditions.ts'
import { usualPlaylists } from '../../shared/wall/playlist.ts'
import { makeWorkingClock } from '../../shared/time/working-clock.ts'
import type { CityView } from '../queries/city-view.ts'
import { wallBook } from '../queries/wall/wall-book.ts'
import { wallInputs } from '../queries/wall/wall-inputs.ts'
import { wallScopes } from '../queries/wall/wall-scope.ts'
import { makeConductor, type Conductor, type Timers } from '../wall/conductor.ts'

/** The conductor of a city's walls (导播), over the view that its questions are answered from. */
export function conductorOf(
  view: CityView,
  timers: Timers,
  devices: () => readonly Pick<DeviceRow, 'name' | 'regions'>[],
  code = () => String(randomInt(1_000_000)).padStart(6, '0'),
): Conductor {
  const book = wallBook(view.database)
  const inputs = wallInputs(view)
  const scopes = wallScopes(view, devices)
  let of: { hash: string; usual: ReturnType<typeof usualPlaylists>; day: CityDay } | null = null
  const city = () => {
    const { hash, themes, calendar } = view.epoch.pack
    if (of?.hash !== hash) {
      const { isWorkday } = makeWorkingClock(calendar, view.zone)
      of = { hash, usual: usualPlaylists(themes), day: { zone: view.zone, isWorkday } }
    }
    return of
  }
  return makeConductor({
    follow: () => view.follow(),
    setting: (wall) => book.setting(wall),
    known: book.walls,
    inputs,
    ...{ scope: scopes.of, shows: scopes.shows },
    usual: () => city().usual,
    day: () => city().day,
    now: () => view.clock.now(),
    ...{ timers, code },
  })
}
