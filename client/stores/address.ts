import type { LocationQuery, RouteParams } from 'vue-router'
import type { RegionId } from '../../shared/city/pack.ts'
import { grains } from '../../shared/time/grain.ts'
import type { AskedPeriod, AskedWindow } from '../api/city-api.ts'

/** What a link to a page says (地址); null = as the city opens it. */
export interface Address {
  region: RegionId | null
  theme: string | null
  /** The indicator on the map and in the ranking. */
  focus: string | null
  /** Log position replayed to; null = live. */
  at: number | null
  case: number | null
  /** The public warning (公共预警) whose text is open, by its number. */
  warning: number | null
  /** A past period shown instead of the present, as `month@<an instant of it>`. */
  period: string | null
  /** The indicator whose 口径 is open. */
  explain: string | null
  /** The region it is explained for, where that is not the chosen one. */
  of: RegionId | null
  /** The window it is explained over, where that is not today (`windowOf`). */
  window: string | null
  /** The drill's view of the indicator, and what its change is split by. */
  tab: string | null
  by: string | null
}

export const nowhere: Address = {
  ...{ region: null, theme: null, focus: null, at: null, case: null, warning: null, period: null },
  ...{ explain: null, of: null, window: null, tab: null, by: null },
}
const keys = [
  'region',
  'theme',
  'focus',
  'at',
  'case',
  'warning',
  'period',
  'explain',
  'of',
  'window',
  'tab',
  'by',
] as const

/** A page with addresses of its own. */
export type PageName = 'wall' | 'drill'

/** Reads a link's query; what cannot be read is left out, never guessed. */
export function fromQuery(query: LocationQuery): Address {
  return {
    region: wholeOf(query.region),
    theme: wordOf(query.theme),
    focus: wordOf(query.focus),
    at: wholeOf(query.at),
    case: wholeOf(query.case),
    warning: wholeOf(query.warning),
    period: wordOf(query.period),
    explain: wordOf(query.explain),
    of: wholeOf(query.of),
    window: wordOf(query.window),
    tab: wordOf(query.tab),
    by: wordOf(query.by),
  }
}

/** Reads a whole route: what stands in the path goes before the query. */
export function fromRoute(route: { params: RouteParams; query: LocationQuery }): Address {
  const { regionId, theme } = route.params
  const said = fromQuery(route.query)
  return {
    ...said,
    region: wholeOf(regionId) ?? said.region,
    theme: wordOf(theme) ?? said.theme,
    focus: wordOf(route.query.indicator) ?? said.focus,
  }
}

/** The link to a page: what the page is about stands in the path, and focus is called `indicator`. */
export function linkTo(page: PageName, address: Address) {
  const { focus, ...rest } = address
  const about = page === 'wall' ? 'theme' : 'region'
  const query = toQuery({ ...rest, focus: null, [about]: null })
  const inPath = rest[about]
  return {
    path: inPath === null ? `/${page}` : `/${page}/${encodeURIComponent(inPath)}`,
    query: focus === null ? query : { ...query, indicator: focus },
  }
}

/** True for a link to the wall from before the theme stood in its path. */
export const isFormerWall = (query: LocationQuery): boolean =>
  wordOf(query.theme) !== null || wordOf(query.focus) !== null

/** `month@1748707200000` → that month; null where the word names no calendar period. */
export function readPeriod(word: string | null): AskedPeriod | null {
  const window = windowOf(word)
  if (window === null || 'from' in window || window.at === undefined) return null
  return { grain: window.grain, at: window.at }
}

/** The query of a link, in a fixed order; nulls are left out. */
export function toQuery(address: Address): Record<string, string> {
  const query: Record<string, string> = {}
  for (const key of keys) {
    const value = address[key]
    if (value !== null) query[key] = String(value)
  }
  return query
}

function wordOf(value: LocationQuery[string] | undefined): string | null {
  const one = Array.isArray(value) ? value[0] : value
  return one ? one : null
}

function wholeOf(value: LocationQuery[string] | undefined): number | null {
  const word = wordOf(value)
  if (word === null || !/^\d{1,15}$/.test(word)) return null
  return Number(word)
}

/** A window as an address says it: month@1795325400000, or 1795325400000-1795411800000. */
export function windowWord(window: AskedWindow): string {
  if ('from' in window) return `${window.from}-${window.to}`
  return window.at === undefined ? window.grain : `${window.grain}@${window.at}`
}

/** Reads a window's word; null where it cannot be read. */
export function windowOf(word: string | null): AskedWindow | null {
  const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(word ?? '') ?? []
  if (from && to) return { from: Number(from), to: Number(to) }
  const [, name, at] = /^([a-z]+)(?:@(\d{1,15}))?$/.exec(word ?? '') ?? []
  const grain = grains.find((one) => one === name)
  if (grain === undefined) return null
  return at === undefined ? { grain } : { grain, at: Number(at) }
}
