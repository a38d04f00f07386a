import type { LocationQuery } from 'vue-router'
import { scoreGrains, type ScoreBy, type ScoreGrain } from '../../shared/scores/answers.ts'

export const scoreParts = ['missed', 'numerator', 'denominator'] as const
export type ScorePart = (typeof scoreParts)[number]

/** What a link to the scores says besides region and moment (地址); null = as the page opens. */
export interface ScoreAddress {
  by: ScoreBy
  grain: ScoreGrain
  /** An instant of the period; null = the running one. */
  period: number | null
  /** The rate that is sorted by and whose trend is drawn. */
  rate: string | null
  /** Worst first instead of best first. */
  worst: boolean
  /** The row whose cell is open; null = none. */
  row: string | null
  part: ScorePart | null
}

const word = (value: LocationQuery[string] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) || null

/** Reads a link's query; what cannot be read is left out, never guessed. */
export function scoreAddressOf(query: LocationQuery): ScoreAddress {
  const period = word(query.period)
  return {
    by: word(query.by) === 'region' ? 'region' : 'department',
    grain: scoreGrains.find((grain) => grain === word(query.grain)) ?? 'month',
    period: period !== null && /^\d{1,15}$/.test(period) ? Number(period) : null,
    rate: word(query.rate),
    worst: word(query.sort) === 'worst',
    row: word(query.row),
    part: scoreParts.find((part) => part === word(query.part)) ?? null,
  }
}

/** The query of a link: what stands as the page opens is left out; region and moment stay as they are. */
export function scoreQuery(address: ScoreAddress, query: LocationQuery): LocationQuery {
  const said: Record<keyof Omit<ScoreAddress, 'worst'> | 'sort', string | null> = {
    by: address.by === 'department' ? null : address.by,
    grain: address.grain === 'month' ? null : address.grain,
    period: address.period === null ? null : String(address.period),
    rate: address.rate,
    sort: address.worst ? 'worst' : null,
    row: address.row,
    part: address.part,
  }
  const { region, at } = query
  const all: LocationQuery = { ...(region ? { region } : {}), ...(at ? { at } : {}) }
  for (const [key, value] of Object.entries(said)) if (value !== null) all[key] = value
  return all
}
