import type { LocationQuery } from 'vue-router'
import type { RegionId } from '../../shared/city/pack.ts'

/** What a link to the wall says (地址); null = as the city opens it. */
export interface Address {
  region: RegionId | null
  theme: string | null
  /** The indicator on the map and in the ranking. */
  focus: string | null
  /** Log position replayed to; null = live. */
  at: number | null
  case: number | null
}

export const nowhere: Address = { region: null, theme: null, focus: null, at: null, case: null }

/** Reads a link's query; what cannot be read is left out, never guessed. */
export function fromQuery(query: LocationQuery): Address {
  return {
    region: wholeOf(query.region),
    theme: wordOf(query.theme),
    focus: wordOf(query.focus),
    at: wholeOf(query.at),
    case: wholeOf(query.case),
  }
}

/** The query of a link, in a fixed order; nulls are left out. */
export function toQuery(address: Address): Record<string, string> {
  const query: Record<string, string> = {}
  for (const key of ['region', 'theme', 'focus', 'at', 'case'] as const) {
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
