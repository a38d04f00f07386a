import { tzOffset } from '@date-fns/tz/tzOffset'
import { DomainError } from '../errors.ts'

const stretchMs = 6 * 86_400_000
const quarterMs = 900_000

/**
 * Minutes that the zone is ahead of UTC, as a fast function of the instant. Six days with the same
 * offset at both ends share one answer; the few stretches with a change are asked by quarter-hour
 * (no zone of today changes at another minute). Raises `bad-request` for an unknown zone.
 */
export function makeOffsets(iana: string): (ms: number) => number {
  const ask = (ms: number): number => tzOffset(iana, new Date(ms))
  if (Number.isNaN(ask(0))) throw new DomainError({ code: 'bad-request', params: { zone: iana } })
  const stretches = new Map<number, number | Map<number, number>>()
  let known = Number.NaN
  let knownOffset = 0

  const changing = (quarters: Map<number, number>, ms: number): number => {
    const quarter = Math.floor(ms / quarterMs)
    const cached = quarters.get(quarter)
    if (cached !== undefined) return cached
    const offset = ask(quarter * quarterMs)
    quarters.set(quarter, offset)
    return offset
  }

  return (ms) => {
    const stretch = Math.floor(ms / stretchMs)
    if (stretch === known) return knownOffset
    let entry = stretches.get(stretch)
    if (entry === undefined) {
      const first = ask(stretch * stretchMs)
      entry = first === ask((stretch + 1) * stretchMs - 1) ? first : new Map()
      stretches.set(stretch, entry)
    }
    if (typeof entry !== 'number') return changing(entry, ms)
    known = stretch
    knownOffset = entry
    return entry
  }
}
