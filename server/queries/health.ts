import { evaluate } from '../../shared/indicators/evaluate.ts'
import type { CityView, Standing } from './city-view.ts'

/** Feeds that are on time, of those expected (接口在线); null = not known. */
export interface FeedsOnline {
  online: number | null
  expected: number | null
}

/** The indicator that is counted from the coverage of feeds, if the pack has one: 接口在线率. */
export function feedsOnline(standing: Standing): FeedsOnline {
  const { catalog, regions, now } = standing
  const indicator = catalog.pack.indicators.find((i) =>
    catalog.measuresOf(i).some((m) => m.origin === 'coverage'),
  )
  if (!indicator) return { online: null, expected: null }
  const window = { grain: 'day', at: now } as const
  const { numerator, denominator } = evaluate(
    { indicator, region: regions.root.id, window },
    standing,
  )
  return { online: numerator, expected: denominator }
}

/** How the server is (健康): what `/healthz` says. */
export interface Health {
  status: 'ok'
  city: { code: string; name: string }
  logPosition: number
  feeds: FeedsOnline
  demo: boolean
  backfill?: number
  /** Which build of the client (客户端版本) is served; null = none that says it. */
  build?: string | null
}

/** `backfill` is the share of the demo's history already loaded, null when there is none to load. */
export function healthOf(view: CityView, demo: boolean, backfill: number | null): Health {
  const { code, name } = view.epoch.pack
  return {
    status: 'ok',
    city: { code, name },
    logPosition: view.position,
    feeds: view.position === 0 ? { online: null, expected: null } : feedsOnline(view.standing()),
    demo,
    ...(backfill === null ? {} : { backfill }),
  }
}
